import type { Database } from "bun:sqlite";
import type { EvidenceFile, PendingFile } from "./evidence.ts";

const columns = `id, system_id, record_id, supports, name, type, size, sha256, blob_id, uploaded_by, uploaded_at, removed_by,
  removed_at, removed_reason`;

/** Every file, removed ones too, in the order they came. */
export function listEvidence(db: Database): EvidenceFile[] {
  return db.query<EvidenceFile, []>(`SELECT ${columns} FROM evidence_files ORDER BY id`).all();
}

export function evidenceOfSystem(db: Database, systemId: number): EvidenceFile[] {
  return db
    .query<EvidenceFile, [number]>(`SELECT ${columns} FROM evidence_files WHERE system_id = ? ORDER BY id`)
    .all(systemId);
}

export function findEvidence(db: Database, id: number): EvidenceFile | null {
  return db.query<EvidenceFile, [number]>(`SELECT ${columns} FROM evidence_files WHERE id = ?`).get(id);
}

type NewEvidence = Omit<EvidenceFile, "id" | "removed_by" | "removed_at" | "removed_reason">;

export function insertEvidence(db: Database, file: NewEvidence): number {
  return db
    .query<{ id: number }, [NewEvidence]>(
      `INSERT INTO evidence_files (system_id, record_id, supports, name, type, size, sha256, blob_id, uploaded_by, uploaded_at)
       VALUES ($system_id, $record_id, $supports, $name, $type, $size, $sha256, $blob_id, $uploaded_by, $uploaded_at) RETURNING id`,
    )
    .get(file)!.id;
}

type Removal = { id: number; by: string; at: string; reason: string };

/** False when it was removed before. Its digest stays, its blob is no longer referred to. */
export function markRemoved(db: Database, removal: Removal): boolean {
  const { changes } = db
    .query<null, [Removal]>(
      `UPDATE evidence_files SET removed_by = $by, removed_at = $at, removed_reason = $reason, blob_id = NULL
       WHERE id = $id AND removed_at IS NULL`,
    )
    .run(removal);
  return changes === 1;
}

const pendingColumns = "handle, name, type, size, blob_id, sha256, uploaded_by";

/** A waiting file of this person; nobody else's. */
export function findPending(db: Database, handle: string, by: string): PendingFile | null {
  return db
    .query<PendingFile, [string, string]>(
      `SELECT ${pendingColumns} FROM pending_files JOIN blobs ON blobs.id = blob_id WHERE handle = ? AND uploaded_by = ?`,
    )
    .get(handle, by);
}

type NewPending = Pick<PendingFile, "handle" | "name" | "type" | "blob_id" | "uploaded_by"> & { uploaded_at: string };

export function insertPending(db: Database, file: NewPending): void {
  db.query<null, [NewPending]>(
    `INSERT INTO pending_files (handle, name, type, blob_id, uploaded_by, uploaded_at)
     VALUES ($handle, $name, $type, $blob_id, $uploaded_by, $uploaded_at)`,
  ).run(file);
}

export function deletePending(db: Database, handle: string): void {
  db.query<null, [string]>("DELETE FROM pending_files WHERE handle = ?").run(handle);
}

/** Removes what waited since before a moment, and gives the blobs it referred to. */
export function deletePendingBefore(db: Database, at: string): number[] {
  return db
    .query<{ blob_id: number }, [string]>("DELETE FROM pending_files WHERE uploaded_at < ? RETURNING blob_id")
    .all(at)
    .map(({ blob_id }) => blob_id);
}
