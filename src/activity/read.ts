import type { Database } from "bun:sqlite";

export type Happened = { id: number; what: string; about: string; by: string; at: string; detail: string | null };

/** What happened to something, the oldest first. */
export function activityAbout(db: Database, about: string): Happened[] {
  return db
    .query<Happened, [string]>("SELECT id, what, about, by, at, detail FROM activity WHERE about = ? ORDER BY at, id")
    .all(about);
}
