import type { Database } from "bun:sqlite";
import { discard, takeIn } from "#src/storage/blobs.ts";
import type { MailFile, Prepared } from "./erase-message-actions.ts";
import { messagesFrom } from "./erased-message-store.ts";
import { mentionedInBytes, noteSaid, nothingSaid, type Said, withoutPerson } from "./erased-text.ts";
import type { ErasureRow, Person, Planned } from "./erasure.ts";
import { bytesOf } from "./file-answer.ts";
import { attachmentsOf, findMessage } from "./message-store.ts";
import { textOf, wholeTextOf } from "./message-text-store.ts";
import { readMailPart } from "./reading/read.ts";

type Preparing = { erasure: ErasureRow; person: Person; at: Date };

/** Everything of a message of somebody else that takes long: its files out of the raw mail, its text without the person. */
export async function prepared(db: Database, { message_id, own }: Planned, preparing: Preparing): Promise<Prepared> {
  const { erasure, person } = preparing;
  const ticket = findMessage(db, message_id)?.ticket_id ?? 0;
  const said = await saidBy(db, messagesFrom(db, ticket, person.addresses, erasure.until_message_id));
  const before = wholeTextOf(db, message_id);
  const text: string[] = [];
  for (const piece of piecesOf(before)) {
    text.push(withoutPerson(piece, person, { said, own: own === 1 }));
    await Bun.sleep(0);
  }
  return { files: await filesOf(db, message_id, preparing), before, text: text.join("") };
}

/** Files that were taken out and not used, because the message had to wait. */
export async function putBack(db: Database, { files }: Prepared): Promise<void> {
  await discard(
    db,
    files.flatMap(({ taken }) => taken?.id ?? []),
  );
}

async function saidBy(db: Database, messageIds: readonly number[]): Promise<Said> {
  const said = nothingSaid();
  for (const id of messageIds)
    for (const piece of piecesOf(textOf(db, id).text)) {
      noteSaid(piece, said);
      await Bun.sleep(0);
    }
  return said;
}

const pieceLength = 32 * 1024;

/** A long text in pieces that end with a line, so that nobody waits for all of it. */
function* piecesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const line = text.length - from <= pieceLength ? -1 : text.lastIndexOf("\n", from + pieceLength);
    const to = text.length - from <= pieceLength ? text.length : line > from ? line + 1 : from + pieceLength;
    yield text.slice(from, to);
    from = to;
  }
}

/** The files of a mail, taken out of its raw bytes by the worker that reads mail. What cannot be read goes. */
export async function filesOf(
  db: Database,
  messageId: number,
  { person, at }: Omit<Preparing, "erasure">,
): Promise<MailFile[]> {
  const raw = findMessage(db, messageId)?.raw_blob_id ?? null;
  const files: MailFile[] = [];
  for (const { id, part, blob_id } of attachmentsOf(db, messageId)) {
    const bytes = blob_id !== null ? await bytesOf(db, blob_id) : raw === null ? null : await takenOut(db, raw, part);
    const goes = bytes === null || (await isNamedIn(bytes, person));
    const taken = goes || blob_id !== null ? null : await takeIn(db, slices(bytes), { at, mostBytes: 1024 ** 3 });
    files.push({ attachment_id: id, goes, taken });
  }
  return files;
}

async function takenOut(db: Database, raw: number, part: number): Promise<Uint8Array | null> {
  const taken = await readMailPart(await bytesOf(db, raw), { what: "attachment", part });
  return "bytes" in taken ? taken.bytes : null;
}

const window = 512 * 1024;

/** Looked through in windows that overlap by more than an address is long. */
async function isNamedIn(bytes: Uint8Array, person: Person): Promise<boolean> {
  for (let from = 0; from < bytes.byteLength; from += window) {
    if (mentionedInBytes(bytes.subarray(from, from + window + 2048), person)) return true;
    await Bun.sleep(0);
  }
  return false;
}

async function* slices(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += 256 * 1024) {
    yield bytes.subarray(from, from + 256 * 1024);
    await Bun.sleep(0);
  }
}
