import type { Database } from "bun:sqlite";

/** How far a folder of a server is taken in. UIDs mean something only together with `uidvalidity`. */
export type Cursor = { uidvalidity: number; last_uid: number; reconciled_at: string | null };

export function findCursor(db: Database, mailboxId: number, folder: string): Cursor | null {
  return db
    .query<Cursor, [number, string]>(
      "SELECT uidvalidity, last_uid, reconciled_at FROM imap_cursors WHERE mailbox_id = ? AND folder = ?",
    )
    .get(mailboxId, folder);
}

/** Begins a folder, also again when the server counts anew. */
export function beginCursor(db: Database, mailboxId: number, folder: string, uidvalidity: number): void {
  db.query<null, [number, string, number]>(
    `INSERT INTO imap_cursors (mailbox_id, folder, uidvalidity) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET uidvalidity = excluded.uidvalidity, last_uid = 0, reconciled_at = NULL`,
  ).run(mailboxId, folder, uidvalidity);
}

/** Never goes back. */
export function moveCursor(db: Database, mailboxId: number, folder: string, uid: number): void {
  db.query<null, [number, number, string]>(
    "UPDATE imap_cursors SET last_uid = max(last_uid, ?) WHERE mailbox_id = ? AND folder = ?",
  ).run(uid, mailboxId, folder);
}

export function markReconciled(db: Database, mailboxId: number, folder: string, at: string): void {
  db.query<null, [string, number, string]>(
    "UPDATE imap_cursors SET reconciled_at = ? WHERE mailbox_id = ? AND folder = ?",
  ).run(at, mailboxId, folder);
}
