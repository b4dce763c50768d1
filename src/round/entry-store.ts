import type { Database } from "bun:sqlite";
import type { Entry } from "./round.ts";

const columns = "id, item_id, version, health, sentence, decision, nothing_new, by, at";

/** What was said of an item, the first saying first. */
export function entriesOf(db: Database, itemId: number): Entry[] {
  return db
    .query<Entry, [number]>(`SELECT ${columns} FROM round_entries WHERE item_id = ? ORDER BY version`)
    .all(itemId);
}

/** What holds of each item of a round: its last saying, by item. */
export function lastEntries(db: Database, roundId: number): Map<number, Entry> {
  const rows = db
    .query<Entry, [number]>(
      `SELECT ${columns} FROM round_entries
       WHERE item_id IN (SELECT i.id FROM round_items i WHERE i.round_id = ?) ORDER BY version`,
    )
    .all(roundId);
  return new Map(rows.map((entry) => [entry.item_id, entry]));
}

export function findEntry(db: Database, itemId: number, version: number): Entry | null {
  return db
    .query<Entry, [number, number]>(`SELECT ${columns} FROM round_entries WHERE item_id = ? AND version = ?`)
    .get(itemId, version);
}

export function insertEntry(db: Database, entry: Omit<Entry, "id">): void {
  db.query<null, [Omit<Entry, "id">]>(
    `INSERT INTO round_entries (item_id, version, health, sentence, decision, nothing_new, by, at)
     VALUES ($item_id, $version, $health, $sentence, $decision, $nothing_new, $by, $at)`,
  ).run(entry);
}
