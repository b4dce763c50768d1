import type { Database } from "bun:sqlite";
import type { RetentionRule } from "./retention.ts";

export function findRule(db: Database, mailboxId: number): RetentionRule | null {
  return db
    .query<RetentionRule, [number]>(
      "SELECT closed_months, spam_days, raw_months FROM retention_rules WHERE mailbox_id = ?",
    )
    .get(mailboxId);
}

export function listRules(db: Database): (RetentionRule & { mailbox_id: number })[] {
  return db
    .query<RetentionRule & { mailbox_id: number }, []>(
      "SELECT mailbox_id, closed_months, spam_days, raw_months FROM retention_rules ORDER BY mailbox_id",
    )
    .all();
}

type Saved = RetentionRule & { mailbox_id: number; by: string; at: string };

export function saveRule(db: Database, rule: Saved): void {
  db.query<null, [Saved]>(
    `INSERT INTO retention_rules (mailbox_id, closed_months, spam_days, raw_months, by, at)
     VALUES ($mailbox_id, $closed_months, $spam_days, $raw_months, $by, $at)
     ON CONFLICT DO UPDATE SET closed_months = $closed_months, spam_days = $spam_days, raw_months = $raw_months, by = $by, at = $at`,
  ).run(rule);
}

/** What no rule touches: what must be kept, what is still to be answered by law, what is still to be sent. */
const exempt = `EXISTS (SELECT 1 FROM ticket_holds h WHERE h.ticket_id = t.id)
  OR EXISTS (SELECT 1 FROM privacy_requests r WHERE r.ticket_id = t.id AND r.answered_on IS NULL)`;

const over = `FROM tickets t WHERE t.mailbox_id = $mailbox AND t.state = $state AND t.last_at < $before
  AND t.merged_into IS NULL AND t.snoozed_until IS NULL`;

type Asking = { mailbox: number; state: "closed" | "spam"; before: string };

/** Tickets whose time is over, the oldest first. */
export function ticketsOver(db: Database, asking: Asking, limit: number): number[] {
  return db
    .query<{ id: number }, [Asking & { limit: number }]>(
      `SELECT t.id ${over} AND NOT (${exempt}) ORDER BY t.last_at, t.id LIMIT $limit`,
    )
    .all({ ...asking, limit })
    .map(({ id }) => id);
}

/** A page counts so far and no further. */
const mostCounted = 10_000;

/** How many would go, and how many of those whose time is over are exempt; each at most `mostCounted`. */
export function countOver(db: Database, asking: Asking): { goes: number; exempt: number } {
  const count = (condition: string) =>
    db
      .query<{ n: number }, [Asking & { most: number }]>(
        `SELECT count(*) AS n FROM (SELECT 1 ${over} AND ${condition} LIMIT $most)`,
      )
      .get({ ...asking, most: mostCounted })!.n;
  return { goes: count(`NOT (${exempt})`), exempt: count(`(${exempt})`) };
}

/** Messages of a mailbox with raw bytes from before a moment, among some thousand after one. `last` is null at the end. */
export function rawBefore(
  db: Database,
  mailbox: number,
  before: string,
  after: number,
): { ids: number[]; bytes: number; last: number | null } {
  const last = db
    .query<{ id: number | null }, [number]>(
      "SELECT max(id) AS id FROM (SELECT id FROM messages WHERE id > ? ORDER BY id LIMIT 2000)",
    )
    .get(after)!.id;
  if (last === null) return { ids: [], bytes: 0, last };
  const rows = db
    .query<{ id: number; size: number }, [number, number, string, number]>(
      `SELECT m.id, m.size FROM messages m JOIN tickets t ON t.id = m.ticket_id
       WHERE m.id > ? AND m.id <= ? AND m.raw_blob_id IS NOT NULL AND m.kind IN ('in', 'out') AND m.at < ? AND t.mailbox_id = ?
         AND NOT (${exempt}) ORDER BY m.id`,
    )
    .all(after, last, before, mailbox);
  return { ids: rows.map(({ id }) => id), bytes: rows.reduce((sum, { size }) => sum + size, 0), last };
}

/** Lets go of the raw bytes; that the same mail came is still known by its digest. Gives the blobs. */
export function forgetRaw(db: Database, messageId: number): number[] {
  const blobs = db
    .query<{ blob_id: number }, { id: number }>(
      `SELECT raw_blob_id AS blob_id FROM messages WHERE id = $id AND raw_blob_id IS NOT NULL
       UNION SELECT blob_id FROM arrivals WHERE message_id = $id AND blob_id IS NOT NULL
       UNION SELECT blob_id FROM outgoing_mails WHERE message_id = $id AND blob_id IS NOT NULL`,
    )
    .all({ id: messageId });
  db.query<null, [number]>("UPDATE messages SET raw_blob_id = NULL, has_html = 0 WHERE id = ?").run(messageId);
  db.query<null, [number]>("UPDATE arrivals SET blob_id = NULL WHERE message_id = ?").run(messageId);
  db.query<null, [number]>(
    "UPDATE outgoing_mails SET blob_id = NULL, content = '{}' WHERE message_id = ? AND state IN ('accepted', 'failed', 'undone')",
  ).run(messageId);
  return blobs.map(({ blob_id }) => blob_id);
}

/** Somebody of whom nothing is left: no ticket, no note of ours, no block. */
export function isLeftOver(db: Database, customerId: number): boolean {
  return (
    db
      .query<unknown, { id: number }>(
        `SELECT 1 FROM customers WHERE id = $id AND note = '' AND blocked_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM tickets WHERE customer_id = $id)`,
      )
      .get({ id: customerId }) !== null
  );
}
