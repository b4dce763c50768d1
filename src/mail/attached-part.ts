import type { Reading } from "./charset.ts";
import { decodeWords } from "./encoded-word.ts";
import type { Attachment } from "./mail.ts";
import { messageIdsIn } from "./message-id.ts";
import { readParameters } from "./parameters.ts";
import type { Part } from "./part.ts";
import { decodeTransfer, encodingNamed } from "./transfer-encoding.ts";

/** What the header of a leaf says, without touching its body. */
export type Label = Pick<Attachment, "filename" | "contentType" | "contentId" | "disposition" | "charset">;

export function labelOf({ fields, type }: Part, reading: Reading): Label {
  const disposition = readParameters(fields.last("content-disposition"), reading);
  const named =
    disposition.parameters.get("filename") ?? disposition.parameters.get("name") ?? type.parameters.get("name");
  return {
    filename: named?.trim() || null,
    contentType: type.value,
    contentId: messageIdsIn(decodeWords(fields.last("content-id") ?? "", reading))[0] ?? null,
    disposition: disposition.value || null,
    charset: type.parameters.get("charset") ?? null,
  };
}

/** The body of a leaf, its transfer encoding undone; a view into the mail where there was none. */
export const contentOf = ({ raw, fields, type, start, end }: Part): Buffer =>
  decodeTransfer(
    raw.subarray(start, end),
    encodingNamed(fields.last("content-transfer-encoding")),
    type.value.startsWith("text/"),
  );

/** Decodes when first asked, since most attachments are stored or passed over, not read. */
export class AttachedPart implements Attachment {
  readonly filename: string | null;
  readonly contentType: string;
  readonly contentId: string | null;
  readonly disposition: string | null;
  readonly charset: string | null;
  readonly #read: () => Uint8Array;
  #content: Uint8Array | undefined;
  #sha256: string | undefined;

  constructor(label: Label, read: () => Uint8Array) {
    this.filename = label.filename;
    this.contentType = label.contentType;
    this.contentId = label.contentId;
    this.disposition = label.disposition;
    this.charset = label.charset;
    this.#read = read;
  }

  get content(): Uint8Array {
    this.#content ??= this.#read();
    return this.#content;
  }

  get size(): number {
    return this.content.length;
  }

  get sha256(): string {
    this.#sha256 ??= new Bun.CryptoHasher("sha256").update(this.content).digest("hex");
    return this.#sha256;
  }
}
