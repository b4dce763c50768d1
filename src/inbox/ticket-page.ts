import type { Database } from "bun:sqlite";
import { cleanName } from "#src/deletions/evidence.ts";
import type { Address } from "#src/mail/message.ts";
import { normalisedSubject } from "#src/mail/subject.ts";
import { visibleText } from "#src/mail/visible.ts";
import { namesOfPeople } from "#src/people/store.ts";
import { namesOfTokens } from "#src/people/token-store.ts";
import type { Reader } from "#src/reader.ts";
import { byIn } from "#src/settings/history.ts";
import { formatTime } from "#views/ui/moment.tsx";
import type { BulkShown } from "./bulk-shown.ts";
import { otherTickets } from "./customer-page.ts";
import { addressesOf, type CustomerAddress, type CustomerRow, findCustomer } from "./customer-store.ts";
import { lastUndoableOf, type Sent, sentOf, type Undoable } from "./delivery-store.ts";
import { type DeliveryWords, deliveryWords } from "./delivery-words.ts";
import { followersOf, mentionsOf } from "./follower-store.ts";
import { doneOf, presentAt } from "./inbox-page.ts";
import type { InboxQuery } from "./inbox-query.ts";
import { type LinkedText, linkedText, mentioningText } from "./linked-text.ts";
import type { MailboxRow } from "./mailbox.ts";
import { listMailboxes, membersOf } from "./mailbox-store.ts";
import type { Mentionable } from "./mention.ts";
import { mergesInto } from "./merge-store.ts";
import { type MessageRow, readAddresses } from "./message.ts";
import { attachmentsOf, messagesOf } from "./message-store.ts";
import { textOf } from "./message-text-store.ts";
import { type Neighbours, neighboursOf } from "./place.ts";
import type { PrivacyRequest } from "./privacy-request.ts";
import { findHold, findPrivacyRequest, type Hold } from "./privacy-request-store.ts";
import { subjectsOfTicket, type TicketSubject } from "./subject-store.ts";
import { type SubjectTarget, subjectTargets } from "./subject-targets.ts";
import type { Tag } from "./tag.ts";
import { offeredTags, tagsOfTicket } from "./tag-store.ts";
import type { TicketRow } from "./ticket.ts";
import { eventsOf, type TicketEvent } from "./ticket-events.ts";
import { linksOf, participantsOf, type TicketLink } from "./ticket-store.ts";
import type { ListedTicket } from "./ticket-view.ts";
import { whyHere } from "./why-here.ts";

export type ShownFile = { id: number; name: string; type: string; size: number };

/** A message as the thread shows it. */
export type ShownMessage = {
  id: number;
  kind: MessageRow["kind"];
  at: string;
  who: string;
  address: string;
  to: Address[];
  cc: Address[];
  bcc: Address[];
  /** Where it is another than the ticket's. */
  subject: string | null;
  text: LinkedText;
  /** The lines after so many that a page shows at first. */
  more: LinkedText;
  folded: LinkedText;
  /** False when there is more text than a page shows. */
  whole: boolean;
  has_html: boolean;
  /** How many mails it passed on to somebody outside; 0: it is none of those. */
  forwards: number;
  has_raw: boolean;
  automatic: string | null;
  why: string;
  files: ShownFile[];
  delivery: DeliveryWords | null;
  error: string | null;
  /** Its person was erased: only when it was is left. */
  erased: boolean;
};

export type ShownTicket = {
  ticket: TicketRow;
  mailbox: MailboxRow;
  messages: ShownMessage[];
  tags: readonly Tag[];
  /** What is offered while somebody types a tag. */
  known_tags: readonly string[];
  events: TicketEvent[];
  members: { id: number; name: string }[];
  followers: { id: number; name: string }[];
  customer: (CustomerRow & { addresses: CustomerAddress[] }) | null;
  /** The customer's other tickets: a few, and whether there are more. */
  earlier: { tickets: ListedTicket[]; more: boolean };
  /** Where it asks for somebody's data. */
  request: PrivacyRequest | null;
  hold: Hold | null;
  participants: string[];
  links: TicketLink[];
  /** What was merged into it, and can be parted again. */
  merged: number[];
  /** Services and systems that it is about. */
  subjects: TicketSubject[];
  /** What else it could be about. */
  targets: SubjectTarget[];
  /** Where it could be moved. */
  others: { slug: string; name: string }[];
  /** Who else is looking or writing, in words. */
  present: string;
  /** What the reader has just sent, here or elsewhere, and can still take back. */
  sent: Undoable | null;
  /** What the reader has just done, here or with the one before. */
  done: BulkShown | null;
  /** The list out of which it was opened, and what stands beside it there. */
  list: InboxQuery;
  neighbours: Neighbours;
};

type Looked = { ticket: TicketRow; mailbox: MailboxRow; list: InboxQuery };

export function shownTicket(db: Database, { ticket, mailbox, list }: Looked, reader: Reader): ShownTicket {
  const sent = sentOf(db, ticket.id);
  const names = { people: namesOfPeople(db), tokens: namesOfTokens(db), language: reader.language };
  const mentions = Map.groupBy(mentionsOf(db, ticket.id), ({ message_id }) => message_id);
  const messages = messagesOf(db, ticket.id).map((message) =>
    shownMessage(db, message, {
      ...{ ticket, reader, sent: sent.get(message.id) ?? null },
      ...{ by: byIn(message.by, names), mentioned: mentions.get(message.id) ?? [] },
    }),
  );
  const customer = ticket.customer_id === null ? null : findCustomer(db, ticket.customer_id);
  return {
    ticket,
    mailbox,
    messages,
    tags: tagsOfTicket(db, ticket.id),
    known_tags: offeredTags(db, [mailbox.id]),
    events: eventsOf(db, ticket.id, { ...names, reader: `person:${reader.person?.id}` }),
    members: membersOf(db, mailbox.id),
    followers: followersOf(db, ticket.id),
    customer: customer && { ...customer, addresses: addressesOf(db, customer.id) },
    earlier: otherTickets(db, ticket, reader),
    request: findPrivacyRequest(db, ticket.id),
    hold: findHold(db, ticket.id),
    participants: participantsOf(db, ticket.id),
    links: linksOf(db, ticket.id),
    merged: mergesInto(db, ticket.id).map(({ from_id }) => from_id),
    subjects: subjectsOfTicket(db, ticket.id),
    targets: subjectTargets(db, reader.language),
    others: listMailboxes(db).filter(({ id, archived_at }) => id !== mailbox.id && archived_at === null),
    present: presentAt(db, ticket.id, reader),
    sent: lastUndoableOf(db, reader.person!.id, reader.now.toISOString()),
    done: doneOf(db, list, reader.person!.id),
    list,
    neighbours: neighboursOf(db, ticket.id, list, reader),
  };
}

type Around = { ticket: TicketRow; reader: Reader; sent: Sent | null; by: string; mentioned: Mentionable[] };

/** A log of three thousand lines does not push the answer off the page. */
const linesAtFirst = 50;

function shownMessage(
  db: Database,
  message: MessageRow,
  { ticket, reader, sent, by, mentioned }: Around,
): ShownMessage {
  const { text, whole } = textOf(db, message.id);
  const { text: said, folded } = message.kind === "in" ? visibleText(text) : { text, folded: "" };
  const [first, rest] = cutAfterLines(said, linesAtFirst);
  const isOurs = message.kind === "out" || message.kind === "note";
  const moment = { now: reader.now, time: (at: string) => formatTime(at, reader.company.time_zone) };
  return {
    id: message.id,
    kind: message.kind,
    at: message.at,
    who: isOurs ? by : message.from_name || message.from_address,
    address: isOurs ? "" : message.from_address,
    to: readAddresses(message.to_addresses),
    cc: readAddresses(message.cc_addresses),
    bcc: readAddresses(message.bcc_addresses),
    subject: message.kind === "in" && isOther(message.subject, ticket.subject) ? message.subject : null,
    text: mentioningText(first, mentioned),
    more: mentioningText(rest, mentioned),
    folded: linkedText(folded),
    whole,
    has_html: message.has_html === 1,
    forwards: message.forwarded === null ? 0 : (JSON.parse(message.forwarded) as number[]).length,
    has_raw: message.raw_blob_id !== null,
    automatic: message.automatic,
    why: whyHere(message, reader.language),
    files: attachmentsOf(db, message.id).map(({ id, filename, content_type, size }) => ({
      id,
      name: cleanName(filename),
      type: content_type,
      size,
    })),
    delivery: sent && deliveryWords(sent, moment),
    error: message.error,
    erased: message.matched_by === "erased",
  };
}

function isOther(subject: string, ofTicket: string): boolean {
  return normalisedSubject(subject) !== normalisedSubject(ofTicket);
}

function cutAfterLines(text: string, most: number): [string, string] {
  let at = -1;
  for (let line = 0; line < most; line += 1) {
    at = text.indexOf("\n", at + 1);
    if (at < 0) return [text, ""];
  }
  return [text.slice(0, at), text.slice(at + 1)];
}
