import type { Database } from "bun:sqlite";

export type OutgoingState = "queued" | "undone" | "sending" | "unknown" | "accepted" | "failed";
export type RecipientState = "queued" | "accepted" | "refused" | "delayed" | "bounced" | "delivered";

export type SentRecipient = { address: string; state: RecipientState; status: string | null; answer: string | null };

/** What became of a message that was sent. */
export type Sent = {
  id: number;
  message_id: number;
  state: OutgoingState;
  not_before: string;
  answer: string | null;
  accepted_at: string | null;
  recipients: SentRecipient[];
};

type SentRow = Omit<Sent, "recipients">;
type RecipientRow = SentRecipient & { mail_id: number };

/** Of the messages of a ticket, those that went out, by message. */
export function sentOf(db: Database, ticketId: number): Map<number, Sent> {
  const mails = db
    .query<SentRow, [number]>(
      `SELECT o.id, o.message_id, o.state, o.not_before, o.answer, o.accepted_at
       FROM outgoing_mails o JOIN messages m ON m.id = o.message_id WHERE m.ticket_id = ?`,
    )
    .all(ticketId);
  const recipients = db
    .query<RecipientRow, [string]>(
      `SELECT mail_id, address, state, status, answer FROM outgoing_recipients
       WHERE mail_id IN (SELECT value FROM json_each(?)) ORDER BY address`,
    )
    .all(JSON.stringify(mails.map(({ id }) => id)));
  return new Map(
    mails.map((mail) => [
      mail.message_id,
      { ...mail, recipients: recipients.filter(({ mail_id }) => mail_id === mail.id) },
    ]),
  );
}

/** The mail that a message left as; null for what came in, and for notes. */
export function outgoingOf(db: Database, messageId: number): { id: number; state: OutgoingState } | null {
  return db
    .query<{ id: number; state: OutgoingState }, [number]>(
      "SELECT id, state FROM outgoing_mails WHERE message_id = ? ORDER BY id DESC LIMIT 1",
    )
    .get(messageId);
}
