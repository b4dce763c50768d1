import type { Database } from "bun:sqlite";
import type { Subscriber } from "./subscriber.ts";

/** An update on its way: `after_id` is the last subscriber who has it in the outbox. */
export type Fanout = { update_id: number; notice_id: number; after_id: number; published_at: string };

export function beginFanout(db: Database, updateId: number): void {
  db.query<null, [number]>("INSERT INTO notice_fanouts (update_id) VALUES (?) ON CONFLICT DO NOTHING").run(updateId);
}

export function nextFanout(db: Database): Fanout | null {
  return db
    .query<Fanout, []>(
      `SELECT f.update_id, u.notice_id, f.after_id, u.at AS published_at
       FROM notice_fanouts f JOIN notice_updates u ON u.id = f.update_id
       WHERE f.finished_at IS NULL ORDER BY f.update_id LIMIT 1`,
    )
    .get();
}

const wanted = `confirmed_at IS NOT NULL AND quarantined_at IS NULL
  AND (wants_all = 1 OR $components = '[]' OR EXISTS (
    SELECT 1 FROM subscriber_components c WHERE c.subscriber_id = s.id
      AND c.component_id IN (SELECT value FROM json_each($components))))`;

export type Receiver = Pick<Subscriber, "id" | "address" | "language" | "salt">;

/** The next subscribers who want to hear of these components and were there when it was said. */
export function nextReceivers(db: Database, fanout: Fanout, components: readonly number[], limit: number): Receiver[] {
  return db
    .query<Receiver, { after: number; at: string; components: string; limit: number }>(
      `SELECT id, address, language, salt FROM subscribers s
       WHERE id > $after AND confirmed_at <= $at AND ${wanted} ORDER BY id LIMIT $limit`,
    )
    .all({ after: fanout.after_id, at: fanout.published_at, components: JSON.stringify(components), limit });
}

/** To how many people something of these components goes; of no component in particular to everybody. */
export function countReceivers(db: Database, components: readonly number[]): number {
  return db
    .query<{ n: number }, { components: string }>(`SELECT count(*) AS n FROM subscribers s WHERE ${wanted}`)
    .get({ components: JSON.stringify(components) })!.n;
}

export function advance(db: Database, updateId: number, afterId: number): void {
  db.query<null, [number, number]>("UPDATE notice_fanouts SET after_id = ? WHERE update_id = ?").run(afterId, updateId);
}

export function finishFanout(db: Database, updateId: number, at: string): void {
  db.query<null, [string, number]>("UPDATE notice_fanouts SET finished_at = ? WHERE update_id = ?").run(at, updateId);
}

/** False when that subscriber has that update already. */
export function insertDelivery(db: Database, updateId: number, subscriberId: number, at: string): boolean {
  return (
    db
      .query<null, [number, number, string]>(
        `INSERT INTO notice_deliveries (update_id, subscriber_id, queued_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .run(updateId, subscriberId, at).changes === 1
  );
}

/** Which updates a subscriber was sent. */
export function updatesSentTo(db: Database, subscriberId: number): number[] {
  const rows = db.query<{ update_id: number }, [number]>(
    "SELECT update_id FROM notice_deliveries WHERE subscriber_id = ?",
  );
  return rows.all(subscriberId).map(({ update_id }) => update_id);
}

/** `state` as the outbox says it; null when it has left and was forgotten. */
export type DeliveryLine = {
  update_id: number;
  address: string;
  queued_at: string;
  state: string | null;
  error: string | null;
};

/** Who was sent an update, the newest update first. */
export function deliveriesOf(db: Database, noticeId: number, limit: number): DeliveryLine[] {
  return db
    .query<DeliveryLine, [number, number]>(
      `SELECT d.update_id, s.address, d.queued_at, o.state, o.last_error AS error
       FROM notice_deliveries d JOIN notice_updates u ON u.id = d.update_id JOIN subscribers s ON s.id = d.subscriber_id
       LEFT JOIN outbox_deliveries o ON o.subject_key = 'notice ' || d.update_id || ' -> subscriber:' || d.subscriber_id
       WHERE u.notice_id = ? ORDER BY d.update_id DESC, s.id LIMIT ?`,
    )
    .all(noticeId, limit);
}

export type Progress = {
  update_id: number;
  queued: number;
  sent: number;
  waiting: number;
  failed: number;
  finished: boolean;
};

/** How far each update of a notice has gone. What the outbox has forgotten after a month had left. */
export function progressOf(db: Database, noticeId: number): Map<number, Progress> {
  const rows = db
    .query<Omit<Progress, "finished"> & { finished: 0 | 1 }, [number]>(
      `SELECT f.update_id, f.finished_at IS NOT NULL AS finished, count(d.subscriber_id) AS queued,
              coalesce(sum(d.subscriber_id IS NOT NULL AND coalesce(o.state, 'delivered') = 'delivered'), 0) AS sent,
              coalesce(sum(o.state IN ('waiting', 'claimed', 'unknown')), 0) AS waiting,
              coalesce(sum(o.state = 'failed'), 0) AS failed
       FROM notice_fanouts f JOIN notice_updates u ON u.id = f.update_id
       LEFT JOIN notice_deliveries d ON d.update_id = f.update_id
       LEFT JOIN outbox_deliveries o ON o.subject_key = 'notice ' || d.update_id || ' -> subscriber:' || d.subscriber_id
       WHERE u.notice_id = ? GROUP BY f.update_id`,
    )
    .all(noticeId);
  return new Map(rows.map((row) => [row.update_id, { ...row, finished: row.finished === 1 }]));
}
