import type { Database } from "bun:sqlite";

/** A ticket whose newest message is of an import, and was read or is old, waits for nobody. Where something newer came, it stays. */
export function closeHistory(db: Database, ticketId: number, at: string): void {
  db.query<null, { id: number; at: string }>(
    `UPDATE tickets SET state = 'closed', closed_at = $at, waiting_since = NULL
     WHERE id = $id AND state = 'open' AND last_at <= $at`,
  ).run({ id: ticketId, at });
}
