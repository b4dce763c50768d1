import type { Database } from "bun:sqlite";
import type { TicketState } from "./ticket.ts";
import type { Cursor, ListedTicket, TicketView, ViewCounts } from "./ticket-view.ts";

/** What a person may see, and who they are. */
export type Looking = { mailboxes: readonly number[]; person_id: number };

const clock = "coalesce(t.waiting_since, '9' || t.last_at)";

/** Each view reads an index in its order: which states, who has it, by what it is sorted, and in which direction. */
type Shape = { states: readonly TicketState[]; whose: string; sorted_by: string; direction: "ASC" | "DESC" };

const shown = "t.snoozed_until IS NULL";
const open = { states: ["open"], sorted_by: clock, direction: "ASC" } as const;
const newestFirst = { whose: shown, sorted_by: "t.last_at", direction: "DESC" } as const;

const shapes: Record<TicketView, Shape> = {
  open: { ...open, whose: shown },
  mine: { ...open, whose: `${shown} AND t.assignee_id = $person` },
  unassigned: { ...open, whose: `${shown} AND t.assignee_id IS NULL` },
  waiting: { states: ["waiting-customer", "waiting-third"], ...newestFirst },
  snoozed: {
    states: ["open", "waiting-customer", "waiting-third", "closed", "spam"],
    whose: "t.snoozed_until IS NOT NULL",
    sorted_by: "t.snoozed_until",
    direction: "ASC",
  },
  closed: { states: ["closed"], ...newestFirst },
  spam: { states: ["spam"], ...newestFirst },
};

const listedColumns = `t.id, t.mailbox_id, t.subject, t.preview, t.state, t.waiting_since, t.snoozed_until, t.last_at, t.has_trouble,
  (SELECT name FROM people WHERE id = t.assignee_id) AS assignee,
  (SELECT due_on FROM privacy_requests WHERE ticket_id = t.id AND answered_on IS NULL) AS due_on,
  coalesce(nullif((SELECT name FROM customers WHERE id = t.customer_id), ''),
           (SELECT address FROM customer_addresses WHERE customer_id = t.customer_id LIMIT 1),
           (SELECT coalesce(nullif(from_name, ''), from_address) FROM messages WHERE ticket_id = t.id ORDER BY at, id LIMIT 1),
           '') AS who`;

/**
 * One page of a list. Mailboxes are read one by one, each along its index, and merged: any page costs as much as the first.
 * `backwards`: what stands before a place, the nearest first.
 */
export function listTickets(
  db: Database,
  view: TicketView,
  { mailboxes, person_id }: Looking,
  after: Cursor | null,
  limit: number,
  { backwards = false } = {},
): ListedTicket[] {
  const { states, direction } = shapes[view];
  const way = backwards === (direction === "ASC") ? "DESC" : "ASC";
  const lists = mailboxes.flatMap((mailbox) =>
    statesTogether(view, states).map((together) =>
      rowsOf(db, { view, states: together, mailbox, person: person_id, after, limit, way }),
    ),
  );
  return merged(lists.flat(), way).slice(0, limit);
}

/** Where a ticket stands in a list that is sorted by this; null when it is not in it. */
export function placeIn(db: Database, view: TicketView, ticketId: number, personId: number): Cursor | null {
  const { states, whose, sorted_by } = shapes[view];
  const given: Record<string, number> = whose.includes("$person")
    ? { id: ticketId, person: personId }
    : { id: ticketId };
  return db
    .query<Cursor, [Record<string, number>]>(
      `SELECT t.id, ${sorted_by} AS sorted_by FROM tickets t
       WHERE t.id = $id AND t.merged_into IS NULL AND t.state IN (${named(states)}) AND ${whose}`,
    )
    .get(given);
}

const named = (states: readonly TicketState[]) => states.map((state) => `'${state}'`).join(", ");

/** An index on one state gives its rows in order; several states are several lists, but for what is sorted anyway. */
function statesTogether(view: TicketView, states: readonly TicketState[]): (readonly TicketState[])[] {
  return view === "snoozed" ? [states] : states.map((state) => [state]);
}

type Asking = {
  view: TicketView;
  states: readonly TicketState[];
  mailbox: number;
  person: number;
  after: Cursor | null;
  limit: number;
  way: "ASC" | "DESC";
};

function rowsOf(db: Database, { view, states, mailbox, person, after, limit, way }: Asking): ListedTicket[] {
  const { whose, sorted_by } = shapes[view];
  const beyond = way === "ASC" ? ">" : "<";
  // Of an expression only the first condition is taken along the index; the second parts what stands at the same place.
  const beside = `AND ${sorted_by} ${beyond}= $sorted_by AND (${sorted_by}, t.id) ${beyond} ($sorted_by, $after_id)`;
  const place = after === null ? "" : beside;
  const sql = `SELECT ${listedColumns}, ${sorted_by} AS sorted_by FROM tickets t
    WHERE t.mailbox_id = $mailbox AND t.state ${states.length === 1 ? `= ${named(states)}` : `IN (${named(states)})`}
      AND t.merged_into IS NULL AND ${whose} ${place}
    ORDER BY ${sorted_by} ${way}, t.id ${way} LIMIT $limit`;
  const given: Record<string, string | number> = { mailbox, limit };
  if (whose.includes("$person")) given["person"] = person;
  if (after !== null) Object.assign(given, { sorted_by: after.sorted_by, after_id: after.id });
  return db.query<ListedTicket, [Record<string, string | number>]>(sql).all(given);
}

/** One page of the tickets that carry a tag, whatever their state, the newest first. */
export function listTagged(
  db: Database,
  tagId: number,
  mailboxes: readonly number[],
  after: Cursor | null,
  limit: number,
  { backwards = false } = {},
): ListedTicket[] {
  const [way, beyond] = backwards ? (["ASC", ">"] as const) : (["DESC", "<"] as const);
  const place = after === null ? "" : `AND (tt.last_at, tt.ticket_id) ${beyond} ($last_at, $after_id)`;
  const query = db.query<ListedTicket, [Record<string, string | number>]>(
    `SELECT ${listedColumns}, tt.last_at AS sorted_by FROM ticket_tags tt CROSS JOIN tickets t ON t.id = tt.ticket_id
     WHERE tt.tag_id = $tag AND tt.mailbox_id = $mailbox ${place}
     ORDER BY tt.last_at ${way}, tt.ticket_id ${way} LIMIT $limit`,
  );
  const from: Record<string, string | number> = after === null ? {} : { last_at: after.sorted_by, after_id: after.id };
  const lists = mailboxes.map((mailbox) => query.all({ tag: tagId, mailbox, limit, ...from }));
  return merged(lists.flat(), way).slice(0, limit);
}

/** Where a ticket stands in the list of a tag; null when it does not carry it. */
export function placeTagged(db: Database, tagId: number, ticketId: number): Cursor | null {
  return db
    .query<Cursor, [number, number]>(
      `SELECT ticket_id AS id, last_at AS sorted_by FROM ticket_tags
       WHERE tag_id = ? AND ticket_id = ? AND mailbox_id IS NOT NULL`,
    )
    .get(tagId, ticketId);
}

/** The numbers of a whole list, as far as `most` for each of its parts. */
export function idsOfList(db: Database, view: TicketView, { mailboxes, person_id }: Looking, most: number): number[] {
  const { states, whose, sorted_by, direction } = shapes[view];
  const given = whose.includes("$person") ? { person: person_id } : {};
  const parts = mailboxes.flatMap((mailbox) => statesTogether(view, states).map((together) => ({ mailbox, together })));
  const rows = parts.flatMap(({ mailbox, together }) =>
    db
      .query<{ id: number }, [Record<string, string | number>]>(
        `SELECT t.id FROM tickets t WHERE t.mailbox_id = $mailbox
           AND t.state IN (${together.map((state) => `'${state}'`).join(", ")}) AND t.merged_into IS NULL AND ${whose}
         ORDER BY ${sorted_by} ${direction}, t.id ${direction} LIMIT $most`,
      )
      .all({ mailbox, most, ...given }),
  );
  return rows.map(({ id }) => id).slice(0, most);
}

export function idsTagged(db: Database, tagId: number, mailboxes: readonly number[], most: number): number[] {
  const query = db.query<{ id: number }, [number, number, number]>(
    `SELECT ticket_id AS id FROM ticket_tags WHERE tag_id = ? AND mailbox_id = ? ORDER BY last_at DESC, ticket_id DESC LIMIT ?`,
  );
  return mailboxes.flatMap((mailbox) => query.all(tagId, mailbox, most).map(({ id }) => id)).slice(0, most);
}

function merged(rows: ListedTicket[], direction: "ASC" | "DESC"): ListedTicket[] {
  const sign = direction === "ASC" ? 1 : -1;
  return rows.sort((a, b) => sign * (compared(a.sorted_by, b.sorted_by) || a.id - b.id));
}

const compared = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Some tickets by number, in the order given; those of other mailboxes are left out. */
export function listTicketsById(db: Database, ids: readonly number[], mailboxes: readonly number[]): ListedTicket[] {
  const rows = db
    .query<ListedTicket, [string, string]>(
      `SELECT ${listedColumns}, t.last_at AS sorted_by FROM tickets t
       WHERE t.id IN (SELECT value FROM json_each(?)) AND t.mailbox_id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids), JSON.stringify(mailboxes));
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

type Count = { state: TicketState; assignee_id: number; snoozed: 0 | 1; n: number };

/** How many stand in each list. The counters are kept by triggers, so they are right at once. */
export function countTickets(db: Database, { mailboxes, person_id }: Looking): ViewCounts {
  const rows = db
    .query<Count, [string]>(
      `SELECT state, assignee_id, snoozed, sum(n) AS n FROM ticket_counts
       WHERE mailbox_id IN (SELECT value FROM json_each(?)) GROUP BY state, assignee_id, snoozed`,
    )
    .all(JSON.stringify(mailboxes));
  const sum = (which: (row: Count) => boolean) => rows.filter(which).reduce((total, { n }) => total + n, 0);
  const isOpen = ({ state, snoozed }: Count) => state === "open" && snoozed === 0;
  return {
    open: sum(isOpen),
    mine: sum((row) => isOpen(row) && row.assignee_id === person_id),
    unassigned: sum((row) => isOpen(row) && row.assignee_id === 0),
    waiting: sum(({ state, snoozed }) => state.startsWith("waiting") && snoozed === 0),
    snoozed: sum(({ snoozed }) => snoozed === 1),
    closed: sum(({ state, snoozed }) => state === "closed" && snoozed === 0),
    spam: sum(({ state, snoozed }) => state === "spam" && snoozed === 0),
  };
}

/** Since when somebody has waited longest among the open tickets; null when nobody waits. */
export function longestWait(db: Database, mailboxes: readonly number[]): string | null {
  const query = db.query<{ waiting_since: string | null }, [number]>(
    `SELECT t.waiting_since FROM tickets t
     WHERE t.mailbox_id = ? AND t.state = 'open' AND t.merged_into IS NULL AND t.snoozed_until IS NULL
     ORDER BY ${clock}, t.id LIMIT 1`,
  );
  const waits = mailboxes.flatMap((mailbox) => query.get(mailbox)?.waiting_since ?? []);
  return waits.sort()[0] ?? null;
}

/** Open tickets in all mailboxes that a person uses. */
export function countOpenFor(db: Database, personId: number): number {
  return db
    .query<{ n: number }, [number]>(
      `SELECT coalesce(sum(c.n), 0) AS n FROM mailbox_members m
       JOIN ticket_counts c ON c.mailbox_id = m.mailbox_id AND c.state = 'open' AND c.snoozed = 0
       WHERE m.person_id = ?`,
    )
    .get(personId)!.n;
}

export type Waiting = { n: number; since: string | null };

/** Open tickets in which somebody has waited since before a moment, and since when the first of them does. */
export function waitingBefore(db: Database, mailboxes: readonly number[], before: string): Waiting {
  return db
    .query<Waiting, [string, string]>(
      `SELECT count(*) AS n, min(t.waiting_since) AS since FROM tickets t
       WHERE t.mailbox_id IN (SELECT value FROM json_each(?)) AND t.state = 'open' AND t.merged_into IS NULL
         AND t.snoozed_until IS NULL AND t.waiting_since < ?`,
    )
    .get(JSON.stringify(mailboxes), before)!;
}
