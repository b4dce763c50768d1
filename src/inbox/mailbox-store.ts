import type { Database } from "bun:sqlite";
import type { MailboxRow } from "./mailbox.ts";

export type { MailboxRow } from "./mailbox.ts";

export function findMailbox(db: Database, id: number): MailboxRow | null {
  return db.query<MailboxRow, [number]>("SELECT * FROM mailboxes WHERE id = ?").get(id);
}

export function listMailboxes(db: Database): MailboxRow[] {
  return db.query<MailboxRow, []>("SELECT * FROM mailboxes ORDER BY id").all();
}
