import type { Database } from "bun:sqlite";

/** Takes a delivery out, whatever its state; false while it is on its way. */
export function dropDelivery(db: Database, subjectKey: string): boolean {
  db.query<null, [string]>("DELETE FROM outbox_deliveries WHERE subject_key = ? AND state <> 'claimed'").run(
    subjectKey,
  );
  return db.query("SELECT 1 FROM outbox_deliveries WHERE subject_key = ?").get(subjectKey) === null;
}

/** Whether a delivery has still to go or is on its way. */
export function isPending(db: Database, subjectKey: string): boolean {
  return (
    db
      .query("SELECT 1 FROM outbox_deliveries WHERE subject_key = ? AND state IN ('waiting', 'claimed', 'unknown')")
      .get(subjectKey) !== null
  );
}

/**
 * Looks through some deliveries after one and takes out those that hold one of these words (lower-case), but for what is on its way.
 * Gives the last one it looked at; null at the end.
 */
export function forgetDeliveries(db: Database, words: readonly string[], after: number): number | null {
  const last = db
    .query<{ id: number | null }, [number]>(
      "SELECT max(id) AS id FROM (SELECT id FROM outbox_deliveries WHERE id > ? ORDER BY id LIMIT 1000)",
    )
    .get(after)!.id;
  if (last === null) return null;
  db.query<null, { after: number; last: number; words: string }>(
    `DELETE FROM outbox_deliveries WHERE id > $after AND id <= $last AND state <> 'claimed' AND EXISTS (
       SELECT 1 FROM json_each($words)
       WHERE instr(lower(payload || ' ' || coalesce(last_error, '') || ' ' || coalesce(answer, '') || ' ' || coalesce(recipient, '')), value) > 0)`,
  ).run({ after, last, words: JSON.stringify(words) });
  return last;
}
