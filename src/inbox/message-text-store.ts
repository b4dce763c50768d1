import type { Database } from "bun:sqlite";

/** So much of a text is searched and shown at once; what comes after lies beside it. In characters. */
const searchedLength = 256 * 1024;

/** The part that is searched; a pair of surrogates is not cut through. */
export function searchedPart(text: string): string {
  if (text.length <= searchedLength) return text;
  const cut = /[\uD800-\uDBFF]/.test(text[searchedLength - 1]!) ? searchedLength - 1 : searchedLength;
  return text.slice(0, cut);
}

type Packed = { text: string; searched: Uint8Array; rest: Uint8Array | null };

let ready: Packed | null = null;

/** Compresses a long text before the transaction that will insert it, so that nobody waits for that. */
export function readyText(text: string): void {
  ready = text.length > searchedLength ? packedText(text) : null;
}

/** `text` must be well-formed. */
export function insertText(db: Database, messageId: number, text: string): void {
  const { searched, rest } = ready?.text === text ? ready : packedText(text);
  ready = null;
  db.query<null, [number, Uint8Array, Uint8Array | null]>(
    "INSERT INTO message_texts (message_id, text, rest) VALUES (?, ?, ?)",
  ).run(messageId, searched, rest);
}

function packedText(text: string): Packed {
  const searched = searchedPart(text);
  const rest = searched.length < text.length ? packed(text.slice(searched.length)) : null;
  return { text, searched: packed(searched), rest };
}

/** Its text as far as it is searched; `whole` is false when there is more. */
export function textOf(db: Database, messageId: number): { text: string; whole: boolean } {
  const row = db
    .query<{ text: Uint8Array; whole: 0 | 1 }, [number]>(
      "SELECT text, rest IS NULL AS whole FROM message_texts WHERE message_id = ?",
    )
    .get(messageId);
  return row ? { text: unpacked(row.text), whole: row.whole === 1 } : { text: "", whole: true };
}

export function wholeTextOf(db: Database, messageId: number): string {
  const row = db
    .query<{ text: Uint8Array; rest: Uint8Array | null }, [number]>(
      "SELECT text, rest FROM message_texts WHERE message_id = ?",
    )
    .get(messageId);
  if (row === null) return "";
  return unpacked(row.text) + (row.rest ? unpacked(row.rest) : "");
}

function packed(text: string): Uint8Array {
  return Bun.zstdCompressSync(text);
}

const decoder = new TextDecoder();

function unpacked(bytes: Uint8Array): string {
  return decoder.decode(Bun.zstdDecompressSync(bytes));
}
