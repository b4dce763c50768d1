import type { Database } from "bun:sqlite";

export type ImportState = "waiting" | "running" | "done" | "stopped" | "failed";

/** The history of a mailbox on its way in. `error` is a code of src/mail/imap-trouble.ts. */
export type ImportRow = {
  id: number;
  mailbox_id: number;
  source: "folder" | "mbox";
  folder: string | null;
  uidvalidity: number | null;
  file_name: string | null;
  blob_id: number | null;
  state: ImportState;
  /** Mails; null where it is not known before the end. */
  total: number | null;
  done: number;
  position: number;
  error: string | null;
  by: string;
  created_at: string;
  finished_at: string | null;
};

const columns =
  "id, mailbox_id, source, folder, uidvalidity, file_name, blob_id, state, total, done, position, error, by, created_at, finished_at";

type NewImport = Pick<ImportRow, "mailbox_id" | "source" | "folder" | "file_name" | "blob_id" | "by" | "created_at">;

export function insertImport(db: Database, added: NewImport): number {
  return db
    .query<{ id: number }, [NewImport]>(
      `INSERT INTO mail_imports (mailbox_id, source, folder, file_name, blob_id, by, created_at)
       VALUES ($mailbox_id, $source, $folder, $file_name, $blob_id, $by, $created_at) RETURNING id`,
    )
    .get(added)!.id;
}

export function findImport(db: Database, id: number): ImportRow | null {
  return db.query<ImportRow, [number]>(`SELECT ${columns} FROM mail_imports WHERE id = ?`).get(id);
}

/** Imports with the size of their file (null: none, or it is over), the newest first. */
export function listImports(db: Database, mailboxId: number): (ImportRow & { size: number | null })[] {
  return db
    .query<ImportRow & { size: number | null }, [number]>(
      `SELECT ${columns}, (SELECT size FROM blobs WHERE blobs.id = blob_id) AS size FROM mail_imports
       WHERE mailbox_id = ? ORDER BY id DESC`,
    )
    .all(mailboxId);
}

/** The one whose turn it is: one at a time. */
export function nextImport(db: Database): ImportRow | null {
  return db
    .query<ImportRow, []>(
      `SELECT ${columns} FROM mail_imports WHERE state IN ('waiting', 'running') ORDER BY state = 'waiting', id LIMIT 1`,
    )
    .get();
}

export function isImporting(db: Database, mailboxId: number): boolean {
  return (
    db
      .query("SELECT 1 FROM mail_imports WHERE mailbox_id = ? AND state IN ('waiting', 'running') LIMIT 1")
      .get(mailboxId) !== null
  );
}

type Begun = { id: number; uidvalidity: number | null; position: number; total: number | null };

/** Forgets the error of an earlier try. */
export function beginImport(db: Database, begun: Begun): void {
  db.query<null, [Begun]>(
    `UPDATE mail_imports SET state = 'running', error = NULL, uidvalidity = $uidvalidity, position = $position, total = $total
     WHERE id = $id AND state IN ('waiting', 'running')`,
  ).run(begun);
}

/** One mail more, up to here. */
export function moveImport(db: Database, id: number, position: number): void {
  db.query<null, [number, number]>("UPDATE mail_imports SET done = done + 1, position = ? WHERE id = ?").run(
    position,
    id,
  );
}

export function noteImportError(db: Database, id: number, error: string): void {
  db.query<null, [string, number]>("UPDATE mail_imports SET error = ? WHERE id = ?").run(error, id);
}

/** False when it was over already. The file is no longer referred to. */
export function endImport(db: Database, id: number, state: "done" | "stopped" | "failed", at: string): boolean {
  return (
    db
      .query<null, [string, string, number]>(
        `UPDATE mail_imports SET state = ?, finished_at = ?, blob_id = NULL WHERE id = ? AND state IN ('waiting', 'running')`,
      )
      .run(state, at, id).changes === 1
  );
}

export function isImportingAnywhere(db: Database): boolean {
  return db.query("SELECT 1 FROM mail_imports WHERE state IN ('waiting', 'running') LIMIT 1").get() !== null;
}
