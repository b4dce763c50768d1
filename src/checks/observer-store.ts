import type { Database } from "bun:sqlite";
import type { Reference } from "./line.ts";

export type FaultKind = "line" | "clock" | "late" | "stopped";
export type Fault = { id: number; kind: FaultKind; from_at: string; until_at: string | null };
export type ReferenceRow = Reference & { id: number; created_by: string; created_at: string };

export function listReferences(db: Database): ReferenceRow[] {
  return db
    .query<ReferenceRow, []>("SELECT id, host, port, created_by, created_at FROM reference_targets ORDER BY id")
    .all();
}

/** False when it is there already. */
export function insertReference(db: Database, reference: Omit<ReferenceRow, "id">): boolean {
  return (
    db
      .query<null, [Omit<ReferenceRow, "id">]>(
        `INSERT INTO reference_targets (host, port, created_by, created_at)
         VALUES ($host, $port, $created_by, $created_at) ON CONFLICT DO NOTHING`,
      )
      .run(reference).changes === 1
  );
}

export function deleteReference(db: Database, id: number): boolean {
  return db.query<null, [number]>("DELETE FROM reference_targets WHERE id = ?").run(id).changes === 1;
}

export function openFault(db: Database, kind: FaultKind, at: string, until: string | null = null): void {
  db.query<null, [FaultKind, string, string | null]>(
    "INSERT INTO observer_faults (kind, from_at, until_at) VALUES (?, ?, ?)",
  ).run(kind, at, until);
}

export function closeFault(db: Database, kind: FaultKind, at: string): void {
  db.query<null, [string, FaultKind]>(
    "UPDATE observer_faults SET until_at = ? WHERE kind = ? AND until_at IS NULL",
  ).run(at, kind);
}

/** The newest first. */
export function faultsSince(db: Database, since: string): Fault[] {
  return db
    .query<Fault, [string]>(
      `SELECT id, kind, from_at, until_at FROM observer_faults WHERE until_at IS NULL OR until_at >= ?
       ORDER BY from_at DESC LIMIT 50`,
    )
    .all(since);
}

export function deleteFaultsBefore(db: Database, before: string): void {
  db.query<null, [string]>("DELETE FROM observer_faults WHERE until_at < ?").run(before);
}
