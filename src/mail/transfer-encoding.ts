import { decodeUu } from "./uuencode.ts";

/**
 * The bytes of a body with its transfer encoding undone; the same memory where nothing had to be. Reads on through what is broken.
 * `isText`: what servers appended behind encoded text belongs to it, while behind a file it would damage the file.
 */
export function decodeTransfer(raw: Buffer, encoding: string, isText: boolean): Buffer {
  if (encoding === "base64") return decodeBase64(raw, isText);
  if (encoding === "quoted-printable") return decodeQuotedPrintable(raw);
  if (/^(x-)?uu(e|encode|encoding)?$/.test(encoding)) return decodeUu(raw) ?? raw;
  return raw;
}

/** The first word of the header, whatever stands around it. */
export function encodingNamed(bytes: string | null): string {
  const word = /[a-z0-9-]+/i.exec((bytes ?? "").replace(/\([^)]*\)/g, ""))?.[0].toLowerCase() ?? "";
  if (/^(base-?64|b64|b)$/.test(word)) return "base64";
  return /^(quoted-?printable|qp|q)$/.test(word) ? "quoted-printable" : word;
}

/** Some mailers encode in pieces, each with its padding. What is not encoded at all stays as it is. */
function decodeBase64(raw: Buffer, isText: boolean): Buffer {
  const text = raw.toString("latin1");
  const words = wordsFrom(text);
  const encoded = words < 0 ? text : text.slice(0, words);
  if (words >= 0 && encoded.trim() === "") return raw;
  const decoded = encoded.split(/=+/).map(decodePiece);
  if (words >= 0 && isText) decoded.push(Buffer.from("\r\n"), raw.subarray(words));
  return decoded.length === 1 ? decoded[0]! : Buffer.concat(decoded);
}

const decodePiece = (piece: string): Buffer =>
  Buffer.from(/[^A-Za-z0-9+/\s]/.test(piece) ? piece.replace(/[^A-Za-z0-9+/]/g, "") : piece, "base64");

/** Where lines begin that read as words and cannot be Base64, with the rules drawn above them; -1 for nowhere. */
function wordsFrom(text: string): number {
  const words = /[A-Za-z]{2}[,.:;]? +[A-Za-z(]{2}/.exec(text);
  if (!words) return -1;
  const start = text.lastIndexOf("\n", words.index) + 1;
  const rules = /(?:(?<=\n)[^\nA-Za-z0-9+/=]+\n)*$/.exec(text.slice(Math.max(0, start - 1000), start))!;
  return start - rules[0].length;
}

function decodeQuotedPrintable(raw: Buffer): Buffer {
  if (!raw.includes(0x3d)) return raw;
  const found = Buffer.allocUnsafe(raw.length);
  let size = 0;
  for (let at = 0; at < raw.length; ) {
    const byte = raw[at] === 0x3d ? escapedByte(raw, at) : raw[at]!;
    if (byte < 0) at = softBreakEnd(raw, at + 1);
    else {
      found[size++] = byte;
      at += raw[at] === 0x3d && isHex(raw, at) ? 3 : 1;
    }
  }
  return found.subarray(0, size);
}

const isHex = (raw: Buffer, at: number): boolean => hex[raw[at + 1] ?? 0]! >= 0 && hex[raw[at + 2] ?? 0]! >= 0;

/** What "=C3" stands for; "=" itself where neither hex digits nor the end of a line follow, and negative at the end of a line. */
function escapedByte(raw: Buffer, at: number): number {
  if (isHex(raw, at)) return (hex[raw[at + 1]!]! << 4) | hex[raw[at + 2]!]!;
  return softBreakEnd(raw, at + 1) < 0 ? 0x3d : -1;
}

/** Value of a hex digit by its code, a negative number for what is none. */
const hex = new Int32Array(256).fill(-1);
for (let value = 0; value < 16; value++) {
  hex[value.toString(16).charCodeAt(0)] = value;
  hex[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/** Behind the line end that `=` hides, where only blanks stand between; -1 where it hides none. */
function softBreakEnd(raw: Buffer, start: number): number {
  let at = start;
  while (raw[at] === 0x20 || raw[at] === 0x09) at++;
  if (at >= raw.length) return at;
  if (raw[at] === 0x0a) return at + 1;
  if (raw[at] !== 0x0d) return -1;
  return raw[at + 1] === 0x0a ? at + 2 : at + 1;
}
