import { decodeText, type Reading } from "./charset.ts";
import { decodeWords } from "./encoded-word.ts";

/** A value with parameters, as Content-Type and Content-Disposition have them: the value lower-case, the parameters decoded. */
export type Parameterised = { value: string; parameters: ReadonlyMap<string, string> };

const names = /([^\s;=:,"()<>@\\/[\]?]+)[ \t]*=[ \t]*/y;

/** Reads what mailers write: missing semicolons, unquoted values with spaces, quotes that stay open, RFC 2231 in any mixture with RFC 2047. */
export function readParameters(bytes: string | null, reading: Reading): Parameterised {
  if (bytes === null) return { value: "", parameters: new Map() };
  const head = /^[^;]*/.exec(bytes)![0];
  const value = /^\s*(?:\([^)]*\)\s*)*([^\s;("=]+(?:\s*\/\s*[^\s;("=]+)?)/.exec(head)?.[1] ?? "";
  const start = value === "" ? 0 : head.indexOf(value) + value.length;
  return { value: value.replace(/\s/g, "").toLowerCase(), parameters: decoded(written(bytes, start), reading) };
}

/** The parameters as written, name lower-case; of two with one name the first holds. */
function written(bytes: string, start: number): Map<string, string> {
  const found = new Map<string, string>();
  let at = start;
  while (at < bytes.length) {
    names.lastIndex = at;
    const name = names.exec(bytes);
    if (!name) {
      at = afterJunk(bytes, at);
      continue;
    }
    const [value, end] =
      bytes[names.lastIndex] === '"' ? quoted(bytes, names.lastIndex) : bare(bytes, names.lastIndex, name[1]!);
    const key = name[1]!.toLowerCase();
    if (!found.has(key)) found.set(key, value);
    at = end;
  }
  return found;
}

function afterJunk(bytes: string, at: number): number {
  if (bytes[at] === "(") {
    const close = bytes.indexOf(")", at);
    return close < 0 ? bytes.length : close + 1;
  }
  if (/[\s;,]/.test(bytes[at]!)) return at + 1;
  const junk = /[\s;(]/g;
  junk.lastIndex = at + 1;
  return junk.exec(bytes)?.index ?? bytes.length;
}

function quoted(bytes: string, open: number): [value: string, end: number] {
  const string = /"((?:[^"\\]|\\[\s\S])*)("|\\?$)/y;
  string.lastIndex = open;
  const found = string.exec(bytes);
  if (!found) return ["", bytes.length];
  return [found[1]!.replace(/\\([\s\S])/g, "$1"), string.lastIndex];
}

const keepsBrackets = /^(file)?name/i;

/** Up to the semicolon, or to white space behind which the next name stands. */
function bare(bytes: string, start: number, name: string): [value: string, end: number] {
  const semicolon = bytes.indexOf(";", start);
  const whole = bytes.slice(start, semicolon < 0 ? bytes.length : semicolon);
  const next = /(?<=\s)[\w*.-]+[ \t]*=/.exec(whole);
  const value = next ? whole.slice(0, next.index) : whole;
  const told = keepsBrackets.test(name) ? value : value.replace(/\(.*/s, "");
  return [told.trim(), start + value.length];
}

function decoded(raw: Map<string, string>, reading: Reading): Map<string, string> {
  const plain = new Map<string, string>();
  const continued = new Map<string, Segment[]>();
  const segmentsOf = (name: string) => continued.get(name) ?? continued.set(name, []).get(name)!;
  for (const [key, value] of raw) {
    const [, name, number, star] = !key.includes("*") ? [] : (/^([^*]+)(?:\*(\d{1,5}))?(\*?)$/.exec(key) ?? []);
    if (name === undefined || (number === undefined && !star)) plain.set(key, decodeWords(value, reading));
    else segmentsOf(name).push({ order: Number(number ?? 0), encoded: star === "*", value });
  }
  for (const [name, segments] of continued) plain.set(name, joined(segments, reading));
  return plain;
}

type Segment = { order: number; encoded: boolean; value: string };

/** RFC 2231: the first segment states the charset; where no segment is encoded, mailers put RFC 2047 words in. */
function joined(segments: Segment[], reading: Reading): string {
  segments.sort((one, other) => one.order - other.order);
  if (segments.every(({ encoded }) => !encoded))
    return decodeWords(segments.map(({ value }) => value).join(""), reading);
  const stated = /^([^']*)'[^']*'/.exec(segments[0]!.value);
  const bytes = segments.map(({ value, encoded }, index) => {
    const told = index === 0 && stated ? value.slice(stated[0].length) : value;
    return encoded
      ? told.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : told;
  });
  return decodeText(Buffer.from(bytes.join(""), "latin1"), stated?.[1] || null, reading);
}
