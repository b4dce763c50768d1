import type { Database } from "bun:sqlite";

/** Tickets whose time has come, those that waited longest first. */
export function dueSnoozes(db: Database, at: string, limit = 200): number[] {
  return db
    .query<{ id: number }, [string, number]>(
      `SELECT id FROM tickets WHERE mailbox_id IN (SELECT id FROM mailboxes) AND snoozed_until <= ? AND snoozed_until IS NOT NULL
         AND merged_into IS NULL ORDER BY snoozed_until LIMIT ?`,
    )
    .all(at, limit)
    .map(({ id }) => id);
}
