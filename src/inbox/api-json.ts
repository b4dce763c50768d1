import type { Database } from "bun:sqlite";
import { addressesOf, findCustomer } from "./customer-store.ts";
import { type Sent, sentOf } from "./delivery-store.ts";
import { domainOf, type MailboxRow } from "./mailbox.ts";
import { findMailbox } from "./mailbox-store.ts";
import { type MessageRow, readAddresses } from "./message.ts";
import { attachmentsOf, messagesOf } from "./message-store.ts";
import { textOf } from "./message-text-store.ts";
import { tagsOfTicket } from "./tag-store.ts";
import type { TicketRow } from "./ticket.ts";
import { linksOf, participantsOf } from "./ticket-store.ts";
import type { ListedTicket } from "./ticket-view.ts";
import { whyHere } from "./why-here.ts";

/** A mailbox for programs: never with servers, users or passwords. */
export function mailboxJson({ slug, name, address, from_name, language, paused_at }: MailboxRow) {
  return { slug, name, address, domain: domainOf(address), from_name, language, paused: paused_at !== null };
}

/** A line of a list. */
export function listedJson(ticket: ListedTicket, mailboxes: readonly MailboxRow[], tags: readonly string[]) {
  const { id, mailbox_id, subject, preview, state, waiting_since, snoozed_until, last_at, has_trouble, assignee, who } =
    ticket;
  const mailbox = mailboxes.find((one) => one.id === mailbox_id)?.slug ?? null;
  const times = { waiting_since, snoozed_until, last_at };
  return { id, mailbox, subject, preview, state, from: who, assignee, tags, trouble: has_trouble === 1, ...times };
}

/** A ticket with everything that was said in it, the oldest first. */
export function ticketJson(db: Database, ticket: TicketRow) {
  const { id, subject, state, assignee_id, waiting_since, snoozed_until, created_at, closed_at, last_at } = ticket;
  const sent = sentOf(db, id);
  const customer = ticket.customer_id === null ? null : findCustomer(db, ticket.customer_id);
  return {
    id,
    mailbox: findMailbox(db, ticket.mailbox_id)!.slug,
    subject,
    state,
    assignee: assignee_id,
    tags: tagsOfTicket(db, id).map(({ name }) => name),
    trouble: ticket.has_trouble === 1,
    waiting_since,
    snoozed_until,
    created_at,
    closed_at,
    last_at,
    last_message_id: ticket.last_message_id,
    customer: customer && {
      name: customer.name,
      addresses: addressesOf(db, customer.id).map(({ address }) => address),
    },
    participants: participantsOf(db, id),
    links: linksOf(db, id).map(({ ticket_id, why }) => ({ ticket: ticket_id, why })),
    messages: messagesOf(db, id).map((message) => messageJson(db, message, sent.get(message.id) ?? null)),
  };
}

function messageJson(db: Database, message: MessageRow, sent: Sent | null) {
  const { id, kind, at, sent_at, by, subject, mail_id, automatic, error } = message;
  const { text, whole } = textOf(db, id);
  return {
    id,
    kind,
    at,
    sent_at,
    by,
    from: { name: message.from_name, address: message.from_address },
    to: readAddresses(message.to_addresses),
    cc: readAddresses(message.cc_addresses),
    bcc: readAddresses(message.bcc_addresses),
    subject,
    message_id: mail_id,
    automatic,
    text,
    whole,
    why: whyHere(message, "en"),
    error,
    files: attachmentsOf(db, id).map((file) => ({
      id: file.id,
      filename: file.filename,
      content_type: file.content_type,
      size: file.size,
      sha256: file.sha256,
    })),
    delivery: sent && {
      state: sent.state,
      not_before: sent.not_before,
      accepted_at: sent.accepted_at,
      recipients: sent.recipients,
    },
  };
}
