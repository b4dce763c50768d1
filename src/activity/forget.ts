import type { Database } from "bun:sqlite";

/** Everything that happened to something, gone. */
export function forgetActivity(db: Database, about: string): void {
  db.query<null, [string]>("DELETE FROM activity WHERE about = ?").run(about);
}

/** What was noted in words of a kind of happening goes; that it happened stays. */
export function emptyDetails(db: Database, about: string, what: string): void {
  db.query<null, [string, string]>("UPDATE activity SET detail = NULL WHERE about = ? AND what = ?").run(about, what);
}

/**
 * Looks through a few thousand rows after one and empties the details that hold one of these words (lower-case). Gives the last row it
 * looked at; null at the end.
 */
export function forgetInDetails(db: Database, words: readonly string[], after: number): number | null {
  const last = db
    .query<{ id: number | null }, [number]>(
      "SELECT max(id) AS id FROM (SELECT id FROM activity WHERE id > ? ORDER BY id LIMIT 4000)",
    )
    .get(after)!.id;
  if (last === null) return null;
  db.query<null, { after: number; last: number; words: string }>(
    `UPDATE activity SET detail = NULL WHERE id > $after AND id <= $last AND detail IS NOT NULL
       AND EXISTS (SELECT 1 FROM json_each($words) WHERE instr(lower(detail), value) > 0)`,
  ).run({ after, last, words: JSON.stringify(words) });
  return last;
}
