import type { Reading } from "./charset.ts";
import { Fields, readHeaderBlock } from "./field.ts";
import { type Parameterised, readParameters } from "./parameters.ts";

/** One part of a mail: its header, and where its body lies in `raw`. A part with `parts` is a multipart, every other one a leaf. */
export type Part = {
  raw: Buffer;
  fields: Fields;
  type: Parameterised;
  start: number;
  end: number;
  parts: Part[];
  /** What a multipart says before its first and behind its last part. */
  around: Range[];
};

export type Range = { start: number; end: number };

type Open = { part: Part; boundary: string; closed: boolean };

/** Deeper multiparts are leaves: kept whole, not taken apart. */
const deepest = 100;

/** Matches no line, since lines are read a byte a character. */
const notStated = "\u{100}";

/** Takes a mail apart in one pass over its lines that begin with two dashes. */
export function splitMail(raw: Buffer, start: number, reading: Reading): Part {
  const splitter = new Splitter(raw, raw.length, reading);
  const root = splitter.openPart(start, "text/plain");
  splitter.run();
  return root;
}

class Splitter {
  readonly stack: Open[] = [];
  readonly boundaries = new Map<string, Open[]>();
  readonly raw: Buffer;
  readonly limit: number;
  readonly reading: Reading;
  readonly depth: number;
  /** Takes the end of what is being read: a body, or what stands around parts. */
  range!: Range;
  at = 0;
  /** The multipart that is taken apart a second time, and not a third. */
  again: Part | null = null;

  constructor(raw: Buffer, limit: number, reading: Reading, depth = 0) {
    this.raw = raw;
    this.limit = limit;
    this.reading = reading;
    this.depth = depth;
  }

  openPart(start: number, usualType: string): Part {
    const { fields, bodyStart } = readHeaderBlock(this.raw, start, (line) => this.delimiter(line) !== null, this.limit);
    const part = partOf(this.raw, new Fields(fields), usualType, bodyStart, this.reading);
    this.reading.hint ??= part.type.parameters.get("charset") ?? null;
    this.range = part;
    this.at = bodyStart;
    if (part.type.value.startsWith("multipart/")) this.openMultipart(part, part.type.parameters.get("boundary"));
    return part;
  }

  openMultipart(part: Part, boundary: string | undefined): void {
    if (this.stack.length + this.depth >= deepest) return;
    const open = { part, boundary: boundary ? Buffer.from(boundary).toString("latin1") : notStated, closed: false };
    this.stack.push(open);
    this.boundaries.set(open.boundary, [...(this.boundaries.get(open.boundary) ?? []), open]);
    this.range = { start: part.start, end: part.start };
    part.around.push(this.range);
  }

  run(): void {
    while (this.stack.length > 0 && this.step());
    this.endAt(this.limit);
    this.leave(0);
  }

  /** To the next delimiter; false when there is none. */
  private step(): boolean {
    for (let dashes = this.nextDashes(); dashes >= 0; dashes = this.nextDashes()) {
      const feed = this.raw.indexOf(10, dashes);
      const end = feed < 0 || feed >= this.limit ? this.limit : feed;
      this.at = Math.min(end + 1, this.limit);
      const found = end - dashes > 1000 ? null : this.delimiter(this.raw.toString("latin1", dashes, end));
      if (!found) continue;
      this.endAt(beforeLineEnd(this.raw, dashes, this.range.start));
      this.leave(this.stack.indexOf(found.open) + 1);
      if (found.closes) this.closeMultipart(found.open);
      else this.openNext(found.open);
      return true;
    }
    return false;
  }

  /** Where the next line begins that starts with two dashes. */
  private nextDashes(): number {
    if (this.at >= this.limit) return -1;
    const atLineStart = this.at === 0 || this.raw[this.at - 1] === 10;
    if (atLineStart && this.raw[this.at] === 0x2d && this.raw[this.at + 1] === 0x2d) return this.at;
    const found = this.raw.indexOf("\n--", this.at, "latin1");
    return found < 0 || found + 1 >= this.limit ? -1 : found + 1;
  }

  private delimiter(line: string): { open: Open; closes: boolean } | null {
    if (!line.startsWith("--")) return null;
    const told = line.trimEnd().slice(2);
    const opens = this.openWith(told);
    if (opens) return { open: opens, closes: false };
    const end = told.lastIndexOf("--");
    const closes = end < 0 ? null : this.openWith(told.slice(0, end));
    return closes ? { open: closes, closes: true } : null;
  }

  /** Of several with one boundary the innermost that is not closed yet; a closed one is opened again rather than parts be lost. */
  private openWith(boundary: string): Open | null {
    const open = this.boundaries.get(boundary);
    return open?.findLast(({ closed }) => !closed) ?? open?.at(-1) ?? null;
  }

  private openNext(open: Open): void {
    open.closed = false;
    const usualType = open.part.type.value === "multipart/digest" ? "message/rfc822" : "text/plain";
    open.part.parts.push(this.openPart(this.at, usualType));
  }

  private closeMultipart(open: Open): void {
    open.closed = true;
    this.range = { start: this.at, end: this.at };
    open.part.around.push(this.range);
  }

  private endAt(end: number): void {
    this.range.end = Math.max(end, this.range.start);
  }

  /** Multiparts deeper than `depth` are over: their end is the end of what was read last. */
  private leave(depth: number): void {
    while (this.stack.length > depth) {
      const { part, boundary } = this.stack.pop()!;
      const same = this.boundaries.get(boundary)!;
      same.pop();
      if (same.length === 0) this.boundaries.delete(boundary);
      part.end = this.range.end;
      if (part.parts.length === 0 && part !== this.again) this.resplit(part, this.depth + this.stack.length);
      else this.takeIn(part, this.depth + this.stack.length);
    }
  }

  /** A multipart in which its boundary never came: where guessing is asked for, the likeliest one is taken. */
  private resplit(part: Part, depth: number): void {
    const boundary = this.reading.guess ? likelyBoundary(part) : null;
    if (boundary === null) return;
    const inner = new Splitter(this.raw, part.end, this.reading, depth);
    part.around = [];
    inner.again = part;
    inner.at = part.start;
    inner.openMultipart(part, boundary);
    inner.run();
  }

  /** A part whose delimiter was damaged lies before the first or behind the last one: its header shows it. */
  private takeIn(part: Part, depth: number): void {
    for (const range of depth < deepest ? part.around : []) {
      const header = partHeader.exec(this.raw.toString("latin1", range.start, range.end));
      if (!header) continue;
      const inner = new Splitter(this.raw, range.end, this.reading, depth + 1);
      const found = inner.openPart(range.start + header.index, "text/plain");
      inner.run();
      if (range.start === part.start) part.parts.unshift(found);
      else part.parts.push(found);
      range.end = range.start + header.index;
    }
  }
}

const partHeader = /^content-(?:type|transfer-encoding|disposition)[ \t]*:/im;

function partOf(raw: Buffer, fields: Fields, usualType: string, start: number, reading: Reading): Part {
  const stated = readParameters(fields.last("content-type"), reading);
  const type = { ...stated, value: typeNamed(stated.value, usualType) };
  return { raw, fields, type, start, end: raw.length, parts: [], around: [] };
}

/** RFC 2045, 5.2: what cannot be read is plain text. */
function typeNamed(value: string, usualType: string): string {
  if (/^[^/]+\/[^/]+$/.test(value)) return value;
  if (value === "html") return "text/html";
  return value === "" ? usualType : "text/plain";
}

/** A line end before a delimiter belongs to the delimiter. */
function beforeLineEnd(raw: Buffer, at: number, start: number): number {
  if (at <= start) return start;
  const end = raw[at - 1] === 10 ? at - 1 : at;
  return end > start && raw[end - 1] === 13 ? end - 1 : end;
}

function likelyBoundary({ raw, start, end }: Part): string | null {
  const body = raw.toString("latin1", start, end);
  return (
    /(?:^|\n)--(?!\r?\n)([^\r\n]{1,200}(?<!--[ \t]{0,9}))\r?\n(?:content-[a-z-]+[ \t]*:|\r?\n)/i
      .exec(body)?.[1]
      ?.trimEnd() ?? null
  );
}
