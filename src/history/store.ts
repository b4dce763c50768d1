import type { Database } from "bun:sqlite";
import { type Entry, genesis } from "./entry.ts";

const columns = `seq, what, about, by, happened_on, reported_on, recorded_at, facts, words, words_salt, words_digest, previous_hash, hash`;

/** How many entries there are, and the hash of the last one. Every change to the register moves it: a version for caches. */
export function headOf(db: Database): { count: number; hash: string } {
  return (
    db
      .query<{ count: number; hash: string }, []>(
        "SELECT seq AS count, hash FROM history_entries ORDER BY seq DESC LIMIT 1",
      )
      .get() ?? { count: 0, hash: genesis }
  );
}

export function insertEntry(db: Database, entry: Entry): void {
  db.query<null, [Entry]>(
    `INSERT INTO history_entries (${columns})
     VALUES ($seq, $what, $about, $by, $happened_on, $reported_on, $recorded_at, $facts, $words, $words_salt, $words_digest,
             $previous_hash, $hash)`,
  ).run(entry);
}

/** Entries in order, in pages, so that a long chain is never held whole. `after` is the last `seq` already read. */
export function entriesAfter(db: Database, after: number, limit: number): Entry[] {
  return db
    .query<Entry, [number, number]>(`SELECT ${columns} FROM history_entries WHERE seq > ? ORDER BY seq LIMIT ?`)
    .all(after, limit);
}

/** The newest first; with `before`, those that came before that `seq`. */
export function newestEntries(db: Database, before: number | null, limit: number): Entry[] {
  return db
    .query<Entry, [number, number]>(`SELECT ${columns} FROM history_entries WHERE seq < ? ORDER BY seq DESC LIMIT ?`)
    .all(before ?? Number.MAX_SAFE_INTEGER, limit);
}

export function entriesAbout(db: Database, about: string, limit = 200): Entry[] {
  return db
    .query<Entry, [string, number]>(`SELECT ${columns} FROM history_entries WHERE about = ? ORDER BY seq DESC LIMIT ?`)
    .all(about, limit);
}

export function entriesSince(db: Database, recordedAfter: string, limit = 500): Entry[] {
  return db
    .query<Entry, [string, number]>(
      `SELECT ${columns} FROM history_entries WHERE recorded_at > ? ORDER BY seq DESC LIMIT ?`,
    )
    .all(recordedAfter, limit);
}
