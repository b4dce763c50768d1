import type { Database } from "bun:sqlite";
import type { Delivery } from "./delivery.ts";

export type NewDelivery = Pick<Delivery, "channel" | "subject_key" | "payload" | "due_at" | "created_at"> & {
  recipient?: string | null;
};

const columns = `id, channel, subject_key, recipient, payload, state, attempts, due_at, claimed_at, finished_at, last_error,
  answer, created_at`;

/** False when the same thing is already in the outbox: `subject_key` says what it is, so nothing is announced twice. */
export function enqueue(db: Database, delivery: NewDelivery): boolean {
  const { changes } = db
    .query<null, [NewDelivery & { recipient: string | null }]>(
      `INSERT INTO outbox_deliveries (channel, subject_key, recipient, payload, due_at, created_at)
       VALUES ($channel, $subject_key, $recipient, $payload, $due_at, $created_at)
       ON CONFLICT (subject_key) DO NOTHING`,
    )
    .run({ ...delivery, recipient: delivery.recipient ?? null });
  return changes === 1;
}

type Taking = { channels: readonly string[]; repeatable: readonly string[] };

/**
 * Takes the next due delivery of these channels; what may have arrived already only where it is `repeatable`. One statement: two
 * that ask at once never get the same.
 */
export function claimNext(db: Database, { channels, repeatable }: Taking, at: string): Delivery | null {
  return db
    .query<Delivery, { channels: string; repeatable: string; at: string }>(
      `UPDATE outbox_deliveries SET state = 'claimed', claimed_at = $at, attempts = attempts + 1
       WHERE id = (SELECT id FROM outbox_deliveries
                   WHERE due_at <= $at
                     AND (state = 'waiting' AND channel IN (SELECT value FROM json_each($channels))
                       OR state = 'unknown' AND channel IN (SELECT value FROM json_each($repeatable)))
                   ORDER BY due_at, id LIMIT 1)
       RETURNING ${columns}`,
    )
    .get({ channels: JSON.stringify(channels), repeatable: JSON.stringify(repeatable), at });
}

/** Takes one delivery, whenever it is due; null when somebody else has it or it is over. */
export function claim(db: Database, id: number, at: string): Delivery | null {
  return db
    .query<Delivery, { id: number; at: string }>(
      `UPDATE outbox_deliveries SET state = 'claimed', claimed_at = $at, attempts = attempts + 1
       WHERE id = $id AND state IN ('waiting', 'unknown') RETURNING ${columns}`,
    )
    .get({ id, at });
}

export function markDelivered(db: Database, id: number, answer: string, at: string): void {
  finish(db, { id, state: "delivered", answer, error: null, at });
}

export function markFailed(db: Database, id: number, error: string, at: string): void {
  finish(db, { id, state: "failed", answer: null, error, at });
}

type End = { id: number; state: "delivered" | "failed"; answer: string | null; error: string | null; at: string };

function finish(db: Database, end: End): void {
  db.query<null, [End]>(
    `UPDATE outbox_deliveries SET state = $state, answer = $answer, last_error = $error, finished_at = $at
     WHERE id = $id AND state = 'claimed'`,
  ).run(end);
}

/** Back in the queue: `waiting` when it surely did not arrive, `unknown` when it may have. */
export function markAgain(
  db: Database,
  again: { id: number; state: "waiting" | "unknown"; error: string; due_at: string },
): void {
  db.query<null, [typeof again]>(
    `UPDATE outbox_deliveries SET state = $state, last_error = $error, due_at = $due_at, claimed_at = NULL
     WHERE id = $id AND state = 'claimed'`,
  ).run(again);
}

/** What was on its way when the program ended. Only one process serves a file, so at its start every claim is from a dead one. */
export function markInterrupted(db: Database): number {
  return db
    .query<null, []>(
      "UPDATE outbox_deliveries SET state = 'unknown', last_error = 'interrupted', claimed_at = NULL WHERE state = 'claimed'",
    )
    .run().changes;
}

/** Gives up what no channel could take: created before a moment, and still waiting. */
export function failUndeliverable(db: Database, channels: readonly string[], before: string, at: string): number {
  return db
    .query<null, { channels: string; before: string; at: string }>(
      `UPDATE outbox_deliveries SET state = 'failed', last_error = 'no-channel', finished_at = $at
       WHERE state = 'waiting' AND created_at < $before AND channel NOT IN (SELECT value FROM json_each($channels))`,
    )
    .run({ channels: JSON.stringify(channels), before, at }).changes;
}

/** Nothing that was sent is kept for long: it may name people. */
export function deleteFinished(db: Database, before: string): number {
  return db
    .query<null, [string]>("DELETE FROM outbox_deliveries WHERE state IN ('delivered', 'failed') AND finished_at < ?")
    .run(before).changes;
}

export function findDelivery(db: Database, subjectKey: string): Delivery | null {
  return db.query<Delivery, [string]>(`SELECT ${columns} FROM outbox_deliveries WHERE subject_key = ?`).get(subjectKey);
}

/** The newest first. */
export function deliveriesTo(db: Database, recipient: string, limit = 10): Delivery[] {
  return db
    .query<Delivery, [string, number]>(
      `SELECT ${columns} FROM outbox_deliveries WHERE recipient = ? ORDER BY id DESC LIMIT ?`,
    )
    .all(recipient, limit);
}

/** Those whose subject begins with a word, the newest first. */
export function deliveriesAbout(db: Database, subject: string, limit: number): Delivery[] {
  return db
    .query<Delivery, [string, string, number]>(
      `SELECT ${columns} FROM outbox_deliveries WHERE subject_key >= ? AND subject_key < ? ORDER BY id DESC LIMIT ?`,
    )
    .all(subject, `${subject}\u{ffff}`, limit);
}

/** What is still to leave by a channel. */
export function countWaitingFor(db: Database, channel: string): number {
  return db
    .query<{ n: number }, [string]>(
      "SELECT count(*) AS n FROM outbox_deliveries WHERE channel = ? AND state IN ('waiting', 'claimed', 'unknown')",
    )
    .get(channel)!.n;
}

export function countWaiting(db: Database): number {
  return db
    .query<{ n: number }, []>(
      "SELECT count(*) AS n FROM outbox_deliveries WHERE state IN ('waiting', 'claimed', 'unknown')",
    )
    .get()!.n;
}

/** Deliveries that were due or taken up before a moment and have still not left, and those that were given up. */
export function countStuck(db: Database, before: string): number {
  return db
    .query<{ n: number }, { before: string }>(
      `SELECT count(*) AS n FROM outbox_deliveries
       WHERE state = 'failed' OR (state IN ('waiting', 'unknown') AND due_at < $before)
          OR (state = 'claimed' AND claimed_at < $before)`,
    )
    .get({ before })!.n;
}
