import type { Database } from "bun:sqlite";
import type { Reader } from "#src/reader.ts";
import { lastUndoableOf, type Undoable } from "./delivery-store.ts";
import type { InboxQuery } from "./inbox-query.ts";
import type { MailboxRow } from "./mailbox.ts";
import { isAlarm } from "./mailbox-health.ts";
import { shownMailbox } from "./mailbox-page.ts";
import { mailboxesOf } from "./mailbox-store.ts";
import { presenceIn, presenceWords } from "./presence.ts";
import { searchMessages } from "./search.ts";
import type { Piece } from "./snippet.ts";
import { countTickets, listTickets, listTicketsById, longestWait } from "./ticket-list-store.ts";
import { countTroubled } from "./ticket-store.ts";
import { type ListedTicket, readCursor, type ViewCounts, writeCursor } from "./ticket-view.ts";

/** So many lines stand on a page. */
const pageLength = 50;

export type InboxShown = {
  query: InboxQuery;
  /** Those the reader may use. */
  mailboxes: readonly MailboxRow[];
  tickets: readonly ListedTicket[];
  /** Of a search: what was found in each ticket, and what of the words means nothing. */
  found: { snippets: ReadonlyMap<number, readonly Piece[]>; unknown: readonly string[] } | null;
  counts: ViewCounts;
  waiting_since: string | null;
  /** Tickets of any state with a reply that did not arrive or a mail that could not be read. */
  troubled: number;
  /** Where the list goes on; null at its end. */
  next: string | null;
  /** What is wrong with mailboxes, one sentence each. */
  troubles: readonly { slug: string; text: string }[];
  /** What the reader has just sent and can still take back. */
  sent: Undoable | null;
  /** Who else is at the tickets shown, in words. */
  present: ReadonlyMap<number, string>;
};

/** The list a reader asked for, of the mailboxes they may use. */
export function inboxShown(db: Database, query: InboxQuery, reader: Reader): InboxShown {
  const person_id = reader.person!.id;
  const mailboxes = mailboxesOf(db, person_id).filter(({ archived_at }) => archived_at === null);
  const chosen = mailboxes.filter(({ slug }) => query.mailbox === null || slug === query.mailbox).map(({ id }) => id);
  const list = query.q === "" ? pageOf(db, query, chosen, person_id) : foundIn(db, query, chosen, reader);
  return {
    query,
    mailboxes,
    ...list,
    counts: countTickets(db, { mailboxes: chosen, person_id }),
    waiting_since: longestWait(db, chosen),
    troubled: countTroubled(db, chosen),
    troubles: mailboxes.flatMap((mailbox) => troubleOf(db, mailbox, reader)),
    sent: lastUndoableOf(db, person_id, reader.now.toISOString()),
    present: new Map(list.tickets.map(({ id }) => [id, presentAt(db, id, reader)])),
  };
}

/** Who else is at a ticket, as a sentence; empty when nobody is. */
export function presentAt(db: Database, ticketId: number, { person, now, language }: Reader): string {
  return presenceWords(presenceIn(db).others(ticketId, person!.id, now))[language];
}

type List = Pick<InboxShown, "tickets" | "next" | "found">;

function pageOf(db: Database, query: InboxQuery, mailboxes: readonly number[], person_id: number): List {
  const after = readCursor(query.after ?? undefined);
  const rows = listTickets(db, query.view, { mailboxes, person_id }, after, pageLength + 1);
  const tickets = rows.slice(0, pageLength);
  return { tickets, next: rows.length > pageLength ? writeCursor(tickets.at(-1)!) : null, found: null };
}

function foundIn(db: Database, { q, after }: InboxQuery, mailboxes: readonly number[], reader: Reader): List {
  const looking = { mailboxes, person_id: reader.person!.id, time_zone: reader.company.time_zone, from: after };
  const { hits, ticket_id, more, unknown } = searchMessages(db, q, looking);
  const ids = [...new Set([...(ticket_id === null ? [] : [ticket_id]), ...hits.map((hit) => hit.ticket_id)])];
  const snippets = new Map(hits.map((hit) => [hit.ticket_id, hit.snippet]));
  return { tickets: listTicketsById(db, ids, mailboxes), next: more, found: { snippets, unknown } };
}

function troubleOf(db: Database, mailbox: MailboxRow, reader: Reader) {
  const { condition, health, sending } = shownMailbox(db, mailbox, reader);
  const sentences = [...(isAlarm(condition) ? [health] : []), ...(sending ? [sending] : [])];
  return sentences.map((sentence) => ({ slug: mailbox.slug, text: `${mailbox.name}: ${sentence}` }));
}
