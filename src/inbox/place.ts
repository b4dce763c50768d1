import type { Database } from "bun:sqlite";
import type { Reader } from "#src/reader.ts";
import { type InboxQuery, inboxAddress, readInboxQuery, ticketAddress } from "./inbox-query.ts";
import { mailboxesOf } from "./mailbox-store.ts";
import { searchMessages } from "./search.ts";
import { tagKey } from "./tag.ts";
import { findTagByKey } from "./tag-store.ts";
import { listTagged, listTickets, placeIn, placeTagged } from "./ticket-list-store.ts";

/**
 * The list out of which somebody works: of a form that was sent, the address of the page it stood on. Every form of a ticket has it so,
 * without a field of its own; where a browser does not say it, the list is that of all open tickets.
 */
export function listBehind(request: Request): InboxQuery {
  const from = request.headers.get("referer") ?? "";
  const isOurs = URL.canParse(from) && /^\/inbox\/\d+/.test(new URL(from).pathname);
  return readInboxQuery(isOurs ? Object.fromEntries(new URL(from).searchParams) : {});
}

export type Neighbours = { previous: number | null; next: number | null };

/** What stands before and after a ticket in a list. Next to what is no longer in it stands its first. */
export function neighboursOf(db: Database, ticketId: number, query: InboxQuery, reader: Reader): Neighbours {
  if (query.q !== "") return amongFound(db, ticketId, query, reader);
  const person_id = reader.person!.id;
  const looking = { mailboxes: chosenMailboxes(db, query, person_id), person_id };
  if (query.tag !== null) return amongTagged(db, ticketId, query.tag, looking.mailboxes);
  const place = placeIn(db, query.view, ticketId, person_id);
  const beside = (backwards: boolean) =>
    listTickets(db, query.view, looking, place, 1, { backwards }).find(({ id }) => id !== ticketId)?.id ?? null;
  return { previous: place === null ? null : beside(true), next: beside(false) };
}

function amongTagged(db: Database, ticketId: number, typed: string, mailboxes: readonly number[]): Neighbours {
  const tag = findTagByKey(db, tagKey(typed));
  if (tag === null) return { previous: null, next: null };
  const place = placeTagged(db, tag.id, ticketId);
  const beside = (backwards: boolean) =>
    listTagged(db, tag.id, mailboxes, place, 1, { backwards }).find(({ id }) => id !== ticketId)?.id ?? null;
  return { previous: place === null ? null : beside(true), next: beside(false) };
}

function chosenMailboxes(db: Database, { mailbox }: InboxQuery, personId: number): number[] {
  const own = mailboxesOf(db, personId).filter(({ archived_at }) => archived_at === null);
  return own.filter(({ slug }) => mailbox === null || slug === mailbox).map(({ id }) => id);
}

function amongFound(db: Database, ticketId: number, query: InboxQuery, reader: Reader): Neighbours {
  const person_id = reader.person!.id;
  const mailboxes = chosenMailboxes(db, query, person_id);
  const looking = { mailboxes, person_id, time_zone: reader.company.time_zone, from: query.after };
  const ids = searchMessages(db, query.q, looking).hits.map(({ ticket_id }) => ticket_id);
  const at = ids.indexOf(ticketId);
  return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
}

/** Where a ticket leads once it is done, as this person works. Asked before it is done: afterwards it may have left the list. */
export function onwardFrom(
  db: Database,
  ticketId: number,
  request: Request,
  reader: Reader,
): (reached?: { anchor?: string; done?: number }) => string {
  const query = listBehind(request);
  const after = reader.working?.after_ticket ?? "stay";
  const here = ticketAddress(ticketId, query);
  if (after === "stay") return ({ anchor = "", done } = {}) => `${withDone(here, done)}${anchor}`;
  const { next } = neighboursOf(db, ticketId, query, reader);
  if (after === "next" && next !== null) return ({ done } = {}) => withDone(ticketAddress(next, query), done);
  return ({ done } = {}) => `${withDone(inboxAddress(query), done)}${next === null ? "" : `#t-${next}`}`;
}

/** The page then tells what was done, with the way to take it back. */
export function withDone(address: string, done: number | undefined): string {
  return done === undefined ? address : `${address}${address.includes("?") ? "&" : "?"}done=${done}`;
}
