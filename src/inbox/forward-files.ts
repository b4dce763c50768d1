import type { Database } from "bun:sqlite";
import { cleanName } from "#src/deletions/evidence.ts";
import { Problem } from "#src/problem.ts";
import { discard, nameBlob, type Taken, takeIn } from "#src/storage/blobs.ts";
import { bytesOf } from "./file-answer.ts";
import type { AttachmentRow, MessageRow } from "./message.ts";
import type { OutgoingFile } from "./outgoing-message.ts";
import { readMailPart } from "./reading/read.ts";

/** A file that is passed on: its bytes lie in a blob, or were just taken out of the raw mail. */
export type ForwardedFile = { file: AttachmentRow; taken: Taken | null };

const mostBytes = 100 * 1024 * 1024;

/** Takes the files of a message out of its raw mail, one after the other. `discard` what was taken and not named. */
export async function filesToForward(
  db: Database,
  wanted: readonly { file: AttachmentRow; message: MessageRow }[],
  at: Date,
): Promise<ForwardedFile[]> {
  const files: ForwardedFile[] = [];
  for (const { file, message } of wanted) files.push({ file, taken: await takenOut(db, file, message, at) });
  return files;
}

async function takenOut(db: Database, file: AttachmentRow, message: MessageRow, at: Date): Promise<Taken | null> {
  if (file.blob_id !== null) return null;
  if (message.raw_blob_id === null) throw new Problem("conflict", gone(file.filename));
  const raw = await bytesOf(db, message.raw_blob_id);
  const part = await readMailPart(raw, { what: "attachment", part: file.part });
  if ("trouble" in part) throw new Problem("conflict", gone(file.filename));
  const { bytes } = part;
  return await takeIn(db, pieces(bytes), { at, mostBytes });
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 262_144) yield bytes.subarray(from, from + 262_144);
}

/** As it goes out. Call it inside the transaction that writes the mail. */
export function namedFile(db: Database, { file, taken }: ForwardedFile): OutgoingFile {
  const { filename, content_type, size, sha256, blob_id } = file;
  const about = { filename: cleanName(filename), content_type };
  if (taken === null) return { ...about, size, sha256, blob_id: blob_id! };
  return { ...about, size: taken.size, sha256: taken.sha256, blob_id: nameBlob(db, taken) };
}

function gone(name: string) {
  return {
    de: `Die Datei «${cleanName(name)}» liess sich nicht aus der Mail holen. Lassen Sie sie weg, oder laden Sie sie selbst.`,
    en: `The file "${cleanName(name)}" could not be taken out of the mail. Leave it out, or load it yourself.`,
  };
}

/** What was taken out and went nowhere. */
export async function letGo(db: Database, files: readonly ForwardedFile[]): Promise<void> {
  await discard(
    db,
    files.flatMap(({ taken }) => (taken ? [taken.id] : [])),
  );
}
