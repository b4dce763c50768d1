import type { Database } from "bun:sqlite";

/** What the program sent by itself; the address as a keyed digest. */
export type AutomaticSend = { mailbox_id: number; address: string; ticket_id: number | null; kind: string; at: string };

export function insertSend(db: Database, send: AutomaticSend): void {
  db.query<null, [AutomaticSend]>(
    "INSERT INTO automatic_sends (mailbox_id, address, ticket_id, kind, at) VALUES ($mailbox_id, $address, $ticket_id, $kind, $at)",
  ).run(send);
}

/** How many went to an address since a moment. */
export function countTo(db: Database, address: string, since: string): number {
  return db
    .query<{ n: number }, [string, string]>("SELECT count(*) AS n FROM automatic_sends WHERE address = ? AND at > ?")
    .get(address, since)!.n;
}

export function countFrom(db: Database, mailboxId: number, since: string): number {
  return db
    .query<{ n: number }, [number, string]>("SELECT count(*) AS n FROM automatic_sends WHERE mailbox_id = ? AND at > ?")
    .get(mailboxId, since)!.n;
}

/** Whether one of a kind went to an address since a moment, or ever for this ticket. */
export function hasBeenSent(
  db: Database,
  { address, kind, ticket_id }: AutomaticSend,
  since: string,
): "ticket" | "since" | null {
  const found = db
    .query<{ of_ticket: number }, { address: string; kind: string; ticket_id: number | null; since: string }>(
      `SELECT ticket_id IS $ticket_id AND ticket_id IS NOT NULL AS of_ticket FROM automatic_sends
       WHERE address = $address AND kind = $kind AND (at > $since OR ticket_id = $ticket_id) ORDER BY of_ticket DESC LIMIT 1`,
    )
    .get({ address, kind, ticket_id, since });
  if (found === null) return null;
  return found.of_ticket === 1 ? "ticket" : "since";
}

export function deleteOldSends(db: Database, before: { about_tickets: string; others: string }): number {
  return db
    .query<null, [typeof before]>(
      `DELETE FROM automatic_sends WHERE at < $about_tickets OR (ticket_id IS NULL AND at < $others)`,
    )
    .run(before).changes;
}
