import type { Database } from "bun:sqlite";
import { Problem } from "#src/problem.ts";
import type { MailboxRow } from "./mailbox.ts";
import { findMailbox, mayTokenUse, mayUse } from "./mailbox-store.ts";
import type { MessageRow } from "./message.ts";
import { findMessage } from "./message-store.ts";
import type { TicketRow } from "./ticket.ts";
import { findTicket } from "./ticket-store.ts";

/** Whether somebody may read and answer a mailbox's mail. `by` as in `Done`: members, tokens that were allowed to, the program itself. */
export function mayAct(db: Database, mailboxId: number, by: string): boolean {
  const [kind, id] = by.split(":");
  if (kind === "person") return mayUse(db, mailboxId, Number(id));
  if (kind === "token") return mayTokenUse(db, mailboxId, Number(id));
  return by === "aktion" || by === "command line";
}

/** The ticket that somebody works on. Not yours = not found; what was merged says where it is now. */
export function ticketFor(db: Database, ticketId: number, by: string): TicketRow {
  const ticket = findTicket(db, ticketId);
  if (ticket === null || !mayAct(db, ticket.mailbox_id, by)) throw new Problem("not-found", noTicket);
  if (ticket.merged_into !== null) throw new Problem("conflict", mergedInto(ticket.merged_into));
  return ticket;
}

export function mailboxFor(db: Database, mailboxId: number, by: string): MailboxRow {
  const mailbox = findMailbox(db, mailboxId);
  if (mailbox === null || mailbox.archived_at !== null || !mayAct(db, mailboxId, by))
    throw new Problem("not-found", { de: "Dieses Postfach gibt es nicht.", en: "That mailbox does not exist." });
  return mailbox;
}

export function messageFor(db: Database, messageId: number, by: string): { message: MessageRow; ticket: TicketRow } {
  const message = findMessage(db, messageId);
  if (message === null)
    throw new Problem("not-found", { de: "Diese Nachricht gibt es nicht.", en: "That message does not exist." });
  return { message, ticket: ticketFor(db, message.ticket_id, by) };
}

const noTicket = { de: "Diese Anfrage gibt es nicht.", en: "That ticket does not exist." };

function mergedInto(id: number) {
  return {
    de: `Diese Anfrage wurde mit Anfrage ${id} zusammengeführt.`,
    en: `This ticket was merged into ticket ${id}.`,
  };
}

/** Who acts, where that is a person. */
export function personOf(by: string): number | null {
  const [kind, id] = by.split(":");
  return kind === "person" ? Number(id) : null;
}
