import { type Day, parseWhen, periodStart } from "#src/when.ts";

/** A word or words that stand together. `column` null: anywhere. */
export type Term = { words: string[]; prefix: boolean; column: "subject" | "people" | null; not: boolean };

export type Is = "open" | "waiting" | "snoozed" | "closed" | "spam" | "mine" | "unassigned" | "trouble";

export type SearchQuery = {
  terms: Term[];
  /** In the sender alone; also among the terms. */
  from: string[];
  is: Is[];
  /** Each as it was typed; a ticket carries all of them. */
  tags: string[];
  hasAttachment: boolean;
  /** Whole days. `before` one ends where it begins, `after` one begins there: together they leave nothing out. */
  before: Day | null;
  after: Day | null;
  /** A ticket that was named by its number. */
  ticket: number | null;
  /** What was typed as a filter and means nothing: shown, not silently left out. */
  unknown: string[];
};

type Filter = "from" | "to" | "subject" | "is" | "tag" | "has" | "before" | "after";

const filters: Record<string, Filter> = {
  from: "from",
  von: "from",
  to: "to",
  an: "to",
  subject: "subject",
  betreff: "subject",
  is: "is",
  ist: "is",
  tag: "tag",
  schlagwort: "tag",
  has: "has",
  hat: "has",
  before: "before",
  vor: "before",
  after: "after",
  nach: "after",
};

const states: Record<string, Is> = {
  open: "open",
  offen: "open",
  waiting: "waiting",
  wartet: "waiting",
  snoozed: "snoozed",
  später: "snoozed",
  closed: "closed",
  erledigt: "closed",
  spam: "spam",
  mine: "mine",
  meine: "mine",
  unassigned: "unassigned",
  frei: "unassigned",
  trouble: "trouble",
  störung: "trouble",
};

const attachments = ["attachment", "attachments", "anhang", "anhänge"];

/** So much of what was typed is read: a page of pasted text is no search. */
const mostTyped = 400;
const mostTerms = 12;

/**
 * Reads what was typed: words (each as the beginning of a word), "phrases", -words, `from:` `to:` `subject:` `is:` `tag:` `has:` `before:` `after:` and
 * their German names, `#1234`. Whatever else stands there is words.
 */
export function readSearch(typed: string): SearchQuery {
  const query: SearchQuery = {
    terms: [],
    from: [],
    is: [],
    tags: [],
    hasAttachment: false,
    before: null,
    after: null,
    ticket: null,
    unknown: [],
  };
  const pieces = typed.slice(0, mostTyped).matchAll(/(-)?(?:(\p{L}+):)?(?:"([^"]*)"?|(\S+))/gu);
  for (const [whole, minus, name, quoted, bare] of pieces) {
    const filter = name === undefined ? undefined : filters[name.toLowerCase()];
    const value = (quoted ?? bare ?? "").trim();
    if (filter && !minus) readFilter(query, filter, value, { whole, quoted: quoted !== undefined });
    else if (filter === undefined && isNumber(whole)) query.ticket ??= Number(/\d+/.exec(whole)![0]);
    else
      addTerm(query, name && !filter ? `${name} ${value}` : value, {
        column: null,
        quoted: quoted !== undefined,
        not: minus === "-",
      });
  }
  query.terms = query.terms.slice(0, mostTerms);
  return query;
}

function isNumber(piece: string): boolean {
  return /^(#\d{1,15}|\[?#?[A-Z]{1,10}-\d{1,15}\]?)$/i.test(piece) && piece.includes("#");
}

type Piece = { whole: string; quoted: boolean };

function readFilter(query: SearchQuery, filter: Filter, value: string, { whole, quoted }: Piece): void {
  if (filter === "tag") {
    if (value === "") query.unknown.push(whole.trim());
    else query.tags.push(value);
    return;
  }
  if (filter === "is" || filter === "has" || filter === "before" || filter === "after") {
    if (!readAsking(query, filter, value)) query.unknown.push(whole.trim());
    return;
  }
  addTerm(query, value, { column: filter === "subject" ? "subject" : "people", quoted, not: false });
  if (filter === "from" && value !== "") query.from.push(value.toLowerCase());
}

/** False when the value means nothing. */
function readAsking(query: SearchQuery, filter: "is" | "has" | "before" | "after", value: string): boolean {
  const typed = value.toLowerCase();
  if (filter === "has") {
    query.hasAttachment ||= attachments.includes(typed);
    return attachments.includes(typed);
  }
  if (filter === "is") {
    const state = states[typed];
    if (state) query.is.push(state);
    return state !== undefined;
  }
  const on = parseWhen(value)?.on ?? null;
  if (on !== null) query[filter] = periodStart(on);
  return on !== null;
}

function addTerm(
  query: SearchQuery,
  text: string,
  { column, quoted, not }: Omit<Term, "words" | "prefix"> & { quoted: boolean },
) {
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (words.length === 0) return;
  const last = [...words.at(-1)!].length;
  const shortest = words.length === 1 ? shortestPrefix : shortestAfterOthers;
  query.terms.push({ words, prefix: !quoted && last >= shortest, column, not });
}

/** What begins with one letter is nearly everything: a single letter is looked for as a word. */
const shortestPrefix = 2;

/** What stands behind a dot or an @ with two letters is the end of an address, not the beginning of a word. */
const shortestAfterOthers = 3;

/**
 * The terms as FTS5 reads them; null when nothing is to be looked for in words. Every word stands in quotes, so that nothing typed is
 * syntax. `mailboxes` null: all of them. `endings` gives the words that begin with a few letters: FTS5's own way reads all messages behind all
 * of them before it gives the first.
 */
export function expressionFor(
  terms: readonly Term[],
  mailboxes: readonly number[] | null,
  endings: (letters: string) => readonly string[],
): string | null {
  const wanted = terms.filter(({ not }) => !not).map((term) => written(term, endings));
  if (wanted.length === 0) return null;
  const unwanted = terms.filter(({ not }) => not).map((term) => ` NOT ${written(term, endings)}`);
  const where = mailboxes === null ? [] : [`mailbox : (${mailboxes.map((id) => `"${id}"`).join(" OR ") || '"-"'})`];
  return `(${[...where, ...wanted].join(" AND ")})${unwanted.join("")}`;
}

/** The index keeps the beginnings of two to four letters; they are as quick as words. */
const indexedPrefix = 4;

function written({ words, prefix, column }: Term, endings: (letters: string) => readonly string[]): string {
  const where = column ?? "{subject people body files}";
  const [last, ...before] = words.toReversed();
  const phrase = (end: string) => `"${[...before.toReversed(), end].join(" ")}"`;
  if (!prefix || [...last!].length <= indexedPrefix) return `${where} : ${phrase(last!)}${prefix ? "*" : ""}`;
  const found = endings(folded(last!));
  return `${where} : (${(found.length > 0 ? found : [last!]).map(phrase).join(" OR ")})`;
}

/** As the index writes words: small letters, without marks. */
function folded(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
