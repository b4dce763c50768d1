/**
 * A second, much simpler reading of a mail, written apart from the one under test: what is in its leaves, as words. It knows only the plain
 * rules of RFC 2045 and 2046, so that whatever it finds must be found by the program as well.
 */
export function wordsInLeaves(raw: Uint8Array): Set<string> {
  return new Set(leavesIn(Buffer.from(raw).toString("latin1"), 0).flatMap(wordsApart));
}

/**
 * The words that still stand in a mail, inside of a leaf by the plain rules or outside of all of them, as after a damaged delimiter. Without
 * what may be structure: delimiters, fields of a header, encoded lines, the remark on MIME.
 */
export function wordsWritten(raw: Uint8Array): Set<string> {
  const mail = Buffer.from(raw).toString("latin1");
  const texts = unlikeAscii.test(mail) ? leavesIn(mail, 0) : [mail, ...leavesIn(mail, 0)];
  const lines = texts.flatMap((text) => text.split(/\r?\n/));
  return new Set(lines.filter((line) => !isStructure(line)).flatMap(wordsApart));
}

const isStructure = (line: string) =>
  /^\s*(--|\S+\s*:|>?From )|^[ \t]|^[A-Za-z0-9+/]+=*$|=\s*$|=\?|~\{|multi-part message in MIME/.test(line) ||
  line.includes("\u001b");

/** Letters and digits that are the same in every charset used here. */
export const wordsOf = (text: string): string[] => text.match(/[A-Za-z0-9]{4,}/g) ?? [];

/** Beside a byte above 127 a letter may be the second half of a character. */
const wordsApart = (text: string): string[] =>
  text.match(/(?<![A-Za-z0-9\u0080-\uffff])[A-Za-z0-9]{4,}(?![A-Za-z0-9\u0080-\uffff])/g) ?? [];

/** Charsets in which the bytes of letters are not letters. */
const unlikeAscii = /charset\s*=\s*["']?(utf-?(7|16|32)|iso-2022|hz)/i;

function leavesIn(entity: string, depth: number): string[] {
  const [head, body] = cut(entity);
  const type = field(head, "content-type");
  const boundary = /^\s*multipart\//i.test(type) ? /boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(type) : null;
  const parts = boundary ? partsIn(body, boundary[1] ?? boundary[2]!) : [];
  if (parts.length > 0 && depth < 20) return parts.flatMap((part) => leavesIn(part, depth + 1));
  if (unlikeAscii.test(type)) return [];
  return [decoded(body, field(head, "content-transfer-encoding").trim().toLowerCase())];
}

function cut(entity: string): [head: string, body: string] {
  if (/^\r?\n/.test(entity)) return ["", entity.replace(/^\r?\n/, "")];
  const empty = /\r?\n\r?\n/.exec(entity);
  return empty ? [entity.slice(0, empty.index), entity.slice(empty.index + empty[0].length)] : [entity, ""];
}

const field = (head: string, name: string): string =>
  head
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .filter((line) => line.toLowerCase().startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1))
    .at(-1) ?? "";

function partsIn(body: string, boundary: string): string[] {
  const parts: string[][] = [];
  for (const line of body.split("\n")) {
    if (line.trimEnd() === `--${boundary}--`) break;
    if (line.trimEnd() === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((lines) => lines.join("\n"));
}

function decoded(body: string, encoding: string): string {
  if (encoding === "base64")
    return /^[A-Za-z0-9+/\s]*=*\s*$/.test(body) ? Buffer.from(body, "base64").toString("latin1") : "";
  if (encoding !== "quoted-printable") return body;
  return body
    .replace(/=[ \t]*(\r?\n|\r)/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
