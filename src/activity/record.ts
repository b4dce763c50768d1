import type { Database } from "bun:sqlite";

export type Happening = { what: string; about: string; by: string; at: Date; detail?: Record<string, unknown> };

/** Notes what happened to something that need not stay provable. Retention may remove it; it is never chained. */
export function noteActivity(db: Database, { what, about, by, at, detail }: Happening): void {
  db.query<null, [string, string, string, string, string | null]>(
    "INSERT INTO activity (what, about, by, at, detail) VALUES (?, ?, ?, ?, ?)",
  ).run(what, about, by, at.toISOString(), detail ? JSON.stringify(detail) : null);
}
