import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { findSystemById } from "#src/services/store.ts";
import { todayAt } from "#src/settings/today.ts";
import { discard, nameBlob, releaseBlob, type Taken } from "#src/storage/blobs.ts";
import type { EvidenceFile, PendingFile, Supports } from "./evidence.ts";
import {
  deletePending,
  deletePendingBefore,
  evidenceOfSystem,
  findEvidence,
  findPending,
  insertEvidence,
  insertPending,
  markRemoved,
} from "./evidence-store.ts";
import { confirmOldData } from "./old-data-actions.ts";
import { answerRequests } from "./request-actions.ts";
import { tickByFile } from "./step-tick-actions.ts";
import { correctionOf, findRecord } from "./store.ts";

/** A file that has just come in: its bytes are stored, and have no name yet. */
export type Brought = { name: string; type: string; taken: Taken };

/** Bytes that lie in the file already, under their name: what came by mail. */
export type Held = Pick<EvidenceFile, "supports" | "name" | "type" | "size" | "sha256"> & { blob_id: number };

/** The files of one form: new ones, those that an earlier, refused form brought, and those that are held already. */
export type Files = {
  supports: Supports;
  brought: readonly Brought[];
  pending: readonly string[];
  held?: readonly Held[];
};

/** What files are evidence for: a record, or leaving a system while there is no record yet. */
type Subject = { system_id: number; record_id: number | null };

/** Adds files to a record. A confirmation also moves the old data to confirmed. */
export function addEvidence(db: Database, number: number, files: Files, done: Done): void {
  db.transaction(() => {
    const about = findRecord(db, number);
    if (!about) throw new Problem("not-found", noRecord);
    if (correctionOf(db, number) !== null) throw new Problem("conflict", wasCorrected);
    attachFiles(db, { system_id: about.system_id, record_id: number }, files, done);
    if (confirms(files)) confirmOldData(db, findSystemById(db, about.system_id)!, todayAt(db, done.at), done);
  }).immediate();
}

/** Adds files to the leaving of a system. They count for its record once there is one. */
export function addSystemEvidence(db: Database, systemId: number, files: Files, done: Done): void {
  db.transaction(() => attachFiles(db, { system_id: systemId, record_id: null }, files, done)).immediate();
}

/** True when a file comes with them that confirms the deletion. */
export function confirms({ supports, brought, pending, held = [] }: Files): boolean {
  const isConfirming = (one: Supports) => one === "confirmation" || one === "certificate";
  return (
    (brought.length + pending.length > 0 && isConfirming(supports)) || held.some((one) => isConfirming(one.supports))
  );
}

/** Writes the files and an entry for each. Call it inside the action's transaction. */
export function attachFiles(db: Database, subject: Subject, files: Files, done: Done): void {
  const { supports, brought, pending, held = [] } = files;
  for (const file of held) attach(db, subject, file, done);
  for (const { name, type, taken } of brought) {
    const { sha256, size } = taken;
    attach(db, subject, { supports, name, type, size, sha256, blob_id: nameBlob(db, taken) }, done);
  }
  for (const handle of pending) {
    const waiting = findPending(db, handle, done.by);
    if (!waiting) throw new Problem("conflict", waitedTooLong);
    const { name, type, size, sha256, blob_id } = waiting;
    deletePending(db, handle);
    attach(db, subject, { supports, name, type, size, sha256, blob_id }, done);
  }
}

type Attached = Pick<EvidenceFile, "supports" | "name" | "type" | "size" | "sha256" | "blob_id">;

/** The same bytes for the same point are there once, however often they are sent. */
function attach(db: Database, subject: Subject, file: Attached, done: Done): void {
  const isThere = evidenceOfSystem(db, subject.system_id).some(
    (one) =>
      one.record_id === subject.record_id &&
      one.supports === file.supports &&
      one.sha256 === file.sha256 &&
      one.removed_at === null,
  );
  if (isThere) return;
  const id = insertEvidence(db, { ...file, ...subject, uploaded_by: done.by, uploaded_at: done.at.toISOString() });
  const { supports, type, size, sha256, name } = file;
  const system = findSystemById(db, subject.system_id)!;
  record(db, {
    ...done,
    what: "evidence.added",
    about: aboutOf(db, subject),
    facts: { evidence: id, supports, type, size, sha256 },
    words: { name },
    reported_on: todayAt(db, done.at),
  });
  tickByFile(db, system, { id, supports }, done);
  if (supports === "confirmation" || supports === "certificate") answerRequests(db, system.id, done);
}

function aboutOf(db: Database, { record_id, system_id }: Subject): string {
  return record_id === null ? `system:${findSystemById(db, system_id)!.slug}` : `deletion:${record_id}`;
}

/** Takes a file away for good: its digest and the reason stay, its bytes go unless something else uses them. */
export async function removeEvidence(db: Database, id: number, reason: string, done: Done): Promise<EvidenceFile> {
  const file = findEvidence(db, id);
  if (!file) throw new Problem("not-found", noFile);
  db.transaction(() => {
    if (!markRemoved(db, { id, by: done.by, at: done.at.toISOString(), reason }))
      throw new Problem("conflict", removedAlready);
    record(db, {
      ...done,
      what: "evidence.removed",
      about: aboutOf(db, file),
      facts: { evidence: id, sha256: file.sha256 },
      words: { reason },
      reported_on: todayAt(db, done.at),
    });
    if (file.blob_id !== null) releaseBlob(db, file.blob_id);
  }).immediate();
  if (file.blob_id !== null) await discard(db, [file.blob_id]);
  return file;
}

/** Keeps the files of a refused form for a day, so that nobody has to send them again. Gives them, with those that waited already. */
export function keepPending(db: Database, { brought, pending }: Omit<Files, "supports">, done: Done): PendingFile[] {
  return db
    .transaction(() => {
      const handles = brought.map(({ name, type, taken }) => {
        const handle = crypto.randomUUID();
        const uploaded = { uploaded_by: done.by, uploaded_at: done.at.toISOString() };
        insertPending(db, { handle, name, type, blob_id: nameBlob(db, taken), ...uploaded });
        return handle;
      });
      return [...pending, ...handles].flatMap((handle) => findPending(db, handle, done.by) ?? []);
    })
    .immediate();
}

/** Lets go of files that waited for more than a day. */
export async function dropOldPending(db: Database, at: Date): Promise<void> {
  const before = new Date(at.getTime() - 86_400_000).toISOString();
  const blobs = db
    .transaction(() => {
      const dropped = [...new Set(deletePendingBefore(db, before))];
      for (const blob of dropped) releaseBlob(db, blob);
      return dropped;
    })
    .immediate();
  await discard(db, blobs);
}

const noRecord = { de: "Diesen Löschnachweis gibt es nicht.", en: "There is no such deletion record." };
const noFile = { de: "Diesen Beleg gibt es nicht.", en: "There is no such evidence." };
const wasCorrected = {
  de: "Dieser Nachweis wurde berichtigt. Ergänzen Sie den neueren.",
  en: "This record was corrected. Add to the newer one.",
};
const removedAlready = { de: "Dieser Beleg wurde schon entfernt.", en: "This evidence has already been removed." };
const waitedTooLong = {
  de: "Eine der hochgeladenen Dateien wartet nicht mehr. Laden Sie sie noch einmal hoch.",
  en: "One of the uploaded files is no longer waiting. Upload it again.",
};
