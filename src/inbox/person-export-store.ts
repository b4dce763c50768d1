import type { Database } from "bun:sqlite";

/** Their own tickets, the oldest first, but for those that were merged away. */
export function theirTickets(db: Database, customerId: number): number[] {
  return db
    .query<{ id: number }, [number]>("SELECT id FROM tickets WHERE customer_id = ? AND merged_into IS NULL ORDER BY id")
    .all(customerId)
    .map(({ id }) => id);
}

/** Other people's tickets in which they wrote something. */
export function ticketsWithMessagesFrom(db: Database, customerId: number, addresses: readonly string[]): number[] {
  return db
    .query<{ id: number }, { id: number; addresses: string }>(
      `SELECT t.id FROM tickets t WHERE t.customer_id IS NOT $id AND t.id IN (
         SELECT ticket_id FROM ticket_participants WHERE address IN (SELECT value FROM json_each($addresses)))
       AND EXISTS (SELECT 1 FROM messages m WHERE m.ticket_id = t.id AND m.from_address IN (SELECT value FROM json_each($addresses)))
       ORDER BY t.id`,
    )
    .all({ id: customerId, addresses: JSON.stringify(addresses) })
    .map(({ id }) => id);
}

/** Mailboxes with something of theirs. */
export function mailboxesWith(db: Database, tickets: readonly number[]): { id: number; name: string }[] {
  return db
    .query<{ id: number; name: string }, [string]>(
      `SELECT DISTINCT b.id, b.name FROM tickets t JOIN mailboxes b ON b.id = t.mailbox_id
       WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY b.name`,
    )
    .all(JSON.stringify(tickets));
}
