import type { Database } from "bun:sqlite";

export type Waiting = { id: number; waiting_since: string };

/** Open tickets of a mailbox whose first unanswered message came before a moment, and of which nobody was told that. */
export function untoldWaiting(db: Database, mailboxId: number, before: string, limit: number): Waiting[] {
  return db
    .query<Waiting, { mailbox: number; before: string; limit: number }>(
      `SELECT t.id, t.waiting_since FROM tickets t
       WHERE t.mailbox_id = $mailbox AND t.state = 'open' AND coalesce(t.waiting_since, '9' || t.last_at) <= $before
         AND t.merged_into IS NULL AND t.snoozed_until IS NULL AND t.waiting_since IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM late_tickets l WHERE l.ticket_id = t.id AND l.waiting_since = t.waiting_since)
       ORDER BY coalesce(t.waiting_since, '9' || t.last_at), t.id LIMIT $limit`,
    )
    .all({ mailbox: mailboxId, before, limit });
}

/** False when it was told already. */
export function insertLate(db: Database, { id, waiting_since }: Waiting): boolean {
  return (
    db
      .query<null, [number, string]>(
        "INSERT INTO late_tickets (ticket_id, waiting_since) VALUES (?, ?) ON CONFLICT DO NOTHING",
      )
      .run(id, waiting_since).changes === 1
  );
}
