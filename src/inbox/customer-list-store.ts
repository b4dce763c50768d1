import type { Database } from "bun:sqlite";

/** One line of the list of people. `last_at` is when their newest ticket was opened, in the mailboxes that the reader uses. */
export type ListedCustomer = {
  id: number;
  name: string;
  address: string;
  addresses: number;
  tickets: number;
  bounced: 0 | 1;
  blocked_at: string | null;
  last_at: string;
};

/** A place in the list: after this person. */
export type CustomerCursor = { last_at: string; id: number };

const shown = `c.id, c.name, c.blocked_at,
  coalesce((SELECT min(address) FROM customer_addresses WHERE customer_id = c.id), '') AS address,
  (SELECT count(*) FROM customer_addresses WHERE customer_id = c.id) AS addresses,
  EXISTS (SELECT 1 FROM customer_addresses WHERE customer_id = c.id AND bounced_at IS NOT NULL) AS bounced`;

const seenIn = "mailbox_id IN (SELECT value FROM json_each($mailboxes))";

/** The numbers themselves stand in the statement where it is asked for every row: reading them from JSON there costs more than the rest. */
const amongThese = (mailboxes: readonly number[]) => `mailbox_id IN (${mailboxes.map(Number).join(", ")})`;

type Given = Record<string, string | number>;

/**
 * Who wrote to these mailboxes, whoever wrote last first; who wrote to several stands there once. The mailboxes are read side by side
 * along their index, and no further than the page reaches.
 */
export function listCustomers(
  db: Database,
  mailboxes: readonly number[],
  after: CustomerCursor | null,
  limit: number,
): ListedCustomer[] {
  const isNewest = newestAmong(db, mailboxes);
  const queues = mailboxes.map((mailbox) => placesIn(db, mailbox, after, limit));
  const heads = queues.map((queue) => queue.next().value ?? null);
  const rows: Place[] = [];
  while (rows.length < limit) {
    const first = heads.reduce(
      (best, head) => (head !== null && (best === null || isBefore(head, best)) ? head : best),
      null,
    );
    if (first === null) break;
    const at = heads.indexOf(first);
    heads[at] = queues[at]!.next().value ?? null;
    if (isNewest(first)) rows.push(first);
  }
  return withDetails(db, rows, mailboxes);
}

type Place = { id: number; last_at: string };
type PlaceIn = Place & { mailbox_id: number };

const isBefore = (a: Place, b: Place) => a.last_at > b.last_at || (a.last_at === b.last_at && a.id > b.id);

/** Everybody who wrote to a mailbox after a place in its order, a piece at a time. */
function* placesIn(
  db: Database,
  mailbox: number,
  after: CustomerCursor | null,
  piece: number,
): Generator<PlaceIn, null> {
  const query = db.query<PlaceIn, Given>(
    `SELECT customer_id AS id, last_at, mailbox_id FROM mailbox_customers
     WHERE mailbox_id = $mailbox AND (last_at, customer_id) < ($last_at, $after_id)
     ORDER BY last_at DESC, customer_id DESC LIMIT $piece`,
  );
  for (let from = after ?? { last_at: "~", id: 0 }; ; ) {
    const rows = query.all({ mailbox, piece, last_at: from.last_at, after_id: from.id });
    yield* rows;
    if (rows.length < piece) return null;
    from = rows.at(-1)!;
  }
}

/** Whether nothing newer of that person lies in these mailboxes: of several places only the newest counts. */
function newestAmong(db: Database, mailboxes: readonly number[]): (place: PlaceIn) => boolean {
  if (mailboxes.length < 2) return () => true;
  const query = db.query<unknown, [number, string, number]>(
    `SELECT 1 FROM mailbox_customers WHERE customer_id = ? AND ${amongThese(mailboxes)} AND (last_at, mailbox_id) > (?, ?)`,
  );
  return ({ id, last_at, mailbox_id }) => query.get(id, last_at, mailbox_id) === null;
}

function withDetails(db: Database, rows: readonly Place[], mailboxes: readonly number[]): ListedCustomer[] {
  const query = db.query<Omit<ListedCustomer, "last_at">, [number]>(
    `SELECT ${shown}, (SELECT coalesce(sum(tickets), 0) FROM mailbox_customers
                       WHERE customer_id = c.id AND ${amongThese(mailboxes)}) AS tickets
     FROM customers c WHERE c.id = ?`,
  );
  return rows.flatMap(({ id, last_at }) => {
    const found = query.get(id);
    return found ? [{ ...found, last_at }] : [];
  });
}

/** Those whose name or address holds every word, whoever wrote last first; at most `limit`. A person without tickets is everybody's. */
export function findCustomers(
  db: Database,
  words: readonly string[],
  mailboxes: readonly number[],
  limit: number,
): ListedCustomer[] {
  if (words.length === 0 || mailboxes.length === 0) return [];
  const ids = idsWith(db, words);
  const places = db
    .query<Place, [Given]>(
      `SELECT c.id, coalesce((SELECT max(last_at) FROM mailbox_customers WHERE customer_id = c.id AND ${seenIn}), c.created_at) AS last_at
       FROM customers c WHERE c.id IN (SELECT value FROM json_each($ids)) AND c.merged_into IS NULL
         AND (EXISTS (SELECT 1 FROM mailbox_customers WHERE customer_id = c.id AND ${seenIn})
              OR NOT EXISTS (SELECT 1 FROM mailbox_customers WHERE customer_id = c.id))
       ORDER BY last_at DESC, c.id DESC LIMIT $limit`,
    )
    .all({ ids: JSON.stringify(ids), mailboxes: JSON.stringify(mailboxes), limit });
  return withDetails(db, places, mailboxes);
}

const mostFound = 2000;

/** Anywhere in a name or an address: people know the firm, not how an address begins. */
function idsWith(db: Database, words: readonly string[]): number[] {
  const given: Given = { most: mostFound };
  for (const [n, word] of words.entries()) given[`word${n}`] = likeOf(word);
  const every = words
    .map((_, n) => `a.address || ' ' || a.name || ' ' || c.name LIKE $word${n} ESCAPE '\\'`)
    .join(" AND ");
  return db
    .query<{ id: number }, [Given]>(
      `SELECT DISTINCT c.id FROM customer_addresses a CROSS JOIN customers c ON c.id = a.customer_id WHERE ${every} LIMIT $most`,
    )
    .all(given)
    .map(({ id }) => id);
}

const likeOf = (word: string) => `%${word.replace(/[\\%_]/g, "\\$&")}%`;

/** Whether somebody may know of this person: they wrote to a mailbox of theirs, or to none. */
export function isKnownTo(db: Database, customerId: number, mailboxes: readonly number[]): boolean {
  if (mailboxes.length === 0) return false;
  return (
    db
      .query<unknown, Given>(
        `SELECT 1 WHERE EXISTS (SELECT 1 FROM mailbox_customers WHERE customer_id = $id AND ${seenIn})
         OR NOT EXISTS (SELECT 1 FROM mailbox_customers WHERE customer_id = $id)`,
      )
      .get({ id: customerId, mailboxes: JSON.stringify(mailboxes) }) !== null
  );
}

/** Their tickets in these mailboxes, the newest first; `after` is a place in that order. */
export function ticketsOfCustomer(
  db: Database,
  customerId: number,
  mailboxes: readonly number[],
  after: CustomerCursor | null,
  limit: number,
): { id: number; last_at: string }[] {
  const beyond = after === null ? "" : "AND (last_at, id) < ($last_at, $after_id)";
  const given: Given = { id: customerId, mailboxes: JSON.stringify(mailboxes), limit };
  if (after !== null) Object.assign(given, { last_at: after.last_at, after_id: after.id });
  return db
    .query<{ id: number; last_at: string }, [Given]>(
      `SELECT id, last_at FROM tickets WHERE customer_id = $id AND merged_into IS NULL AND ${seenIn} ${beyond}
       ORDER BY last_at DESC, id DESC LIMIT $limit`,
    )
    .all(given);
}

export type CustomerTotals = { tickets: number; open: number; since: string | null };

export function totalsOf(db: Database, customerId: number, mailboxes: readonly number[]): CustomerTotals {
  return db
    .query<CustomerTotals, [Given]>(
      `SELECT count(*) AS tickets, count(*) FILTER (WHERE state = 'open') AS open, min(created_at) AS since FROM tickets
       WHERE customer_id = $id AND merged_into IS NULL AND ${seenIn}`,
    )
    .get({ id: customerId, mailboxes: JSON.stringify(mailboxes) })!;
}
