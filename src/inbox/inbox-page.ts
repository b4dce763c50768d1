import type { Database } from "bun:sqlite";
import type { Fields } from "#src/http/form.ts";
import { may, type Reader } from "#src/reader.ts";
import { type BulkShown, bulkShown } from "./bulk-shown.ts";
import { findBulk } from "./bulk-store.ts";
import { lastUndoableOf, type Undoable } from "./delivery-store.ts";
import type { InboxQuery } from "./inbox-query.ts";
import type { MailboxRow } from "./mailbox.ts";
import { isAlarm } from "./mailbox-health.ts";
import { shownMailbox } from "./mailbox-page.ts";
import { listMailboxes, mailboxesOf, membersOf } from "./mailbox-store.ts";
import { presenceIn, presenceWords } from "./presence.ts";
import { searchMessages } from "./search.ts";
import type { Piece } from "./snippet.ts";
import { tagKey } from "./tag.ts";
import { countedTags, findTagByKey, offeredTags, tagsOfTickets } from "./tag-store.ts";
import { countTickets, listTagged, listTickets, listTicketsById, longestWait } from "./ticket-list-store.ts";
import { countTroubled } from "./ticket-store.ts";
import { type ListedTicket, readCursor, type ViewCounts, writeCursor } from "./ticket-view.ts";

/** So many lines stand on a page. */
const pageLength = 50;

export type InboxShown = {
  query: InboxQuery;
  /** Those the reader may use. */
  mailboxes: readonly MailboxRow[];
  tickets: readonly ListedTicket[];
  /** Their tags. */
  tags: ReadonlyMap<number, readonly string[]>;
  /** The tag whose list it is, with how many tickets carry it in these mailboxes. */
  tagged: { name: string; n: number } | null;
  /** Of a search: what was found in each ticket, and what of the words means nothing. */
  found: { snippets: ReadonlyMap<number, readonly Piece[]>; unknown: readonly string[] } | null;
  counts: ViewCounts;
  waiting_since: string | null;
  /** Tickets of any state with a reply that did not arrive or a mail that could not be read. */
  troubled: number;
  /** Where the list goes on; null at its end. */
  next: string | null;
  /** What was just done with many. */
  done: BulkShown | null;
  bulk: BulkDesk;
  /** What is wrong with mailboxes, one sentence each. */
  troubles: readonly { slug: string; text: string }[];
  /** What the reader has just sent and can still take back. */
  sent: Undoable | null;
  /** Who else is at the tickets shown, in words. */
  present: ReadonlyMap<number, string>;
};

/** The bar for many tickets: what it offers, and what was ticked and typed. */
type BulkDesk = BulkTicked & {
  members: readonly { id: number; name: string }[];
  targets: readonly { slug: string; name: string }[];
  known_tags: readonly string[];
  /** How many stand in the whole list; null where nobody counts. */
  total: number | null;
};

/** `selected` "all": every one on the page. */
export type BulkTicked = { selected: ReadonlySet<number> | "all"; values: Fields; error: string | null };

const nothingTicked: BulkTicked = { selected: new Set(), values: {}, error: null };

/** The list a reader asked for, of the mailboxes they may use. */
export function inboxShown(
  db: Database,
  query: InboxQuery,
  reader: Reader,
  ticked: BulkTicked = nothingTicked,
): InboxShown {
  const person_id = reader.person!.id;
  const mailboxes = mailboxesOf(db, person_id).filter(({ archived_at }) => archived_at === null);
  const chosen = mailboxes.filter(({ slug }) => query.mailbox === null || slug === query.mailbox).map(({ id }) => id);
  const list = listFor(db, query, chosen, reader);
  const counts = countTickets(db, { mailboxes: chosen, person_id });
  return {
    query,
    mailboxes,
    ...list,
    tags: tagsOfTickets(
      db,
      list.tickets.map(({ id }) => id),
    ),
    counts,
    done: doneOf(db, query, person_id),
    bulk: {
      ...ticked,
      members: membersIn(db, chosen),
      targets: listMailboxes(db).filter(({ archived_at }) => archived_at === null),
      known_tags: may(reader, "member") ? offeredTags(db, chosen) : [],
      total: list.found ? null : (list.tagged?.n ?? counts[query.view]),
    },
    waiting_since: longestWait(db, chosen),
    troubled: countTroubled(db, chosen),
    troubles: mailboxes.flatMap((mailbox) => troubleOf(db, mailbox, reader)),
    sent: lastUndoableOf(db, person_id, reader.now.toISOString()),
    present: new Map(list.tickets.map(({ id }) => [id, presentAt(db, id, reader)])),
  };
}

function membersIn(db: Database, mailboxes: readonly number[]) {
  const all = mailboxes.flatMap((id) => membersOf(db, id));
  return [...new Map(all.map((member) => [member.id, { id: member.id, name: member.name }])).values()];
}

/** Only who did it is told. */
export function doneOf(db: Database, { done }: InboxQuery, person_id: number): BulkShown | null {
  const bulk = done ? findBulk(db, done) : null;
  return bulk?.person_id === person_id ? bulkShown(db, bulk) : null;
}

type List = Pick<InboxShown, "tickets" | "next" | "found" | "tagged">;

function listFor(db: Database, query: InboxQuery, mailboxes: readonly number[], reader: Reader): List {
  if (query.q !== "") return foundIn(db, query, mailboxes, reader);
  if (query.tag !== null) return taggedIn(db, query, query.tag, mailboxes);
  return pageOf(db, query, mailboxes, reader.person!.id);
}

/** A word that is no tag is the list of a tag that nothing carries. */
function taggedIn(db: Database, { after }: InboxQuery, typed: string, mailboxes: readonly number[]): List {
  const tag = findTagByKey(db, tagKey(typed));
  const rows = tag ? listTagged(db, tag.id, mailboxes, readCursor(after ?? undefined), pageLength + 1) : [];
  const n = tag === null ? 0 : (countedTags(db, mailboxes).find(({ id }) => id === tag.id)?.n ?? 0);
  return { ...onePage(rows), tagged: { name: tag?.name ?? typed, n } };
}

function onePage(rows: readonly ListedTicket[]): Pick<List, "tickets" | "next" | "found"> {
  const tickets = rows.slice(0, pageLength);
  return { tickets, next: rows.length > pageLength ? writeCursor(tickets.at(-1)!) : null, found: null };
}

/** Who else is at a ticket, as a sentence; empty when nobody is. */
export function presentAt(db: Database, ticketId: number, { person, now, language }: Reader): string {
  return presenceWords(presenceIn(db).others(ticketId, person!.id, now))[language];
}

function pageOf(db: Database, query: InboxQuery, mailboxes: readonly number[], person_id: number): List {
  const after = readCursor(query.after ?? undefined);
  const rows = listTickets(db, query.view, { mailboxes, person_id }, after, pageLength + 1);
  return { ...onePage(rows), tagged: null };
}

function foundIn(db: Database, { q, after }: InboxQuery, mailboxes: readonly number[], reader: Reader): List {
  const looking = { mailboxes, person_id: reader.person!.id, time_zone: reader.company.time_zone, from: after };
  const { hits, ticket_id, more, unknown } = searchMessages(db, q, looking);
  const ids = [...new Set([...(ticket_id === null ? [] : [ticket_id]), ...hits.map((hit) => hit.ticket_id)])];
  const snippets = new Map(hits.map((hit) => [hit.ticket_id, hit.snippet]));
  return { tickets: listTicketsById(db, ids, mailboxes), next: more, found: { snippets, unknown }, tagged: null };
}

function troubleOf(db: Database, mailbox: MailboxRow, reader: Reader) {
  const { condition, health, sending } = shownMailbox(db, mailbox, reader);
  const sentences = [...(isAlarm(condition) ? [health] : []), ...(sending ? [sending] : [])];
  return sentences.map((sentence) => ({ slug: mailbox.slug, text: `${mailbox.name}: ${sentence}` }));
}
