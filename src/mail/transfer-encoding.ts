/** The bytes of a body with its transfer encoding undone; the same memory where nothing had to be. Reads on through what is broken. */
export function decodeTransfer(raw: Buffer, encoding: string): Buffer {
  if (encoding === "base64") return decodeBase64(raw);
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

/**
 * Mail servers append footers behind encoded text, and some mailers encode in pieces, each with its padding. So: decode piece by
 * piece, and keep as it is what stands behind the first line that cannot be Base64 but reads as words.
 */
function decodeBase64(raw: Buffer): Buffer {
  const text = raw.toString("latin1");
  const words = wordsFrom(text);
  const encoded = words < 0 ? text : text.slice(0, words);
  const pieces = /=[\s=]*[^\s=]/.test(encoded) ? encoded.split(/(?<==)[\s=]*(?=[^\s=])/) : [encoded];
  const decoded: Buffer[] = pieces.map((piece) => Buffer.from(/[^A-Za-z0-9+/\s=]/.test(piece) ? piece.replace(/[^A-Za-z0-9+/]/g, "") : piece, "base64"));
  if (words >= 0) decoded.push(raw.subarray(words));
  return decoded.length === 1 ? decoded[0]! : Buffer.concat(decoded);
}

/** Where a line begins that holds a space or punctuation between words, as encoded lines never do; -1 for nowhere. */
function wordsFrom(text: string): number {
  const words = /(?:^|\n)(?![A-Za-z0-9+/=\s]*(?:\r?\n|$))[^\n]*[A-Za-z]{2,}[,.:;]? +[A-Za-z(]{2,}/.exec(text);
  if (!words) return -1;
  const start = words[0].startsWith("\n") ? words.index + 1 : words.index;
  return start;
}

function decodeQuotedPrintable(raw: Buffer): Buffer {
  let equals = raw.indexOf(0x3d);
  if (equals < 0) return raw;
  const found = Buffer.allocUnsafe(raw.length);
  let size = 0;
  let from = 0;
  while (equals >= 0) {
    size += raw.copy(found, size, from, equals);
    const byte = (hex[raw[equals + 1] ?? 0]! << 4) | hex[raw[equals + 2] ?? 0]!;
    const soft = byte < 0 ? softBreakEnd(raw, equals + 1) : -1;
    if (byte >= 0) found[size++] = byte;
    else if (soft < 0) found[size++] = 0x3d;
    from = byte >= 0 ? equals + 3 : soft < 0 ? equals + 1 : soft;
    equals = raw.indexOf(0x3d, from);
  }
  size += raw.copy(found, size, from);
  return found.subarray(0, size);
}

/** Value of a hex digit by its code, a negative number for what is none. */
const hex = new Int32Array(256).fill(-256);
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

/** What stands between "begin 644 name" and "end"; null when there is no such block. */
export function decodeUu(raw: Buffer): Buffer | null {
  const lines = raw.toString("latin1").split(/\r?\n/);
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} \S/.test(line));
  if (begin < 0) return null;
  const decoded: Buffer[] = [];
  for (let at = begin + 1; at < lines.length && lines[at] !== "end"; at++) decoded.push(uuLine(lines[at]!));
  return Buffer.concat(decoded);
}

function uuLine(line: string): Buffer {
  const value = (at: number) => (line.charCodeAt(at) - 32) & 63 || 0;
  const size = line === "" ? 0 : value(0);
  const bytes = Buffer.alloc(Math.ceil(size / 3) * 3);
  for (let group = 0; group * 3 < size; group++) {
    const [a, b, c, d] = [1, 2, 3, 4].map((offset) => value(group * 4 + offset)) as [number, number, number, number];
    bytes.set([(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d], group * 3);
  }
  return bytes.subarray(0, size);
}
