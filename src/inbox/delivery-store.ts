import type { Database } from "bun:sqlite";
import type { OutgoingState, RecipientState } from "./outgoing-mail.ts";

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

/** A reply that can still be taken back. */
export type Undoable = { message_id: number; ticket_id: number; subject: string; not_before: string };

/** The last one that somebody has sent; null when all of theirs have left. */
export function lastUndoableOf(db: Database, personId: number, at: string): Undoable | null {
  return db
    .query<Undoable, [string, number]>(
      `SELECT m.id AS message_id, m.ticket_id, t.subject, o.not_before
       FROM outgoing_mails o JOIN messages m ON m.id = o.message_id JOIN tickets t ON t.id = m.ticket_id
       WHERE o.state = 'queued' AND o.not_before > ? AND m.person_id = ? AND m.automatic IS NULL
       ORDER BY m.id DESC LIMIT 1`,
    )
    .get(at, personId);
}
