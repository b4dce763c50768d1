import type { Database } from "bun:sqlite";
import { cleanName } from "#src/deletions/evidence.ts";
import { isShowable, sniffedType } from "#src/deletions/evidence-type.ts";
import { attachmentNamed } from "#src/http/attachment.ts";
import { Problem } from "#src/problem.ts";
import { partsOf, streamOf } from "#src/storage/blobs.ts";
import { takePart } from "./mail-part.ts";
import type { AttachmentRow, MessageRow } from "./message.ts";

type Answering = { headers: Record<string, string | number> };

/** The raw mail as it came, or as it left. */
export function rawAnswer(db: Database, message: MessageRow, set: Answering): Response {
  if (message.raw_blob_id === null) throw gone;
  handedOver(set, `nachricht-${message.id}.eml`, message.size);
  return new Response(streamOf(db, message.raw_blob_id));
}

/** All of a long text. */
export function textAnswer(text: string, message: MessageRow, set: Answering): Response {
  const bytes = new TextEncoder().encode(text);
  handedOver(set, `nachricht-${message.id}.txt`, bytes.byteLength);
  return new Response(bytes);
}

/**
 * A file of a message, under its real name. Only what its first bytes say it is counts: pictures and PDF may be shown, everything else
 * is handed over, so that nothing somebody sent ever runs as a page of ours.
 */
export async function fileAnswer(
  db: Database,
  { file, message }: { file: AttachmentRow; message: MessageRow },
  show: boolean,
  set: Answering,
): Promise<Response> {
  const name = cleanName(file.filename);
  if (file.blob_id !== null) {
    const first = partsOf(db, file.blob_id).next().value ?? new Uint8Array();
    handedOver(set, name, file.size, show ? sniffedType(first.subarray(0, 8192)) : undefined);
    return new Response(streamOf(db, file.blob_id));
  }
  if (message.raw_blob_id === null) throw gone;
  const { content } = await takePart(await bytesOf(db, message.raw_blob_id), { want: "attachment", part: file.part });
  if (content === null) throw gone;
  handedOver(set, name, content.byteLength, show ? sniffedType(content.subarray(0, 8192)) : undefined);
  return new Response(content as Uint8Array<ArrayBuffer>);
}

/** A blob whole, with room for others between its pieces. */
export async function bytesOf(db: Database, blobId: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const part of partsOf(db, blobId)) {
    parts.push(part);
    if (parts.length % 8 === 0) await Bun.sleep(0);
  }
  return Buffer.concat(parts);
}

function handedOver(set: Answering, name: string, size: number, type?: string): void {
  const inline = type !== undefined && isShowable(type);
  set.headers["content-security-policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox";
  set.headers["x-content-type-options"] = "nosniff";
  set.headers["content-type"] = inline ? type : "application/octet-stream";
  set.headers["content-disposition"] = attachmentNamed(name, inline);
  set.headers["content-length"] = String(size);
}

const gone = new Problem("not-found", {
  de: "Die Bytes dieser Nachricht liegen nicht mehr hier.",
  en: "The bytes of this message no longer lie here.",
});
