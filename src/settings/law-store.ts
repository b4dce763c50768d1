import type { Database } from "bun:sqlite";
import type { LawEntry, NewLawEntry } from "./law-entry.ts";

const columns = "id, regime, country, status, from_on, until_on, basis, source, by, recorded_at, archived_at";

/** The company's own, in force first; those that were withdrawn stay readable. */
export function listLawEntries(db: Database): LawEntry[] {
  return db
    .query<LawEntry, []>(
      `SELECT ${columns} FROM law_intervals ORDER BY archived_at IS NOT NULL, country, regime, from_on, id`,
    )
    .all();
}

export function findLawEntry(db: Database, entryId: number): LawEntry | null {
  return db.query<LawEntry, [number]>(`SELECT ${columns} FROM law_intervals WHERE id = ?`).get(entryId);
}

export function insertLawEntry(db: Database, entry: NewLawEntry): number {
  return db
    .query<{ id: number }, [NewLawEntry]>(
      `INSERT INTO law_intervals (regime, country, status, from_on, until_on, basis, source, by, recorded_at)
       VALUES ($regime, $country, $status, $from_on, $until_on, $basis, $source, $by, $recorded_at) RETURNING id`,
    )
    .get(entry)!.id;
}

/** False when there is none, it has an end, was withdrawn, or would end before it begins. */
export function closeLawEntry(db: Database, entryId: number, until: string): boolean {
  const { changes } = db
    .query<null, { id: number; until: string }>(
      `UPDATE law_intervals SET until_on = $until
       WHERE id = $id AND until_on IS NULL AND archived_at IS NULL AND from_on <= $until`,
    )
    .run({ id: entryId, until });
  return changes === 1;
}

export function archiveLawEntry(db: Database, entryId: number, at: string): boolean {
  const { changes } = db
    .query<null, [string, number]>("UPDATE law_intervals SET archived_at = ? WHERE id = ? AND archived_at IS NULL")
    .run(at, entryId);
  return changes === 1;
}
