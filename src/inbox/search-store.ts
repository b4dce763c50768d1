import type { Database } from "bun:sqlite";
import type { TicketState } from "./ticket.ts";

export type Hit = {
  message_id: number;
  ticket_id: number;
  mailbox_id: number;
  kind: string;
  at: string;
  from_name: string;
  from_address: string;
  subject: string;
  state: TicketState;
};

/** A message that matched in words; `fits` is 0 when a filter speaks against it. */
export type Candidate = { id: number; ticket_id: number; at: string; fits: 0 | 1 };

/** What a hit must be beside its words. */
export type Narrowing = {
  mailboxes: readonly number[];
  from: readonly string[];
  states: readonly TicketState[] | null;
  snoozed: boolean;
  trouble: boolean;
  /** 0: nobody's; null: anybody's. */
  assignee: number | null;
  /** The ticket carries all of them. */
  tags: readonly number[];
  hasAttachment: boolean;
  before: string | null;
  after: string | null;
};

type Bound = Record<string, string | number>;

/** Messages whose words match, the newest first, below an id; at most so many are looked at. */
export function candidatesByWords(
  db: Database,
  narrowing: Narrowing,
  range: { expression: string; below: number; most: number },
): Iterable<Candidate> {
  return candidates(
    db,
    narrowing,
    range,
    "SELECT rowid AS id FROM message_index WHERE message_index MATCH $expression AND rowid < $below ORDER BY rowid DESC LIMIT $most",
  );
}

/** The same without words: all messages of a time. */
export function candidatesByTime(
  db: Database,
  narrowing: Narrowing,
  range: { at: string; below: number; most: number },
): Iterable<Candidate> {
  return candidates(
    db,
    narrowing,
    range,
    "SELECT id FROM messages WHERE (at, id) < ($at, $below) ORDER BY at DESC, id DESC LIMIT $most",
  );
}

/** The newest messages of the tickets with a mark for trouble, which are few. */
export function candidatesInTrouble(db: Database, narrowing: Narrowing, most: number): Iterable<Candidate> {
  const source = `SELECT last_message_id AS id FROM tickets WHERE has_trouble = 1 AND merged_into IS NULL
    ORDER BY last_at DESC LIMIT $most`;
  return candidates(db, narrowing, { most }, source);
}

/** The newest message of each ticket that carries a tag, the newest ticket first. `id` is the ticket's place, `at` when something last came. */
export function candidatesByTag(
  db: Database,
  narrowing: Narrowing,
  { tag, at, below, most }: { tag: number; at: string; below: number; most: number },
): Iterable<Candidate> {
  const each = narrowing.mailboxes.map(
    (mailbox) => `SELECT * FROM (SELECT ticket_id, last_at FROM ticket_tags
      WHERE tag_id = ${tag} AND mailbox_id = ${mailbox} AND (last_at, ticket_id) < ($at, $below)
      ORDER BY last_at DESC, ticket_id DESC LIMIT $most)`,
  );
  const source = `SELECT t.last_message_id AS id FROM (${each.join(" UNION ALL ")} ORDER BY last_at DESC, ticket_id DESC LIMIT $most) g
    CROSS JOIN tickets t ON t.id = g.ticket_id`;
  return candidates(db, narrowing, { at, below, most }, source, "t.last_at");
}

/** Only what is asked is written into the statement: thousands of rows pass through it. */
function candidates(
  db: Database,
  narrowing: Narrowing,
  range: Bound,
  source: string,
  place = "m.at",
): Iterable<Candidate> {
  const conditions = Object.entries(conditionsFor(narrowing)).flatMap(([sql, given]) => (given === null ? [] : [sql]));
  const sql = `SELECT m.id, m.ticket_id, ${place} AS at, ${conditions.join(" AND ")} AS fits
    FROM (${source}) c
    CROSS JOIN messages m ON m.id = c.id CROSS JOIN tickets t ON t.id = m.ticket_id`;
  const bound = Object.assign({}, ...Object.values(conditionsFor(narrowing)).filter((one) => one !== null)) as Bound;
  return db.query<Candidate, [Bound]>(sql).iterate({ ...bound, ...range });
}

/** Each condition with what it is given; null: not asked. */
function conditionsFor(asked: Narrowing): Record<string, Bound | null> {
  const { mailboxes, from, states, snoozed, trouble, assignee, tags, hasAttachment, before, after } = asked;
  return {
    [`t.mailbox_id IN (${mailboxes.map(Number).join(", ")})`]: {},
    "t.state IN (SELECT value FROM json_each($states))": states && { states: JSON.stringify(states) },
    "t.snoozed_until IS NOT NULL": snoozed ? {} : null,
    "t.has_trouble = 1": trouble ? {} : null,
    "coalesce(t.assignee_id, 0) = $assignee": assignee === null ? null : { assignee },
    [tags
      .map((tag) => `EXISTS (SELECT 1 FROM ticket_tags g WHERE g.ticket_id = t.id AND g.tag_id = ${tag})`)
      .join(" AND ") || "2"]: tags.length === 0 ? null : {},
    "m.at < $before": before === null ? null : { before },
    "m.at >= $after": after === null ? null : { after },
    "EXISTS (SELECT 1 FROM message_attachments a WHERE a.message_id = m.id)": hasAttachment ? {} : null,
    [from.map((_, n) => `(instr(lower(m.from_name), $from${n}) OR instr(m.from_address, $from${n}))`).join(" AND ") ||
      "1"]: Object.fromEntries(from.map((one, n) => [`from${n}`, one])),
  };
}

/** What a list of hits shows, in the order of the ids. */
export function hitsOf(db: Database, messageIds: readonly number[]): Hit[] {
  const query = db.query<Hit, [number]>(
    `SELECT m.id AS message_id, m.ticket_id, t.mailbox_id, m.kind, m.at, m.from_name, m.from_address,
       coalesce(nullif(t.subject, ''), m.subject) AS subject, t.state
     FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.id = ?`,
  );
  return messageIds.flatMap((id) => query.get(id) ?? []);
}

export function countMailboxes(db: Database): number {
  return db.query<{ n: number }, []>("SELECT count(*) AS n FROM mailboxes").get()!.n;
}

/**
 * The words of the index that begin with these letters, as the index writes them; at most so many. It seeks from one to the next: the
 * messages behind them are not read.
 */
export function wordsBeginningWith(db: Database, letters: string, most: number): string[] {
  db.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_words USING fts5vocab (main, message_index, instance)");
  const next = db.query<{ term: string }, [string]>("SELECT term FROM temp.index_words WHERE term >= ? LIMIT 1");
  const words: string[] = [];
  for (let from = letters; words.length < most; ) {
    const word = next.get(from)?.term;
    if (word === undefined || !word.startsWith(letters)) break;
    words.push(word);
    from = `${word}\u0001`;
  }
  return words;
}
