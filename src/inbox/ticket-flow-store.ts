import type { Database } from "bun:sqlite";

/** How many tickets came, and how many were closed, in a time. */
export function movedBetween(db: Database, mailboxes: readonly number[], from: string, until: string) {
  return db
    .query<{ came: number; closed: number }, Record<string, string>>(
      `SELECT count(*) FILTER (WHERE created_at >= $from AND created_at < $until) AS came,
         count(*) FILTER (WHERE state = 'closed' AND closed_at >= $from AND closed_at < $until) AS closed
       FROM tickets WHERE mailbox_id IN (SELECT value FROM json_each($mailboxes)) AND merged_into IS NULL AND state <> 'spam'
         AND last_at >= $from`,
    )
    .get({ mailboxes: JSON.stringify(mailboxes), from, until })!;
}
