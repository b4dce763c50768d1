import type { Database } from "bun:sqlite";
import { existsSync, readFileSync } from "node:fs";
import { base64Forms } from "#src/inbox/erased-text.ts";
import { partsOf } from "#src/storage/blobs.ts";
import { needles } from "./erasure.ts";

/** In which forms a word may lie in a file. */
function formsOf(needle: string): Buffer[] {
  const written = [needle, needle[0]!.toUpperCase() + needle.slice(1), needle.toUpperCase()];
  return written.flatMap((word) => {
    const [utf8, wide] = [Buffer.from(word, "utf8"), Buffer.from(word, "utf16le")];
    const quoted = Buffer.from(word.replaceAll("@", "=40"), "utf8");
    const inAddress = Buffer.from(encodeURIComponent(word), "utf8");
    const big = Buffer.from(wide).swap16();
    return [
      utf8,
      wide,
      big,
      quoted,
      inAddress,
      ...base64Forms(utf8).map((form) => Buffer.from(form)),
      ...base64Forms(wide).map((form) => Buffer.from(form)),
    ];
  });
}

/** Where any of the words is found: in the raw bytes of the file and its log, in every blob and text decompressed, in what the index knows. */
export function foundIn(db: Database, path: string, words: readonly string[] = needles): string[] {
  const forms = words.map((word) => [word, formsOf(word)] as const);
  const found = new Set<string>();
  const look = (place: string, bytes: Buffer) => {
    for (const [word, all] of forms) if (all.some((form) => bytes.includes(form))) found.add(`${place}: ${word}`);
  };
  for (const end of ["", "-wal", "-journal"]) if (existsSync(path + end)) look(`file${end}`, readFileSync(path + end));
  for (const { id } of db.query<{ id: number }, []>("SELECT id FROM blobs").all())
    look("blob", Buffer.concat([...partsOf(db, id)]));
  for (const { text, rest } of db
    .query<{ text: Uint8Array; rest: Uint8Array | null }, []>("SELECT text, rest FROM message_texts")
    .all())
    for (const part of [text, rest]) if (part) look("text", Buffer.from(Bun.zstdDecompressSync(part)));
  for (const word of words)
    if (db.query("SELECT 1 FROM message_index WHERE message_index MATCH ?").get(`"${word}"`))
      found.add(`index: ${word}`);
  return [...found].sort();
}
