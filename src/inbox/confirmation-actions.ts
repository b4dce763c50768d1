import type { Database } from "bun:sqlite";
import { type Confirmation, fileConfirmation } from "#src/deletions/confirming-actions.ts";
import { cleanName } from "#src/deletions/evidence.ts";
import type { Brought, Held } from "#src/deletions/evidence-actions.ts";
import { sniffedType } from "#src/deletions/evidence-type.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { findSystem } from "#src/services/store.ts";
import { bytesOf, discard, takeIn } from "#src/storage/blobs.ts";
import type { AttachmentRow, MessageRow } from "./message.ts";
import { attachmentsOf } from "./message-store.ts";
import { readMailPart } from "./reading/read.ts";
import { linkTicket } from "./subject-actions.ts";
import { messageFor } from "./ticket-access.ts";
import { tell } from "./ticket-actions.ts";

export type Chosen = Confirmation & {
  system: string;
  level: "confirmation" | "certificate";
  /** The raw message too, as it came. */
  raw: boolean;
  /** Numbers of its attachments. */
  files: readonly number[];
};

/**
 * Makes a message the provider's confirmation of a deletion: the raw mail and the chosen files become evidence with their digests. They are
 * read and stored before, the change itself is one transaction. Gives the record; null where there is none yet.
 */
export async function fileAsConfirmation(
  db: Database,
  messageId: number,
  chosen: Chosen,
  done: Done,
): Promise<number | null> {
  const { message } = messageFor(db, messageId, done.by);
  if (message.kind !== "in" || message.raw_blob_id === null) throw new Problem("conflict", notAMail);
  const files = attachmentsOf(db, messageId).filter(({ id }) => chosen.files.includes(id));
  const brought: Brought[] = [];
  try {
    for (const file of files) brought.push(await taken(db, message, file, done.at));
    return filed(db, messageId, chosen, brought, done);
  } finally {
    await discard(
      db,
      brought.map(({ taken: { id } }) => id),
    );
  }
}

function filed(db: Database, messageId: number, chosen: Chosen, brought: Brought[], done: Done): number | null {
  const { system, level, raw } = chosen;
  return db
    .transaction(() => {
      const { message, ticket } = messageFor(db, messageId, done.by); // again: reading the files took time
      const held = raw ? [rawFile(message, brought.length > 0 ? "confirmation" : level)] : [];
      linkTicket(db, ticket.id, `system:${system}`, done);
      const number = fileConfirmation(db, system, chosen, { supports: level, brought, pending: [], held }, done);
      tell(db, ticket.id, "ticket.confirmed", done, { system: findSystem(db, system)!.name, record: number });
      return number;
    })
    .immediate();
}

function rawFile(message: MessageRow, supports: Chosen["level"]): Held {
  return {
    supports,
    name: `nachricht-${message.id}.eml`,
    type: "message/rfc822",
    size: message.size,
    sha256: message.raw_sha256!,
    blob_id: message.raw_blob_id!,
  };
}

async function taken(db: Database, message: MessageRow, file: AttachmentRow, at: Date): Promise<Brought> {
  const bytes = await bytesIn(db, message, file);
  const source = (async function* () {
    yield bytes;
  })();
  const stored = await takeIn(db, source, { at, mostBytes: bytes.byteLength });
  return { name: cleanName(file.filename), type: sniffedType(stored.head), taken: stored };
}

async function bytesIn(db: Database, message: MessageRow, { blob_id, part }: AttachmentRow): Promise<Uint8Array> {
  if (blob_id !== null) return bytesOf(db, blob_id);
  const raw = bytesOf(db, message.raw_blob_id!);
  const read = await readMailPart(raw, { what: "attachment", part });
  if ("trouble" in read) throw new Problem("conflict", unreadable);
  return read.bytes;
}

const notAMail = {
  de: "Nur eine Mail von aussen kann eine Löschung bestätigen.",
  en: "Only a mail from outside can confirm a deletion.",
};
const unreadable = {
  de: "Eine der Dateien liess sich nicht lesen. Wählen Sie die Nachricht als Ganzes; die Datei steckt darin.",
  en: "One of the files could not be read. Choose the message as a whole; the file is in it.",
};
