import { decodeText, type Reading } from "./charset.ts";

/** A word of RFC 2047, still as bytes, or the bytes between two words. */
export type Piece = { charset: string | null; bytes: string };

const opening = /=\?([^?\s]{0,60})\?([bq])\?/gi;

/**
 * Cuts bytes at their encoded words. Words that follow each other with nothing but white space between and state the same
 * charset are one piece, since mailers cut in the middle of a character.
 */
export function cutAtWords(bytes: string): Piece[] {
  if (!bytes.includes("=?")) return [{ charset: null, bytes }];
  const pieces: Piece[] = [];
  let plainFrom = 0;
  opening.lastIndex = 0;
  for (let open = opening.exec(bytes); open; open = opening.exec(bytes)) {
    const end = bytes.indexOf("?=", opening.lastIndex);
    if (end < 0) break;
    const between = bytes.slice(plainFrom, open.index);
    const charset = open[1]!.replace(/\*.*/, "").toLowerCase();
    const word = wordBytes(open[2]!, bytes.slice(opening.lastIndex, end));
    const before = pieces.at(-1);
    if (before?.charset === charset && between.trim() === "") before.bytes += word;
    else {
      if (between !== "" && !(typeof before?.charset === "string" && between.trim() === ""))
        pieces.push({ charset: null, bytes: between });
      pieces.push({ charset, bytes: word });
    }
    plainFrom = end + 2;
    opening.lastIndex = plainFrom;
  }
  if (plainFrom < bytes.length) pieces.push({ charset: null, bytes: bytes.slice(plainFrom) });
  return pieces;
}

function wordBytes(encoding: string, text: string): string {
  if (/b/i.test(encoding)) return Buffer.from(text, "base64").toString("latin1");
  return text
    .replaceAll("_", " ")
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** What a header says, its encoded words and raw bytes read, on one line. */
export function decodeWords(bytes: string, reading: Reading): string {
  return cutAtWords(bytes)
    .map((piece) => decodePiece(piece, reading))
    .join("");
}

export function decodePiece({ charset, bytes }: Piece, reading: Reading): string {
  return onOneLine(isPlain(bytes, charset) ? bytes : decodeText(Buffer.from(bytes, "latin1"), charset, reading));
}

/** No byte that any charset could read differently: no escape, no shift, nothing above 126. */
const isPlain = (bytes: string, charset: string | null) =>
  (charset === null || /^(us-ascii|utf-8|iso-8859-|windows-125)/.test(charset)) && !/[^\x20-\x7d]/.test(bytes);

const onOneLine = (text: string) => (/[\r\n\0]/.test(text) ? text.replace(/[\r\n\0]+/g, " ") : text);
