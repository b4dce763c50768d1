import type { Database } from "bun:sqlite";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import type { MailboxRow } from "./mailbox.ts";
import { findMailbox, mayUse } from "./mailbox-store.ts";
import type { AttachmentRow, MessageRow } from "./message.ts";
import { findAttachment, findMessage } from "./message-store.ts";
import type { TicketRow } from "./ticket.ts";
import { findTicket } from "./ticket-store.ts";

export type Seen = { ticket: TicketRow; mailbox: MailboxRow };

/** A ticket that this reader may see. What lies in a mailbox that is not theirs is not there for them. */
export function seenTicket(db: Database, ticketId: number, reader: Reader): Seen {
  const ticket = findTicket(db, ticketId);
  const person = reader.person?.id;
  if (!ticket || person === undefined || !mayUse(db, ticket.mailbox_id, person)) throw noTicket;
  return { ticket, mailbox: findMailbox(db, ticket.mailbox_id)! };
}

export function messageIn({ ticket }: Seen, db: Database, messageId: number): MessageRow {
  const message = findMessage(db, messageId);
  if (message?.ticket_id === ticket.id) return message;
  throw noMessage;
}

export function fileIn({ ticket }: Seen, db: Database, fileId: number): { file: AttachmentRow; message: MessageRow } {
  const file = findAttachment(db, fileId);
  const message = file && findMessage(db, file.message_id);
  if (file && message?.ticket_id === ticket.id) return { file, message };
  throw noFile;
}

const noTicket = new Problem("not-found", {
  de: "Diese Anfrage gibt es nicht, oder sie liegt in einem Postfach, das Sie nicht benutzen.",
  en: "There is no such ticket, or it lies in a mailbox that you do not use.",
});
const noMessage = new Problem("not-found", {
  de: "Diese Nachricht gibt es in dieser Anfrage nicht.",
  en: "There is no such message in this ticket.",
});
const noFile = new Problem("not-found", {
  de: "Diese Datei gibt es in dieser Anfrage nicht.",
  en: "There is no such file in this ticket.",
});
