import type { Database } from "bun:sqlite";
import type { Attachment, ParsedMail } from "#src/mail/message.ts";
import { announceTicket } from "./announcing.ts";
import type { Arrived } from "./arrival.ts";
import { type Author, authorOf, isOurs } from "./author.ts";
import { autoReply } from "./auto-reply.ts";
import { type NotedBounce, noteBounce } from "./bounce.ts";
import { customerFor, learnName } from "./customers.ts";
import { type Identity, identityOf, knownAs } from "./identity.ts";
import { type Incoming, incomingOf, referencesIn } from "./incoming.ts";
import { readOurId } from "./mail-ids.ts";
import { domainOf, type MailboxRow } from "./mailbox.ts";
import { listMailboxes } from "./mailbox-store.ts";
import type { NewAttachment, NewMessage } from "./message.ts";
import { findMessage } from "./message-store.ts";
import { indexUnmerged, type Unindexed, writeMessage } from "./message-words.ts";
import { outsideNumbersIn } from "./outside-number.ts";
import { insertOutsideNumber } from "./outside-number-store.ts";
import { type Place, placeFor } from "./placing.ts";
import { participantsIn } from "./sender.ts";
import { standingOf } from "./standing.ts";
import { afterMail, raised } from "./state-rules.ts";
import { replaceStub } from "./stub.ts";
import { previewOf, type TicketRow } from "./ticket.ts";
import {
  belongsTo,
  findTicket,
  insertLink,
  insertParticipant,
  insertTicket,
  setLastMessage,
  updateShown,
  updateTicket,
} from "./ticket-store.ts";

export { fileUnreadable } from "./stub.ts";

type Filing = {
  arrival: Arrived;
  mailbox: MailboxRow;
  parsed: ParsedMail;
  at: Date;
  /** Imported, or found again: nobody is told, nothing is answered. */
  quiet: boolean;
  /** Where several are filed in one transaction: what `indexUnmerged` puts into the index at its end. Without it, each is indexed at once. */
  unindexed?: Unindexed;
};

export type Filed = {
  outcome: "filed" | "duplicate" | "erased";
  ticket_id: number | null;
  message_id: number | null;
};

/**
 * Files a mail that is stored: into the ticket to which it belongs, or into a new one; findable at once. Call it inside a transaction,
 * which also settles the arrival. Rules: docs/inbox-rules.md.
 */
export function fileMail(db: Database, filing: Filing): Filed {
  const identity = identityOf(filing.arrival, filing.parsed);
  const known = knownAs(db, filing.arrival, identity);
  if ("outcome" in known) return again(db, known);
  const mail = readIncoming(db, filing);
  const { report } = filing.parsed;
  const bounce = report === null ? null : noteBounce(db, report, filing.at);
  const place = bounceTicket(db, mail, bounce) ?? placeFor(db, mail);
  const author = authorOf(db, mail, place, filing.arrival.source);
  const isNew = place.ticket === null || author.blocked;
  const ticket = isNew ? opened(db, { filing, mail, place, author }) : place.ticket!;
  const words: Unindexed = [];
  const message_id = written(db, {
    filing,
    identity,
    mail,
    place,
    author,
    ticket,
    words,
    same_id_as: known.same_id_as,
  });
  joined(db, { mail, place, author, ticket, message_id });
  if (!filing.quiet && !author.blocked) announceMail(db, { ticket, isNew, message_id, at: filing.at });
  if (isNew && !filing.quiet) autoReply(db, { mail, ticket, message_id, at: filing.at, words });
  if (filing.arrival.message_id !== null) replaceStub(db, filing.arrival.message_id, message_id);
  if (filing.unindexed) filing.unindexed.push(...words);
  else indexUnmerged(db, words);
  return { outcome: "filed", ticket_id: ticket.id, message_id };
}

type Arrival = { ticket: TicketRow; isNew: boolean; message_id: number; at: Date };

function announceMail(db: Database, { ticket, isNew, message_id, at }: Arrival): void {
  const news = { ticket_id: ticket.id, message_id, at };
  if (isNew) announceTicket(db, { kind: "ticket.created", ...news });
  announceTicket(db, { kind: "ticket.message", ...news });
  if (!isNew && findTicket(db, ticket.id)?.state !== ticket.state)
    announceTicket(db, { kind: "ticket.state", ...news });
}

function again(db: Database, known: { outcome: "duplicate"; message_id: number } | { outcome: "erased" }): Filed {
  if (known.outcome === "erased") return { outcome: "erased", ticket_id: null, message_id: null };
  return { ...known, ticket_id: findMessage(db, known.message_id)!.ticket_id };
}

function readIncoming(db: Database, { arrival, mailbox, parsed, at }: Filing): Incoming {
  const now = at.toISOString();
  const ours = parsed.messageId !== null && isOwn(db, parsed.messageId);
  const domains = parsed.listId === null ? [] : listMailboxes(db).map(({ address }) => domainOf(address));
  return incomingOf(parsed, {
    mailbox,
    at: arrival.received_at < now ? arrival.received_at : now,
    standing: standingOf(parsed, { ours, domains }),
  });
}

function isOwn(db: Database, id: string): boolean {
  const read = readOurId(db, id);
  return read !== null && read !== "forged";
}

/** M4: a report lies with the mail that it is about. */
function bounceTicket(db: Database, mail: Incoming, bounce: NotedBounce | null): Place | null {
  const ticket = bounce?.ticket_id ? findTicket(db, bounce.ticket_id) : null;
  if (ticket === null || !belongsTo(db, ticket, mail.mailbox.id)) return null;
  const found = mail.parsed.report!.originalMessageId ?? mail.parsed.report!.envid ?? "";
  return { ticket, how: { rule: "M4", strength: "strong", found, ticket: ticket.id }, link: null };
}

type Opening = { filing: Filing; mail: Incoming; place: Place; author: Author };

/** A new ticket. Of an imported mailbox, what was read is closed: only what nobody had read asks for somebody. */
function opened(db: Database, { filing: { arrival, mailbox }, mail, place, author }: Opening): TicketRow {
  const wasRead = arrival.source === "import" && arrival.was_read === 1;
  const state = author.blocked ? "spam" : wasRead ? "closed" : "open";
  const customer = mail.standing === "report" ? null : customerFor(db, author.customer, mail.at);
  const id = insertTicket(db, {
    mailbox_id: mailbox.id,
    subject: mail.parsed.subject ?? "",
    state,
    kind: "request",
    assignee_id: null,
    customer_id: customer?.id ?? null,
    waiting_since: state === "open" && author.voice === "waiting" ? mail.at : null,
    has_trouble: 0,
    created_at: mail.at,
    last_at: mail.at,
    closed_at: state === "closed" ? mail.at : null,
    preview: previewOf(mail.parsed.text),
  });
  const link = author.blocked && place.ticket ? { ticket_id: place.ticket.id, why: "blocked" } : place.link;
  if (link) insertLink(db, id, link.ticket_id, link.why);
  return findTicket(db, id)!;
}

type Writing = Opening & { identity: Identity; ticket: TicketRow; words: Unindexed; same_id_as: number | null };

function written(db: Database, { filing, identity, mail, place, author, ticket, words, same_id_as }: Writing): number {
  const { parsed, sender, at } = mail;
  const { arrival } = filing;
  const message: NewMessage = {
    ticket_id: ticket.id,
    kind: author.kind,
    at,
    sent_at: parsed.date,
    person_id: author.person,
    by: author.person === null ? "outside" : `person:${author.person}`,
    from_address: sender.address,
    from_name: sender.name,
    to_addresses: JSON.stringify(parsed.to),
    cc_addresses: JSON.stringify(parsed.cc),
    bcc_addresses: JSON.stringify(parsed.bcc),
    reply_to: JSON.stringify(parsed.replyTo),
    subject: parsed.subject ?? "",
    mail_id: identity.mail_id,
    in_reply_to: parsed.inReplyTo,
    thread_index: parsed.threadIndex,
    raw_blob_id: arrival.blob_id,
    raw_sha256: arrival.raw_sha256,
    canonical_hash: identity.canonical_hash,
    size: arrival.size,
    has_html: parsed.html === null ? 0 : 1,
    automatic: author.voice === "machine" ? (parsed.automatic.why ?? "own") : null,
    same_id_as,
    matched_by: place.ticket && !author.blocked ? place.how.rule! : "new",
    matched_how: JSON.stringify({ ...place.how, ...author.how }),
  };
  const attachments = parsed.attachments.map(attached);
  const written = { message, text: parsed.text, references: referencesIn(parsed), attachments };
  return writeMessage(db, { ...written, mailbox_id: ticket.mailbox_id }, words);
}

function attached(one: Attachment, part: number): Omit<NewAttachment, "message_id"> {
  return {
    part,
    filename: one.filename ?? "",
    content_type: one.contentType,
    content_id: one.contentId,
    disposition: one.disposition,
    size: one.size,
    sha256: one.sha256,
    blob_id: null,
  };
}

type Joining = { mail: Incoming; place: Place; author: Author; ticket: TicketRow; message_id: number };

/** What a message changes in its ticket: state, clock, who takes part, what lists show. */
function joined(db: Database, joining: Joining): void {
  const { mail, place, author, ticket, message_id } = joining;
  const isNew = place.ticket === null || author.blocked;
  if (isNew) setLastMessage(db, ticket.id, message_id);
  else advance(db, joining);
  if (mail.standing !== "report" && (isNew || author.voice !== "machine")) takePart(db, ticket.id, mail);
  const { tracker_senders, id: mailbox_id } = mail.mailbox;
  for (const number of outsideNumbersIn(tracker_senders, mail.sender.address, mail.parsed.subject))
    insertOutsideNumber(db, { mailbox_id, ...number }, ticket.id);
}

function advance(db: Database, { mail: { at, parsed }, author, ticket, message_id }: Joining): void {
  const newest = at >= ticket.last_at;
  const change = {
    ...(isFailure(parsed) ? raised(ticket) : afterMail(ticket, author.voice, at)),
    has_trouble: ticket.has_trouble,
    last_at: newest ? at : ticket.last_at,
    last_message_id: message_id,
    preview: newest && author.voice !== "machine" ? previewOf(parsed.text) : ticket.preview,
  };
  const recounted = change.state !== ticket.state || change.snoozed_until !== ticket.snoozed_until;
  if (recounted) updateTicket(db, ticket.id, change);
  else updateShown(db, ticket.id, change);
}

function isFailure({ report }: ParsedMail): boolean {
  return report?.kind === "delivery-status" && report.recipients.some(({ action }) => action === "failed");
}

function takePart(db: Database, ticketId: number, { sender, parsed, at }: Incoming): void {
  const people = participantsIn({ from: sender.address, to: parsed.to, cc: parsed.cc }, (one) => isOurs(db, one));
  for (const address of people) insertParticipant(db, ticketId, address, at);
  learnName(db, sender);
}
