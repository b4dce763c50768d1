import type { Database } from "bun:sqlite";
import type { SavedReply } from "./saved-reply.ts";

const columns = "id, mailbox_id, title, text_de, text_en, used, used_at, changed_by, changed_at";

/** Those for every mailbox, and those of these. */
export function savedRepliesFor(db: Database, mailboxes: readonly number[]): SavedReply[] {
  return db
    .query<SavedReply, [string]>(
      `SELECT ${columns} FROM saved_replies
       WHERE mailbox_id IS NULL OR mailbox_id IN (SELECT value FROM json_each(?)) ORDER BY title COLLATE NOCASE, id`,
    )
    .all(JSON.stringify(mailboxes));
}

export function findSavedReply(db: Database, id: number): SavedReply | null {
  return db.query<SavedReply, [number]>(`SELECT ${columns} FROM saved_replies WHERE id = ?`).get(id);
}

export type SavedReplyText = Pick<
  SavedReply,
  "mailbox_id" | "title" | "text_de" | "text_en" | "changed_by" | "changed_at"
>;

export function insertSavedReply(db: Database, reply: SavedReplyText): number {
  return db
    .query<{ id: number }, [SavedReplyText]>(
      `INSERT INTO saved_replies (mailbox_id, title, text_de, text_en, changed_by, changed_at)
       VALUES ($mailbox_id, $title, $text_de, $text_en, $changed_by, $changed_at) RETURNING id`,
    )
    .get(reply)!.id;
}

export function updateSavedReply(db: Database, id: number, reply: SavedReplyText): void {
  db.query<null, [SavedReplyText & { id: number }]>(
    `UPDATE saved_replies SET mailbox_id = $mailbox_id, title = $title, text_de = $text_de, text_en = $text_en,
       changed_by = $changed_by, changed_at = $changed_at WHERE id = $id`,
  ).run({ ...reply, id });
}

export function deleteSavedReply(db: Database, id: number): void {
  db.query<null, [number]>("DELETE FROM saved_replies WHERE id = ?").run(id);
}

export function countUse(db: Database, id: number, at: string): void {
  db.query<null, [string, number]>("UPDATE saved_replies SET used = used + 1, used_at = ? WHERE id = ?").run(at, id);
}

/** Another of that title for the same mailbox, or for all. */
export function hasOtherOfTitle(db: Database, id: number, { mailbox_id, title }: SavedReplyText): boolean {
  const other = db.query<{ title: string }, [number | null, number]>(
    "SELECT title FROM saved_replies WHERE mailbox_id IS ? AND id <> ?",
  );
  const wanted = title.toLocaleLowerCase();
  return other.all(mailbox_id, id).some((one) => one.title.toLocaleLowerCase() === wanted);
}
