import type { Database } from "bun:sqlite";
import { readLog } from "#src/deletions/read.ts";
import type { Person } from "./erasure.ts";

/** What would go, exactly as it lies there. */
export type ErasureCount = {
  tickets: number;
  /** Tickets of theirs in which nobody else outside wrote. */
  alone: number;
  theirs: number;
  ours: number;
  notes: number;
  /** Messages of others in their tickets: these stay, without what is theirs. */
  others: number;
  files: number;
  bytes: number;
  held: number;
};

export function countFor(db: Database, customerId: number): ErasureCount {
  const own = "SELECT id FROM tickets WHERE customer_id = $id";
  const theirs = `m.kind IN ('in', 'unread') AND (m.automatic IS NOT NULL OR m.from_address = ''
    OR EXISTS (SELECT 1 FROM customer_addresses a WHERE a.address = m.from_address AND a.customer_id = $id))`;
  return db
    .query<ErasureCount, { id: number }>(
      `SELECT (SELECT count(*) FROM tickets WHERE customer_id = $id) AS tickets,
         (SELECT count(*) FROM tickets t WHERE t.customer_id = $id AND NOT EXISTS (
            SELECT 1 FROM messages m WHERE m.ticket_id = t.id AND m.kind IN ('in', 'unread') AND NOT (${theirs}))) AS alone,
         count(*) FILTER (WHERE ${theirs}) AS theirs,
         count(*) FILTER (WHERE m.kind = 'out') AS ours,
         count(*) FILTER (WHERE m.kind = 'note') AS notes,
         count(*) FILTER (WHERE m.kind IN ('in', 'unread') AND NOT (${theirs})) AS others,
         (SELECT count(*) FROM message_attachments f JOIN messages m ON m.id = f.message_id WHERE m.ticket_id IN (${own})) AS files,
         coalesce(sum(m.size), 0) AS bytes,
         (SELECT count(*) FROM ticket_holds WHERE ticket_id IN (${own})) AS held
       FROM messages m WHERE m.ticket_id IN (${own})`,
    )
    .get({ id: customerId })!;
}

/** Other people's tickets in which they take part, and what they wrote there. */
export function countElsewhere(db: Database, customerId: number): { tickets: number; messages: number } {
  const shared = `SELECT DISTINCT p.ticket_id FROM ticket_participants p
    JOIN customer_addresses a ON a.address = p.address AND a.customer_id = $id
    JOIN tickets t ON t.id = p.ticket_id AND t.customer_id IS NOT $id`;
  return db
    .query<{ tickets: number; messages: number }, { id: number }>(
      `SELECT (SELECT count(*) FROM (${shared})) AS tickets,
         (SELECT count(*) FROM messages m JOIN customer_addresses a ON a.address = m.from_address AND a.customer_id = $id
          WHERE m.ticket_id IN (${shared})) AS messages`,
    )
    .get({ id: customerId })!;
}

/** Under which names somebody is known, with those who were put together with them. */
export function namesOf(db: Database, customerId: number): string[] {
  return db
    .query<{ name: string }, [number]>(
      `WITH RECURSIVE parts (id) AS (SELECT ? UNION SELECT c.id FROM customers c JOIN parts p ON c.merged_into = p.id)
       SELECT name FROM customers WHERE id IN (SELECT id FROM parts) AND name <> ''`,
    )
    .all(customerId)
    .map(({ name }) => name);
}

/** Evidence of deletions that is a mail of theirs, by number: found by its bytes, which are the same. */
export function evidenceNaming(db: Database, { addresses }: Person): number[] {
  const digests = new Set(
    db
      .query<{ raw_sha256: string }, [string]>(
        `SELECT DISTINCT raw_sha256 FROM messages WHERE raw_sha256 IS NOT NULL AND from_address IN (SELECT value FROM json_each(?))
           AND ticket_id IN (SELECT ticket_id FROM ticket_participants WHERE address IN (SELECT value FROM json_each(?1))
                             UNION SELECT t.id FROM tickets t JOIN customer_addresses a ON a.customer_id = t.customer_id
                             WHERE a.address IN (SELECT value FROM json_each(?1)))`,
      )
      .all(JSON.stringify(addresses))
      .map(({ raw_sha256 }) => raw_sha256),
  );
  if (digests.size === 0) return [];
  return readLog(db)
    .evidence.filter(({ removed_at, sha256 }) => removed_at === null && digests.has(sha256))
    .map(({ id }) => id);
}

/** Deletion records whose words name them: these prove what was done, are never changed, and stay. */
export function recordsNaming(db: Database, { addresses, names }: Person): number {
  const words = [...addresses, ...names.filter((name) => name.includes(" "))].map((word) => word.toLowerCase());
  return readLog(db).records.filter((record) => {
    const said = Object.values(record).join("\n").toLowerCase();
    return words.some((word) => said.includes(word));
  }).length;
}
