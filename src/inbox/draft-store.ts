import type { Database } from "bun:sqlite";
import type { Fields } from "#src/http/form.ts";

export type DraftFile = { id: number; name: string; type: string; size: number; sha256: string; blob_id: number };
export type Draft = { id: number; fields: Fields; updated_at: string; files: DraftFile[] };

/** What somebody is writing at a ticket; `newTicketDesk` for a new one. */
export type Desk = { person_id: number; ticket_id: number };

export const newTicketDesk = 0;

export function findDraft(db: Database, { person_id, ticket_id }: Desk): Draft | null {
  const row = db
    .query<{ id: number; fields: string; updated_at: string }, [number, number]>(
      "SELECT id, fields, updated_at FROM ticket_drafts WHERE person_id = ? AND ticket_id = ?",
    )
    .get(person_id, ticket_id);
  return row && { ...row, fields: JSON.parse(row.fields) as Fields, files: filesOf(db, row.id) };
}

function filesOf(db: Database, draftId: number): DraftFile[] {
  return db
    .query<DraftFile, [number]>(
      "SELECT id, name, type, size, sha256, blob_id FROM draft_files WHERE draft_id = ? ORDER BY id",
    )
    .all(draftId);
}

/** Gives its id. */
export function saveDraft(db: Database, { person_id, ticket_id }: Desk, fields: Fields, at: string): number {
  return db
    .query<{ id: number }, [number, number, string, string]>(
      `INSERT INTO ticket_drafts (person_id, ticket_id, fields, updated_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (person_id, ticket_id) DO UPDATE SET fields = excluded.fields, updated_at = excluded.updated_at
       RETURNING id`,
    )
    .get(person_id, ticket_id, JSON.stringify(fields), at)!.id;
}

export function insertDraftFile(db: Database, draftId: number, file: Omit<DraftFile, "id">): void {
  db.query<null, [number, string, string, number, string, number]>(
    "INSERT INTO draft_files (draft_id, name, type, size, sha256, blob_id) VALUES (?, ?, ?, ?, ?, ?)",
  ).run(draftId, file.name, file.type, file.size, file.sha256, file.blob_id);
}

/** Removes the files of a draft that are not among those to keep; gives their blobs. */
export function removeDraftFiles(db: Database, draftId: number, kept: readonly number[]): number[] {
  return db
    .query<{ blob_id: number }, [number, string]>(
      `DELETE FROM draft_files WHERE draft_id = ? AND id NOT IN (SELECT value FROM json_each(?)) RETURNING blob_id`,
    )
    .all(draftId, JSON.stringify(kept))
    .map(({ blob_id }) => blob_id);
}

/** Gives the blobs that its files were in. */
export function deleteDraft(db: Database, desk: Desk): number[] {
  const draft = findDraft(db, desk);
  if (draft === null) return [];
  const blobs = removeDraftFiles(db, draft.id, []);
  db.query<null, [number]>("DELETE FROM ticket_drafts WHERE id = ?").run(draft.id);
  return blobs;
}
