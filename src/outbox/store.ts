import type { Database } from "bun:sqlite";
import type { Delivery } from "./delivery.ts";
import { wakeFor } from "./wake.ts";

export type NewDelivery = Pick<Delivery, "channel" | "subject_key" | "payload" | "due_at" | "created_at"> & {
  recipient?: string | null;
  /** The channel's own where nothing is said. */
  lane?: string;
};

const columns = `id, channel, lane, subject_key, recipient, payload, state, attempts, due_at, claimed_at, finished_at, last_error,
  answer, created_at`;

/** False when the same thing is already in the outbox: `subject_key` says what it is, so nothing is announced twice. */
export function enqueue(db: Database, delivery: NewDelivery): boolean {
  const { channel, lane = channel, recipient = null } = delivery;
  const { changes } = db
    .query<null, [NewDelivery & { lane: string; recipient: string | null }]>(
      `INSERT INTO outbox_deliveries (channel, lane, subject_key, recipient, payload, due_at, created_at)
       VALUES ($channel, $lane, $subject_key, $recipient, $payload, $due_at, $created_at)
       ON CONFLICT (subject_key) DO NOTHING`,
    )
    .run({ ...delivery, lane, recipient });
  if (changes === 1) wakeFor(db);
  return changes === 1;
}

/** Takes back what nobody has taken up yet; false when it is on its way or gone. */
export function withdraw(db: Database, subjectKey: string): boolean {
  return (
    db
      .query<null, [string]>(
        "DELETE FROM outbox_deliveries WHERE subject_key = ? AND state = 'waiting' AND attempts = 0",
      )
      .run(subjectKey).changes === 1
  );
}

export type Lane = { lane: string; channel: string; waiting_since: string | null; unknown_since: string | null };

/** Every lane, with when the next thing in it is due. Goes from lane to lane by the index, however much waits in each. */
export function lanesOf(db: Database): Lane[] {
  return db
    .query<Lane, []>(
      `WITH RECURSIVE lanes (lane) AS (
         SELECT min(lane) FROM outbox_deliveries
         UNION ALL
         SELECT (SELECT min(lane) FROM outbox_deliveries WHERE lane > lanes.lane) FROM lanes WHERE lane IS NOT NULL
       )
       SELECT lane, (SELECT channel FROM outbox_deliveries WHERE lane = lanes.lane LIMIT 1) AS channel,
         (SELECT min(due_at) FROM outbox_deliveries WHERE lane = lanes.lane AND state = 'waiting') AS waiting_since,
         (SELECT min(due_at) FROM outbox_deliveries WHERE lane = lanes.lane AND state = 'unknown') AS unknown_since
       FROM lanes WHERE lane IS NOT NULL`,
    )
    .all();
}

/** Takes the next due delivery of a lane; what may have arrived already only where it is said. */
export function claimNext(db: Database, lane: string, state: "waiting" | "unknown", at: string): Delivery | null {
  return db
    .query<Delivery, { lane: string; state: string; at: string }>(
      `UPDATE outbox_deliveries SET state = 'claimed', claimed_at = $at, attempts = attempts + 1
       WHERE id = (SELECT id FROM outbox_deliveries WHERE lane = $lane AND state = $state AND due_at <= $at
                   ORDER BY due_at, id LIMIT 1)
       RETURNING ${columns}`,
    )
    .get({ lane, state, at });
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

/** As if it had not been taken up. */
export function markPostponed(db: Database, id: number): void {
  db.query<null, [number]>(
    `UPDATE outbox_deliveries SET state = 'waiting', claimed_at = NULL, attempts = attempts - 1
     WHERE id = ? AND state = 'claimed'`,
  ).run(id);
}

/** What was on its way when the program ended. Only one process serves a file, so at its start every claim is from a dead one. */
export function markInterrupted(db: Database): number {
  return db
    .query<null, []>(
      "UPDATE outbox_deliveries SET state = 'unknown', last_error = 'interrupted', claimed_at = NULL WHERE state = 'claimed'",
    )
    .run().changes;
}

/** What was created before a moment and still waits. */
export function waitingSince(db: Database, before: string): Delivery[] {
  return db
    .query<Delivery, [string]>(`SELECT ${columns} FROM outbox_deliveries WHERE state = 'waiting' AND created_at < ?`)
    .all(before);
}

export function markGivenUp(db: Database, id: number, error: string, at: string): void {
  db.query<null, { id: number; error: string; at: string }>(
    `UPDATE outbox_deliveries SET state = 'failed', last_error = $error, finished_at = $at
     WHERE id = $id AND state = 'waiting'`,
  ).run({ id, error, at });
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

/** What waits in a lane and was never taken up. */
export function countWaitingIn(db: Database, lane: string): number {
  return db
    .query<{ n: number }, [string]>(
      "SELECT count(*) AS n FROM outbox_deliveries WHERE lane = ? AND state = 'waiting' AND attempts = 0",
    )
    .get(lane)!.n;
}

export type Waiting = { lane: string; n: number; last_error: string | null };

/** What was due before a moment and has not left, for each lane, with what was said of the last attempt. */
export function waitingByLane(db: Database, before: string): Waiting[] {
  return db
    .query<Waiting, [string]>(
      `SELECT lane, count(*) AS n, max(last_error) AS last_error FROM outbox_deliveries
       WHERE state IN ('waiting', 'unknown') AND due_at < ? OR state = 'waiting' AND attempts > 0 GROUP BY lane ORDER BY lane`,
    )
    .all(before);
}

export function countWaiting(db: Database): number {
  return db
    .query<{ n: number }, []>(
      "SELECT count(*) AS n FROM outbox_deliveries WHERE state IN ('waiting', 'claimed', 'unknown')",
    )
    .get()!.n;
}

/**
 * Deliveries that were due or taken up before a moment and have still not left, and those that were given up. A ticket's mail that was
 * given up is none of them: its ticket says so.
 */
export function countStuck(db: Database, before: string): number {
  return db
    .query<{ n: number }, { before: string }>(
      `SELECT count(*) AS n FROM outbox_deliveries
       WHERE (state = 'failed' AND lane NOT LIKE 'mail:%') OR (state IN ('waiting', 'unknown') AND due_at < $before)
          OR (state = 'claimed' AND claimed_at < $before)`,
    )
    .get({ before })!.n;
}
