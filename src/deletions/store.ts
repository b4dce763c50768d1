import type { Database } from "bun:sqlite";
import { type DeletionRecord, lineNames, whenNames } from "./record.ts";

const own = [
  "system_id",
  "executed_by",
  "method",
  "places",
  ...whenNames.flatMap((name) => [`${name}_on`, `${name}_text`]),
  ...lineNames,
  "reported_on",
  "recorded_at",
  "by",
  "corrects",
];
const columns = ["id", ...own].join(", ");

/** Every record, corrected ones too, by number. */
export function listRecords(db: Database): DeletionRecord[] {
  return db.query<DeletionRecord, []>(`SELECT ${columns} FROM deletion_records ORDER BY id`).all();
}

export function findRecord(db: Database, number: number): DeletionRecord | null {
  return db.query<DeletionRecord, [number]>(`SELECT ${columns} FROM deletion_records WHERE id = ?`).get(number);
}

/** The number of the record that corrects this one; null when it stands. */
export function correctionOf(db: Database, number: number): number | null {
  return (
    db.query<{ id: number }, [number]>("SELECT id FROM deletion_records WHERE corrects = ?").get(number)?.id ?? null
  );
}

/** Gives the number of the new record. */
export function insertRecord(db: Database, record: Omit<DeletionRecord, "id">): number {
  const sql = `INSERT INTO deletion_records (${own.join(", ")}) VALUES (${own.map((name) => `$${name}`).join(", ")}) RETURNING id`;
  return db.query<{ id: number }, [Record<string, never>]>(sql).get(record as unknown as Record<string, never>)!.id;
}
