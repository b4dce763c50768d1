import type { Database } from "bun:sqlite";

/** The webhooks that may hear of a mailbox: none unless an owner said so. */
export function webhooksOf(db: Database, mailboxId: number): number[] {
  return db
    .query<{ webhook_id: number }, [number]>("SELECT webhook_id FROM mailbox_webhooks WHERE mailbox_id = ?")
    .all(mailboxId)
    .map(({ webhook_id }) => webhook_id);
}

/** Mostly none: asked before anything else is read. */
export function hearsOf(db: Database, mailboxId: number): boolean {
  return db.query("SELECT 1 FROM mailbox_webhooks WHERE mailbox_id = ? LIMIT 1").get(mailboxId) !== null;
}
