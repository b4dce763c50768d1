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

type Given = Record<string, string | number>;

/** Who wrote to these mailboxes, whoever wrote last first. Each mailbox is read along its index; who wrote to several stands there once. */
export function listCustomers(
  db: Database,
  mailboxes: readonly number[],
  after: CustomerCursor | null,
  limit: number,
): ListedCustomer[] {
  const rows = mailboxes.flatMap((mailbox) => lastIn(db, { mailbox, mailboxes, after, limit }));
  rows.sort((a, b) => (a.last_at < b.last_at ? 1 : a.last_at > b.last_at ? -1 : b.id - a.id));
  return withDetails(db, rows.slice(0, limit), mailboxes);
}

type Place = { id: number; last_at: string };
type Asking = { mailbox: number; mailboxes: readonly number[]; after: CustomerCursor | null; limit: number };

function lastIn(db: Database, { mailbox, mailboxes, after, limit }: Asking): Place[] {
  const beyond = after === null ? "" : "AND (m.last_at, m.customer_id) < ($last_at, $after_id)";
  const given: Given = { mailbox, mailboxes: JSON.stringify(mailboxes), limit };
  if (after !== null) Object.assign(given, { last_at: after.last_at, after_id: after.id });
  return db
    .query<Place, [Given]>(
      `SELECT m.customer_id AS id, m.last_at FROM mailbox_customers m
       WHERE m.mailbox_id = $mailbox ${beyond}
         AND NOT EXISTS (SELECT 1 FROM mailbox_customers o WHERE o.customer_id = m.customer_id AND o.${seenIn}
                           AND (o.last_at, o.mailbox_id) > (m.last_at, m.mailbox_id))
       ORDER BY m.last_at DESC, m.customer_id DESC LIMIT $limit`,
    )
    .all(given);
}

function withDetails(db: Database, rows: readonly Place[], mailboxes: readonly number[]): ListedCustomer[] {
  const query = db.query<Omit<ListedCustomer, "last_at">, [Given]>(
    `SELECT ${shown}, (SELECT coalesce(sum(tickets), 0) FROM mailbox_customers WHERE customer_id = c.id AND ${seenIn}) AS tickets
     FROM customers c WHERE c.id = $id`,
  );
  return rows.flatMap(({ id, last_at }) => {
    const found = query.get({ id, mailboxes: JSON.stringify(mailboxes) });
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
  const ids = [...new Set(words.slice(0, 1).flatMap((word) => idsWith(db, word)))].filter((id) =>
    words.slice(1).every((word) => holds(db, id, word)),
  );
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
function idsWith(db: Database, word: string): number[] {
  return db
    .query<{ id: number }, { like: string; most: number }>(
      `SELECT customer_id AS id FROM customer_addresses WHERE address LIKE $like ESCAPE '\\' OR name LIKE $like ESCAPE '\\'
       UNION SELECT id FROM customers WHERE name LIKE $like ESCAPE '\\' LIMIT $most`,
    )
    .all({ like: likeOf(word), most: mostFound })
    .map(({ id }) => id);
}

function holds(db: Database, id: number, word: string): boolean {
  return (
    db
      .query<unknown, { like: string; id: number }>(
        `SELECT 1 FROM customers WHERE id = $id AND name LIKE $like ESCAPE '\\'
         UNION ALL SELECT 1 FROM customer_addresses WHERE customer_id = $id AND (address LIKE $like ESCAPE '\\' OR name LIKE $like ESCAPE '\\')
         LIMIT 1`,
      )
      .get({ like: likeOf(word), id }) !== null
  );
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
