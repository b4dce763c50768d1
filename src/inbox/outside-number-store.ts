import type { Database } from "bun:sqlite";
import type { OutsideNumber } from "./outside-number.ts";

type Numbered = OutsideNumber & { mailbox_id: number };

export function ticketWithOutsideNumber(db: Database, { mailbox_id, domain, number }: Numbered): number | null {
  return (
    db
      .query<{ ticket_id: number }, [number, string, string]>(
        "SELECT ticket_id FROM ticket_outside_numbers WHERE mailbox_id = ? AND domain = ? AND number = ?",
      )
      .get(mailbox_id, domain, number)?.ticket_id ?? null
  );
}

/** The newest ticket with this number is the one that counts. */
export function insertOutsideNumber(db: Database, { mailbox_id, domain, number }: Numbered, ticketId: number): void {
  db.query<null, [number, string, string, number]>(
    `INSERT INTO ticket_outside_numbers (mailbox_id, domain, number, ticket_id) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET ticket_id = excluded.ticket_id`,
  ).run(mailbox_id, domain, number, ticketId);
}
