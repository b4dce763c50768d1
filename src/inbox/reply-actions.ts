import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import { withdrawRequest } from "#src/deletions/request-actions.ts";
import type { Done } from "#src/history/record.ts";
import type { Address } from "#src/mail/message.ts";
import { Problem } from "#src/problem.ts";
import { announceTicket, withdrawAnnouncement } from "./announcing.ts";
import { isOurs } from "./author.ts";
import type { MailboxRow } from "./mailbox.ts";
import { type MessageRow, readAddresses } from "./message.ts";
import { attachmentsOf, deleteMessage, findMessage, newestMailOf } from "./message-store.ts";
import { wholeTextOf } from "./message-text-store.ts";
import { forgetWords } from "./message-words.ts";
import { undoMail } from "./outgoing.ts";
import { type OutgoingFile, type Queued, replySubject, sendFromTicket } from "./outgoing-message.ts";
import { outgoingOf } from "./outgoing-store.ts";
import { recountTicket } from "./recount.ts";
import { requestOfMessage } from "./request-message-store.ts";
import type { TicketRow, TicketState } from "./ticket.ts";
import { previewOf } from "./ticket.ts";
import { mailboxFor, messageFor, personOf, ticketFor } from "./ticket-access.ts";
import { refuseUnanswered } from "./ticket-actions.ts";
import {
  deleteTicket,
  findTicket,
  insertParticipant,
  participantsOf,
  removeParticipants,
  updateTicket,
} from "./ticket-store.ts";

export type Reply = {
  /** The message that is answered; null: the newest mail of the ticket. */
  answering: number | null;
  to: readonly Address[];
  cc: readonly Address[];
  bcc: readonly Address[];
  text: string;
  files?: readonly OutgoingFile[];
  /** `last_message_id` of the ticket as the writer saw it; null where nobody looked (a machine). */
  seen: number | null;
  /** Sent although something came in between: the writer was told. */
  anyway?: boolean;
  /** What becomes of the ticket: it waits for the customer unless said. */
  becomes?: Exclude<TicketState, "spam">;
  subject?: string | undefined;
};

export type Sent = Queued & { undo_until: string };

/** Answers a ticket. The mail leaves after the mailbox's undo window; until then `undoReply` takes it back. */
export function replyToTicket(db: Database, ticketId: number, reply: Reply, { by, at }: Done): Sent {
  return db
    .transaction(() => {
      const ticket = ticketFor(db, ticketId, by);
      const mailbox = sendingMailbox(db, ticket.mailbox_id, by);
      refuse(ticket, reply);
      if (reply.becomes === "closed") refuseUnanswered(db, ticketId);
      const answered = answeredBy(db, ticket, reply);
      const not_before = new Date(at.getTime() + mailbox.undo_s * 1000);
      const joining = [...reply.to, ...reply.cc].map(({ address }) => address).filter((one) => !isOurs(db, one));
      const before = new Set(participantsOf(db, ticketId));
      const added = [...new Set(joining)].filter((one) => !before.has(one));
      const queued = sendFromTicket(db, {
        mailbox,
        ticket_id: ticketId,
        answered,
        subject: replySubject(reply.subject ?? ticket.subject),
        to: reply.to,
        cc: reply.cc,
        bcc: reply.bcc,
        text: reply.text,
        files: reply.files ?? [],
        quotes: true,
        automatic: null,
        by,
        person_id: personOf(by),
        at,
        not_before,
        ticket_before: { ...snapshotOf(ticket), added, becomes: reply.becomes ?? usually } satisfies Before,
      });
      for (const address of added) insertParticipant(db, ticketId, address, at.toISOString());
      updateTicket(db, ticketId, answeredTicket(ticket, queued.message_id, reply, at));
      announceReply(db, ticket, { message_id: queued.message_id, by, at, due: not_before });
      return { ...queued, undo_until: not_before.toISOString() };
    })
    .immediate();
}

type Replied = { message_id: number; by: string; at: Date; due: Date };

/** Told once it can no longer be taken back. */
function announceReply(db: Database, before: TicketRow, news: Replied): void {
  announceTicket(db, { kind: "ticket.message", ticket_id: before.id, ...news });
  if (findTicket(db, before.id)?.state !== before.state)
    announceTicket(db, { kind: "ticket.state", ticket_id: before.id, at: news.at });
}

export function sendingMailbox(db: Database, mailboxId: number, by: string): MailboxRow {
  const mailbox = mailboxFor(db, mailboxId, by);
  if (mailbox.smtp_host === null) throw new Problem("conflict", sendsNothing(mailbox.name));
  return mailbox;
}

function refuse(ticket: TicketRow, { to, cc, bcc, text, seen, anyway }: Reply): void {
  if (to.length + cc.length + bcc.length === 0) throw new Problem("invalid", noRecipient);
  if (text.trim() === "") throw new Problem("invalid", noText);
  if (seen !== null && seen !== ticket.last_message_id && !anyway) throw new Problem("conflict", somethingCame);
}

function answeredBy(db: Database, ticket: TicketRow, { answering }: Reply): MessageRow | null {
  if (answering === null) return newestMailOf(db, ticket.id);
  const message = findMessage(db, answering);
  if (message === null || message.ticket_id !== ticket.id || message.kind === "note")
    throw new Problem("not-found", { de: "Diese Nachricht gibt es nicht.", en: "That message does not exist." });
  return message;
}

const usually = "waiting-customer";

type Snapshot = Pick<TicketRow, "state" | "waiting_since" | "snoozed_until" | "closed_at">;

/** `added`: who takes part since; `becomes`: what the reply made of the ticket. */
type Before = Snapshot & { added: string[]; becomes: TicketState };

export function snapshotOf({ state, waiting_since, snoozed_until, closed_at }: TicketRow): Snapshot {
  return { state, waiting_since, snoozed_until, closed_at };
}

function answeredTicket(ticket: TicketRow, messageId: number, { becomes = usually, text }: Reply, at: Date) {
  const now = at.toISOString();
  return {
    state: becomes,
    waiting_since: null,
    snoozed_until: null,
    closed_at: becomes === "closed" ? now : null,
    has_trouble: ticket.has_trouble,
    last_at: now > ticket.last_at ? now : ticket.last_at,
    last_message_id: messageId,
    preview: previewOf(text),
  };
}

/** What was taken back, to be written on. A ticket that began with it is gone. */
export type Draft = {
  ticket_id: number;
  answering: string | null;
  to: Address[];
  cc: Address[];
  bcc: Address[];
  text: string;
  files: OutgoingFile[];
  subject: string;
  /** What it passed on; null: it was an answer. */
  forwarded: number[] | null;
};

/**
 * Takes a reply back while its mail has not left: message and mail are gone, the ticket is as it was, and what was written comes back.
 * What has come in since keeps its effect.
 */
export function undoReply(db: Database, messageId: number, { by, at }: Done): Draft {
  return db
    .transaction(() => {
      const { message, ticket } = messageFor(db, messageId, by);
      const outgoing = message.kind === "out" ? outgoingOf(db, messageId) : null;
      if (!outgoing || message.automatic !== null || !undoMail(db, outgoing.id, at))
        throw new Problem("conflict", onItsWay);
      const draft = draftOf(db, message);
      const request = requestOfMessage(db, messageId);
      if (request !== null) withdrawRequest(db, request, { by, at }); // what the mail had asked for was not asked
      forgetWords(db, messageId, ticket.mailbox_id);
      deleteMessage(db, messageId);
      withdrawAnnouncement(db, ticket.id, ticket.mailbox_id, messageId);
      restore(db, ticket, message.ticket_before);
      if (!recountTicket(db, ticket.id)) deleteTicket(db, ticket.id);
      noteActivity(db, { what: "ticket.reply-undone", about: `ticket:${ticket.id}`, by, at });
      return draft;
    })
    .immediate();
}

/** As it was before the reply, unless something else has changed it since. */
function restore(db: Database, ticket: TicketRow, ticketBefore: string | null): void {
  if (ticketBefore === null) return;
  const { added, becomes, ...was } = JSON.parse(ticketBefore) as Before;
  if (ticket.state === becomes && ticket.waiting_since === null) updateTicket(db, ticket.id, { ...ticket, ...was });
  removeParticipants(db, ticket.id, added);
}

function draftOf(db: Database, message: MessageRow): Draft {
  const files = attachmentsOf(db, message.id).flatMap(({ blob_id, filename, content_type, size, sha256 }) =>
    blob_id === null ? [] : [{ filename, content_type, size, sha256, blob_id }],
  );
  return {
    ticket_id: message.ticket_id,
    answering: message.in_reply_to,
    to: readAddresses(message.to_addresses),
    cc: readAddresses(message.cc_addresses),
    bcc: readAddresses(message.bcc_addresses),
    text: wholeTextOf(db, message.id),
    files,
    subject: message.subject,
    forwarded: message.forwarded === null ? null : (JSON.parse(message.forwarded) as number[]),
  };
}

/** Recipients who have had no part in the ticket so far: the page says so before it is sent. */
export function strangersAmong(db: Database, ticketId: number, addresses: readonly string[]): string[] {
  const known = new Set(participantsOf(db, ticketId));
  return [...new Set(addresses)].filter((address) => !known.has(address) && !isOurs(db, address));
}

function sendsNothing(name: string) {
  return {
    de: `Das Postfach ${name} versendet noch nichts. Tragen Sie in seinen Einstellungen einen Server für den Versand ein.`,
    en: `The mailbox ${name} does not send yet. Enter a server for sending in its settings.`,
  };
}
const noRecipient = {
  de: "Die Antwort hat keine Empfängerin und keinen Empfänger. Nennen Sie mindestens eine Adresse.",
  en: "The reply goes to nobody. Name at least one address.",
};
const noText = {
  de: "Die Antwort ist leer. Schreiben Sie zuerst etwas.",
  en: "The reply is empty. Write something first.",
};
const somethingCame = {
  de: "Inzwischen ist in dieser Anfrage etwas Neues eingetroffen. Lesen Sie es, und senden Sie dann trotzdem oder ändern Sie die Antwort.",
  en: "Something new has come into this ticket meanwhile. Read it, then send anyway or change the reply.",
};
const onItsWay = {
  de: "Diese Antwort ist schon unterwegs und lässt sich nicht mehr zurücknehmen.",
  en: "This reply is on its way and can no longer be taken back.",
};
