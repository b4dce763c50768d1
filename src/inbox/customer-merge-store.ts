import type { Database } from "bun:sqlite";

export type CustomerMerge = {
  id: number;
  from_id: number;
  into_id: number;
  /** JSON: addresses, and numbers of tickets. */
  addresses: string;
  tickets: string;
  by: string;
  at: string;
};

export function insertCustomerMerge(db: Database, merge: Omit<CustomerMerge, "id">): void {
  db.query<null, [Omit<CustomerMerge, "id">]>(
    `INSERT INTO customer_merges (from_id, into_id, addresses, tickets, by, at)
     VALUES ($from_id, $into_id, $addresses, $tickets, $by, $at)`,
  ).run(merge);
}

/** What went into a person and can be taken out again: the newest first. */
export function customerMergesInto(db: Database, intoId: number): (CustomerMerge & { name: string })[] {
  return db
    .query<CustomerMerge & { name: string }, [number]>(
      `SELECT m.id, m.from_id, m.into_id, m.addresses, m.tickets, m.by, m.at, c.name FROM customer_merges m
       JOIN customers c ON c.id = m.from_id WHERE m.into_id = ? AND m.undone_at IS NULL ORDER BY m.id DESC`,
    )
    .all(intoId);
}

export function standingCustomerMerge(db: Database, fromId: number): CustomerMerge | null {
  return db
    .query<CustomerMerge, [number]>(
      `SELECT id, from_id, into_id, addresses, tickets, by, at FROM customer_merges
       WHERE from_id = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1`,
    )
    .get(fromId);
}

export function markMergeUndone(db: Database, id: number, at: string): void {
  db.query<null, [string, number]>("UPDATE customer_merges SET undone_at = ? WHERE id = ?").run(at, id);
}

export function setCustomerMergedInto(db: Database, id: number, into: number | null): void {
  db.query<null, [number | null, number]>("UPDATE customers SET merged_into = ? WHERE id = ?").run(into, id);
}

/** Those of these addresses that are one person's become another's. */
export function moveAddresses(db: Database, from: number, into: number, addresses: readonly string[]): void {
  db.query<null, { from: number; into: number; addresses: string }>(
    `UPDATE customer_addresses SET customer_id = $into
     WHERE customer_id = $from AND address IN (SELECT value FROM json_each($addresses))`,
  ).run({ from, into, addresses: JSON.stringify(addresses) });
}

/** The same for tickets. */
export function moveTicketsOf(db: Database, from: number, into: number, tickets: readonly number[]): void {
  db.query<null, { from: number; into: number; tickets: string }>(
    `UPDATE tickets SET customer_id = $into WHERE customer_id = $from AND id IN (SELECT value FROM json_each($tickets))`,
  ).run({ from, into, tickets: JSON.stringify(tickets) });
}

export function allTicketsOf(db: Database, customerId: number): number[] {
  return db
    .query<{ id: number }, [number]>("SELECT id FROM tickets WHERE customer_id = ? ORDER BY id")
    .all(customerId)
    .map(({ id }) => id);
}

/** Tickets of a person whose first message came from this address. */
export function ticketsBegunFrom(db: Database, customerId: number, address: string): number[] {
  return db
    .query<{ id: number }, [number, string]>(
      `SELECT t.id FROM tickets t WHERE t.customer_id = ?
         AND (SELECT CASE WHEN m.kind = 'out' THEN json_extract(m.to_addresses, '$[0].address') ELSE m.from_address END
              FROM messages m WHERE m.ticket_id = t.id AND m.kind <> 'note' ORDER BY m.at, m.id LIMIT 1) = ?`,
    )
    .all(customerId, address)
    .map(({ id }) => id);
}
