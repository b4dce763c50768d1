import type { Database } from "bun:sqlite";
import type { Reader } from "#src/reader.ts";
import type { InboxQuery } from "./inbox-query.ts";
import type { MailboxRow } from "./mailbox.ts";
import { isAlarm } from "./mailbox-health.ts";
import { shownMailbox } from "./mailbox-page.ts";
import { mailboxesOf } from "./mailbox-store.ts";
import { searchExpression } from "./search-words.ts";
import { countTickets, listTickets, longestWait, searchTickets } from "./ticket-list-store.ts";
import { type ListedTicket, readCursor, type ViewCounts, writeCursor } from "./ticket-view.ts";

/** So many lines stand on a page. */
const pageLength = 50;

export type InboxShown = {
  query: InboxQuery;
  /** Those the reader may use. */
  mailboxes: readonly MailboxRow[];
  tickets: readonly ListedTicket[];
  counts: ViewCounts;
  waiting_since: string | null;
  /** Where the list goes on; null at its end. */
  next: string | null;
  /** What is wrong with mailboxes, one sentence each. */
  troubles: readonly { slug: string; text: string }[];
};

/** The list a reader asked for, of the mailboxes they may use. */
export function inboxShown(db: Database, query: InboxQuery, reader: Reader): InboxShown {
  const person_id = reader.person!.id;
  const mailboxes = mailboxesOf(db, person_id).filter(({ archived_at }) => archived_at === null);
  const chosen = mailboxes.filter(({ slug }) => query.mailbox === null || slug === query.mailbox).map(({ id }) => id);
  const tickets = query.q === "" ? pageOf(db, query, chosen, person_id) : found(db, query, chosen);
  const shown = tickets.slice(0, pageLength);
  return {
    query,
    mailboxes,
    tickets: shown,
    counts: countTickets(db, { mailboxes: chosen, person_id }),
    waiting_since: longestWait(db, chosen),
    next: tickets.length > pageLength ? writeCursor(shown.at(-1)!) : null,
    troubles: mailboxes.flatMap((mailbox) => troubleOf(db, mailbox, reader)),
  };
}

function pageOf(db: Database, query: InboxQuery, mailboxes: readonly number[], person_id: number): ListedTicket[] {
  const after = readCursor(query.after ?? undefined);
  return listTickets(db, query.view, { mailboxes, person_id }, after, pageLength + 1);
}

function found(db: Database, { q }: InboxQuery, mailboxes: readonly number[]): ListedTicket[] {
  const expression = searchExpression(q, mailboxes);
  return expression === null ? [] : searchTickets(db, expression, mailboxes, pageLength);
}

function troubleOf(db: Database, mailbox: MailboxRow, reader: Reader) {
  const { condition, health, sending } = shownMailbox(db, mailbox, reader);
  const sentences = [...(isAlarm(condition) ? [health] : []), ...(sending ? [sending] : [])];
  return sentences.map((sentence) => ({ slug: mailbox.slug, text: `${mailbox.name}: ${sentence}` }));
}
