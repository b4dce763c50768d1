import type { Database } from "bun:sqlite";

/** So much of a text is searched and shown at once; what comes after lies beside it. In characters. */
export const searchedLength = 256 * 1024;

export function insertText(db: Database, messageId: number, text: string): void {
  const rest = text.length > searchedLength ? packed(text.slice(searchedLength)) : null;
  db.query<null, [number, Uint8Array, Uint8Array | null]>(
    "INSERT INTO message_texts (message_id, text, rest) VALUES (?, ?, ?)",
  ).run(messageId, packed(text.slice(0, searchedLength)), rest);
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

/** A lone surrogate, as cutting can leave one, would not survive UTF-8: it is stored as U+FFFD, nothing more. */
function packed(text: string): Uint8Array {
  return Bun.zstdCompressSync(text);
}

const decoder = new TextDecoder();

function unpacked(bytes: Uint8Array): string {
  return decoder.decode(Bun.zstdDecompressSync(bytes));
}
