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

/** One message that matched in words; `fits` is 0 when a filter speaks against it. */
type Candidate = Hit & { fits: 0 | 1 };

/** What a hit must be beside its words. Empty strings and null ask nothing. */
export type Narrowing = {
  mailboxes: readonly number[];
  from: readonly string[];
  states: readonly TicketState[] | null;
  snoozed: boolean | null;
  trouble: boolean;
  /** 0: nobody's; null: anybody's. */
  assignee: number | null;
  hasAttachment: boolean;
  before: string | null;
  after: string | null;
};

const hit = `m.id AS message_id, m.ticket_id, t.mailbox_id, m.kind, m.at, m.from_name, m.from_address,
  coalesce(nullif(t.subject, ''), m.subject) AS subject, t.state`;

const fits = `t.mailbox_id IN (SELECT value FROM json_each($mailboxes))
  AND ($states IS NULL OR t.state IN (SELECT value FROM json_each($states)))
  AND ($snoozed IS NULL OR (t.snoozed_until IS NOT NULL) = $snoozed)
  AND ($trouble = 0 OR t.has_trouble = 1)
  AND ($assignee IS NULL OR coalesce(t.assignee_id, 0) = $assignee)
  AND ($before IS NULL OR m.at < $before) AND ($after IS NULL OR m.at >= $after)
  AND ($attachment = 0 OR EXISTS (SELECT 1 FROM message_attachments a WHERE a.message_id = m.id))
  AND NOT EXISTS (SELECT 1 FROM json_each($from) f
                  WHERE instr(lower(m.from_name), f.value) = 0 AND instr(m.from_address, f.value) = 0)`;

type Bound = Record<string, string | number | null>;

/** Messages whose words match, the newest first, from below an id on; at most so many are looked at. */
export function candidatesByWords(
  db: Database,
  expression: string,
  narrowing: Narrowing,
  from: Range,
): Iterable<Candidate> {
  return db
    .query<Candidate, [Bound]>(
      `SELECT ${hit}, ${fits} AS fits
       FROM (SELECT rowid AS id FROM message_index WHERE message_index MATCH $expression AND rowid < $below
             ORDER BY rowid DESC LIMIT $most) c
       CROSS JOIN messages m ON m.id = c.id CROSS JOIN tickets t ON t.id = m.ticket_id`,
    )
    .iterate({ expression, ...bound(narrowing), ...from });
}

export type Range = { below: number; most: number };

/** The same without words: all messages of a time, the newest first. */
export function candidatesByTime(
  db: Database,
  narrowing: Narrowing,
  from: { at: string; below: number; most: number },
): Iterable<Candidate> {
  return db
    .query<Candidate, [Bound]>(
      `SELECT ${hit}, ${fits} AS fits
       FROM (SELECT id FROM messages WHERE (at, id) < ($at, $below) ORDER BY at DESC, id DESC LIMIT $most) c
       CROSS JOIN messages m ON m.id = c.id CROSS JOIN tickets t ON t.id = m.ticket_id`,
    )
    .iterate({ ...bound(narrowing), ...from });
}

function bound({
  mailboxes,
  from,
  states,
  snoozed,
  trouble,
  assignee,
  hasAttachment,
  before,
  after,
}: Narrowing): Bound {
  return {
    mailboxes: JSON.stringify(mailboxes),
    from: JSON.stringify(from),
    states: states && JSON.stringify(states),
    snoozed: snoozed === null ? null : Number(snoozed),
    trouble: Number(trouble),
    assignee,
    attachment: Number(hasAttachment),
    before,
    after,
  };
}

export function countMailboxes(db: Database): number {
  return db.query<{ n: number }, []>("SELECT count(*) AS n FROM mailboxes").get()!.n;
}
