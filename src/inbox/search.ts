import type { Database } from "bun:sqlite";
import { startOfDay } from "./day-start.ts";
import { mailboxesStillIndexed } from "./index-move-store.ts";
import { textOf } from "./message-text-store.ts";
import { expressionFor, type Is, readSearch, type SearchQuery } from "./search-query.ts";
import {
  type Candidate,
  candidatesByTag,
  candidatesByTime,
  candidatesByWords,
  candidatesInTrouble,
  countMailboxes,
  type Hit,
  hitsOf,
  type Narrowing,
  wordsBeginningWith,
} from "./search-store.ts";
import { type Piece, snippetOf } from "./snippet.ts";
import { tagKey } from "./tag.ts";
import { findTagByKey } from "./tag-store.ts";
import type { TicketState } from "./ticket.ts";
import { resolveTicket } from "./ticket-store.ts";

/** Who looks, and where they may. */
export type Searching = {
  mailboxes: readonly number[];
  person_id: number | null;
  time_zone: string;
  /** Where the search before stopped; null: at the newest. */
  from: string | null;
};

export type Found = {
  /** Tickets, each once, with its newest message that matches. */
  hits: (Hit & { snippet: Piece[] })[];
  /** The ticket that was named by its number, where it may be seen. */
  ticket_id: number | null;
  /** Where older ones are looked for; null when everything was. */
  more: string | null;
  unknown: string[];
};

/** So many tickets stand on a page, and so many messages are looked at for it. */
const mostHits = 25;
const mostCandidates = 5000;

/** So many words with the same beginning are looked for, in the order of the alphabet. */
const mostEndings = 250;

/** Searches subject, people, text and names of files of what may be seen, the newest first. Nothing typed is an error. */
export function searchMessages(db: Database, typed: string, searching: Searching): Found {
  const query = readSearch(typed);
  const { ids, more } = collected(db, query, searching);
  const words = query.terms.filter(({ not }) => !not).flatMap((term) => term.words);
  return {
    hits: hitsOf(db, ids).map((one) => ({ ...one, snippet: snippetOf(textOf(db, one.message_id).text, words) })),
    ticket_id: namedTicket(db, query, searching),
    more,
    unknown: query.unknown,
  };
}

function namedTicket(db: Database, { ticket }: SearchQuery, { mailboxes }: Searching): number | null {
  const found = ticket === null ? null : resolveTicket(db, ticket);
  return found && mailboxes.includes(found.mailbox_id) ? found.id : null;
}

type Collected = { ids: number[]; more: string | null };

function collected(db: Database, query: SearchQuery, searching: Searching): Collected {
  const { mailboxes } = searching;
  const seesAll = mailboxes.length === countMailboxes(db);
  const endings = (letters: string) => wordsBeginningWith(db, letters, mostEndings);
  // What was just moved may still be indexed where it was; what lies where one may not look is left out below in any case.
  const indexed = [...mailboxes, ...mailboxesStillIndexed(db, mailboxes)];
  const expression = expressionFor(query.terms, seesAll ? null : indexed, endings);
  if (mailboxes.length === 0 || (expression === null && !asksAnything(query))) return { ids: [], more: null };
  const narrowing = narrowingFor(db, query, searching);
  const { at, below } = readPlace(searching.from);
  if (expression !== null)
    return taken(candidatesByWords(db, narrowing, { expression, below, most: mostCandidates }), null);
  if (narrowing.trouble) return { ...taken(candidatesInTrouble(db, narrowing, mostHits), null), more: null };
  if (narrowing.tags.length > 0 && !asksOfMessages(query)) {
    const range = { tag: narrowing.tags[0]!, at, below, most: mostCandidates };
    return taken(candidatesByTag(db, narrowing, range), null, ({ ticket_id }) => ticket_id);
  }
  const range = { at: earlier(at, narrowing.before), below, most: mostCandidates };
  return taken(candidatesByTime(db, narrowing, range), narrowing.after);
}

/** What only one of a ticket's messages may have. */
function asksOfMessages({ hasAttachment, before, after }: SearchQuery): boolean {
  return hasAttachment || before !== null || after !== null;
}

function asksAnything({ is, tags, hasAttachment, before, after }: SearchQuery): boolean {
  return is.length > 0 || tags.length > 0 || hasAttachment || before !== null || after !== null;
}

/**
 * The newest message of each of the first tickets that fit. `until`: candidates come in the order of time, and older ones cannot fit.
 * `place`: by what those of the same moment are sorted.
 */
function taken(
  candidates: Iterable<Candidate>,
  until: string | null,
  place: (candidate: Candidate) => number = ({ id }) => id,
): Collected {
  const found = new Map<number, number>();
  let looked = 0;
  for (const candidate of candidates) {
    const { id, ticket_id, at, fits } = candidate;
    if (until !== null && at < until) break;
    looked += 1;
    if (fits === 1 && !found.has(ticket_id)) found.set(ticket_id, id);
    if (found.size === mostHits || looked === mostCandidates)
      return { ids: [...found.values()], more: `${at}~${place(candidate)}` };
  }
  return { ids: [...found.values()], more: null };
}

const end = { at: "9999", below: Number.MAX_SAFE_INTEGER };

function readPlace(from: string | null): { at: string; below: number } {
  const found = /^(\d{4}-[\d\-T:.]+Z)~(\d{1,15})$/.exec(from ?? "");
  return found ? { at: found[1]!, below: Number(found[2]) } : end;
}

function earlier(at: string, before: string | null): string {
  return before !== null && before < at ? before : at;
}

const statesOf: Partial<Record<Is, readonly TicketState[]>> = {
  open: ["open"],
  mine: ["open"],
  unassigned: ["open"],
  waiting: ["waiting-customer", "waiting-third"],
  closed: ["closed"],
  spam: ["spam"],
};

/** No ticket carries a word that is no tag. */
const noTag = 0;

function narrowingFor(db: Database, query: SearchQuery, { mailboxes, person_id, time_zone }: Searching): Narrowing {
  const lists = query.is.flatMap((is) => (statesOf[is] ? [statesOf[is]] : []));
  return {
    mailboxes,
    from: query.from,
    states: lists.length === 0 ? null : lists.reduce((one, other) => one.filter((state) => other.includes(state))),
    snoozed: query.is.includes("snoozed"),
    trouble: query.is.includes("trouble"),
    assignee: query.is.includes("unassigned") ? 0 : query.is.includes("mine") ? (person_id ?? -1) : null,
    tags: query.tags.map((typed) => findTagByKey(db, tagKey(typed))?.id ?? noTag),
    hasAttachment: query.hasAttachment,
    before: query.before && startOfDay(query.before, time_zone),
    after: query.after && startOfDay(query.after, time_zone),
  };
}
