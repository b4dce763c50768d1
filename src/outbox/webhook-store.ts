import type { Database } from "bun:sqlite";
import type { Webhook } from "./webhook.ts";

const columns = "id, address, kinds, secret, created_by, created_at, archived_at";

/** Those in use first, the newest on top. */
export function listWebhooks(db: Database): Webhook[] {
  return db.query<Webhook, []>(`SELECT ${columns} FROM webhooks ORDER BY archived_at IS NOT NULL, id DESC`).all();
}

export function findWebhook(db: Database, id: number): Webhook | null {
  return db.query<Webhook, [number]>(`SELECT ${columns} FROM webhooks WHERE id = ?`).get(id);
}

export function insertWebhook(db: Database, webhook: Omit<Webhook, "id" | "archived_at">): number {
  return db
    .query<{ id: number }, [Omit<Webhook, "id" | "archived_at">]>(
      `INSERT INTO webhooks (address, kinds, secret, created_by, created_at)
       VALUES ($address, $kinds, $secret, $created_by, $created_at) RETURNING id`,
    )
    .get(webhook)!.id;
}

/** False when there is no such webhook in use, or nothing changed. */
export function updateWebhook(db: Database, id: number, to: Pick<Webhook, "address" | "kinds">): boolean {
  return (
    db
      .query<null, { id: number; address: string; kinds: string }>(
        `UPDATE webhooks SET address = $address, kinds = $kinds
         WHERE id = $id AND archived_at IS NULL AND (address <> $address OR kinds <> $kinds)`,
      )
      .run({ ...to, id }).changes === 1
  );
}

export function updateSecret(db: Database, id: number, secret: string): boolean {
  return (
    db
      .query<null, [string, number]>("UPDATE webhooks SET secret = ? WHERE id = ? AND archived_at IS NULL")
      .run(secret, id).changes === 1
  );
}

export function archiveWebhook(db: Database, id: number, at: string): boolean {
  return (
    db
      .query<null, [string, number]>("UPDATE webhooks SET archived_at = ? WHERE id = ? AND archived_at IS NULL")
      .run(at, id).changes === 1
  );
}
