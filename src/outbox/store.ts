import type { Database } from "bun:sqlite";

export type Delivery = { channel: string; subject_key: string; payload: string; due_at: string; created_at: string };

/** False when the same thing is already in the outbox: `subject_key` says what it is, so nothing is announced twice. */
export function enqueue(db: Database, delivery: Delivery): boolean {
  const { changes } = db
    .query<null, [Delivery]>(
      `INSERT INTO outbox_deliveries (channel, subject_key, payload, due_at, created_at)
       VALUES ($channel, $subject_key, $payload, $due_at, $created_at)
       ON CONFLICT (subject_key) DO NOTHING`,
    )
    .run(delivery);
  return changes === 1;
}

export function countWaiting(db: Database): number {
  return db
    .query<{ n: number }, []>("SELECT count(*) AS n FROM outbox_deliveries WHERE state IN ('waiting', 'claimed')")
    .get()!.n;
}

/** Deliveries that were due or taken up before a moment and have still not left, and those that were given up. */
export function countStuck(db: Database, before: string): number {
  return db
    .query<{ n: number }, { before: string }>(
      `SELECT count(*) AS n FROM outbox_deliveries
       WHERE state = 'failed' OR (state = 'waiting' AND due_at < $before) OR (state = 'claimed' AND claimed_at < $before)`,
    )
    .get({ before })!.n;
}
