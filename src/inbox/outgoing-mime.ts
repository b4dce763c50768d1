import type { Database } from "bun:sqlite";
import { compose, type OutgoingContent } from "#src/mail/compose.ts";
import { discard, nameBlob, type Packed, packed, partsOf, putBlob, takeIn } from "#src/storage/blobs.ts";
import { mailIdentity } from "./identity-store.ts";
import { contentOf, type OutgoingRow } from "./outgoing-mail.ts";
import { type MadeMime, setMime, sizeOfBlob } from "./outgoing-store.ts";

/** Mail without attachments is held and stored in one short transaction; more is stored as it is made. */
const held = 256 * 1024;

const mostBytes = 200 * 1024 * 1024;

export type Mime = { blob_id: number; size: number };

/** The bytes of a mail: made and stored once, then the same for every attempt and for the copy in Sent. */
export async function mimeOf(db: Database, mail: OutgoingRow, at: Date): Promise<Mime> {
  if (mail.blob_id !== null) return { blob_id: mail.blob_id, size: sizeOfBlob(db, mail.blob_id) };
  const content = contentOf(mail);
  const isShort = content.attachments.length === 0 && content.text.length + (content.html?.length ?? 0) < held;
  if (!isShort) return await madeInPieces(db, mail, sourceOf(db, mail, content), at);
  const bytes = await bytesOfShort(db, mail, content);
  const blob_id = db.transaction(() => putMime(db, mail, bytes, at)).immediate();
  return { blob_id, size: bytes.size };
}

type Source = AsyncIterable<Uint8Array>;

function sourceOf(db: Database, { mail_id, automatic }: Head, content: OutgoingContent): Source {
  const { install } = mailIdentity(db);
  return compose({ content, mail_id, automatic, install, bytesOf: (blobId) => bytesOf(db, blobId) });
}

type Head = Pick<OutgoingRow, "mail_id" | "automatic">;

/** A mail without attachments, ready to be put by `putMime`. */
export async function bytesOfShort(db: Database, head: Head, content: OutgoingContent): Promise<Packed> {
  return packed(await joined(sourceOf(db, head, content)));
}

/** Gives a mail its bytes and says which blob they are. Call it inside a transaction. */
export function putMime(db: Database, mail: Pick<OutgoingRow, "id" | "message_id">, bytes: Packed, at: Date): number {
  const id = putBlob(db, bytes, at);
  setMime(db, mail, { ...bytes, id });
  return id;
}

async function madeInPieces(db: Database, mail: OutgoingRow, source: Source, at: Date): Promise<Mime> {
  const taken = await takeIn(db, source, { at, mostBytes });
  const made = db
    .transaction((): MadeMime => {
      const blob = { ...taken, id: nameBlob(db, taken) };
      setMime(db, mail, blob);
      return blob;
    })
    .immediate();
  if (made.id !== taken.id) await discard(db, [taken.id]);
  return { blob_id: made.id, size: made.size };
}

/** Piece by piece, and others have their turn in between. */
export async function* bytesOf(db: Database, blobId: number): AsyncGenerator<Uint8Array> {
  let first = true;
  for (const part of partsOf(db, blobId)) {
    if (!first) await Bun.sleep(0);
    first = false;
    yield part;
  }
}

export async function joined(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
