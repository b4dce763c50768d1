import type { Database } from "bun:sqlite";

/** Notes that a check's result was filed; false when it was filed already since it turned green. */
export function insertFiled(db: Database, checkId: number, greenSince: string, at: string): boolean {
  return (
    db
      .query<null, [number, string, string]>(
        "INSERT INTO check_evidence (check_id, green_since, filed_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      )
      .run(checkId, greenSince, at).changes === 1
  );
}

export function isFiled(db: Database, checkId: number, greenSince: string): boolean {
  return (
    db.query("SELECT 1 FROM check_evidence WHERE check_id = ? AND green_since = ?").get(checkId, greenSince) !== null
  );
}
