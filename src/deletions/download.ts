import type { Database } from "bun:sqlite";
import { attachmentNamed } from "#src/http/attachment.ts";
import { Problem } from "#src/problem.ts";
import { streamOf } from "#src/storage/blobs.ts";
import type { EvidenceFile } from "./evidence.ts";
import { isShowable } from "./evidence-type.ts";

type Answering = { headers: Record<string, string | number> };

/**
 * A file as it came, under its real name. Pictures and PDF may be shown, in a sandbox and as what their bytes are; anything else is
 * only handed over, so that nothing somebody uploaded ever runs as a page of ours.
 */
export function evidenceAnswer(db: Database, file: EvidenceFile, show: boolean, set: Answering): Response {
  if (file.blob_id === null) throw new Problem("not-found", removed);
  const inline = show && isShowable(file.type);
  set.headers["content-security-policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox";
  set.headers["x-content-type-options"] = "nosniff";
  set.headers["content-type"] = inline ? file.type : "application/octet-stream";
  set.headers["content-disposition"] = attachmentNamed(file.name, inline);
  set.headers["content-length"] = String(file.size);
  return new Response(streamOf(db, file.blob_id));
}

const removed = {
  de: "Diese Datei wurde entfernt. Ihr Prüfwert und der Grund stehen beim Nachweis.",
  en: "This file was removed. Its digest and the reason stand with the record.",
};
