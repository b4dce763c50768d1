/** A header field as bytes: one character a byte, unfolded. What they mean is decided later, by `encoded-word.ts`. */
export type Field = {
  name: string;
  lower: string;
  bytes: string /** A line among fields that is none: it is all in the name. */;
  stray: boolean;
};

export type HeaderBlock = { fields: Field[]; bodyStart: number };

const fieldLine = /^([!-9;-~]+)[ \t]*:/;

/** Names that prove a line to be a header where a body might already have begun. */
const wellKnown =
  /^(x-|content-|list-|resent-|arc-|dkim-|received|thread-|from|to|cc|bcc|subject|date|message-id|mime-version|reply-to|sender|references|in-reply-to|return-path|delivered-to|authentication-results|auto-submitted|precedence|importance|priority|user-agent|organi[sz]ation|errors-to|status)/i;

const isWellKnown = (line: string) => fieldLine.test(line) && wellKnown.test(line);

/**
 * Reads the fields that begin at `start`. They end at an empty line, at a line for which `endsPart` holds (a delimiter of an
 * enclosing multipart), or, where the empty line was forgotten, at the first line that can be no field.
 */
export function readHeaderBlock(
  raw: Buffer,
  start: number,
  endsPart: (line: string) => boolean,
  limit = raw.length,
): HeaderBlock {
  const lines = new Lines(raw, start, limit);
  const fields: Folded[] = [];
  for (; !lines.done; lines.step()) {
    const { line } = lines;
    if (line === "" || (isBlank(line) && fields.length > 0 && !goesOn(lines.peek())))
      return { fields: unfolded(fields), bodyStart: lines.next };
    if (endsPart(line) || !take(line, fields, () => lines.ahead(endsPart).some(isWellKnown))) break;
  }
  return { fields: unfolded(fields), bodyStart: lines.at };
}

/** Adds a line to the fields; false when it is none and begins the body. What stands among fields and is none is kept as a name without value. */
function take(line: string, fields: Folded[], fieldFollows: () => boolean): boolean {
  const name = fieldLine.exec(line);
  if (name) fields.push({ name: name[1]!, pieces: [line.slice(name[0].length)], stray: false });
  else if (/^[ \t]/.test(line) && fields.length > 0) fields.at(-1)!.pieces.push(line);
  else if (fieldFollows()) fields.push({ name: line, pieces: [], stray: true });
  else return false;
  return true;
}

const isBlank = (line: string) => line.trim() === "";

type Folded = { name: string; pieces: string[]; stray: boolean };

const goesOn = (line: string) => fieldLine.test(line) || /^[ \t]+\S/.test(line);

const unfolded = (fields: Folded[]): Field[] =>
  fields.map(({ name, pieces, stray }) => ({
    name,
    stray,
    lower: name.toLowerCase(),
    bytes: (pieces.length === 1 ? pieces[0]! : pieces.join("")).trim(),
  }));

class Lines {
  line = "";
  next: number;
  readonly raw: Buffer;
  readonly limit: number;
  at: number;

  constructor(raw: Buffer, start: number, limit: number) {
    this.raw = raw;
    this.limit = limit;
    this.at = start;
    this.next = start;
    this.read();
  }

  get done(): boolean {
    return this.at >= this.limit;
  }

  step(): void {
    this.at = this.next;
    this.read();
  }

  peek(): string {
    return this.lineAt(this.next)[0];
  }

  /** What stands below up to an empty line or the end of the part, as far as it is worth looking. */
  ahead(endsPart: (line: string) => boolean): string[] {
    const found: string[] = [];
    let [line, next] = this.lineAt(this.next);
    while (line !== "" && found.length < 50 && !endsPart(line)) {
      found.push(line);
      [line, next] = this.lineAt(next);
    }
    return found;
  }

  private read(): void {
    [this.line, this.next] = this.lineAt(this.at);
  }

  private lineAt(at: number): [line: string, next: number] {
    if (at >= this.limit) return ["", this.limit];
    const feed = this.raw.indexOf(10, at);
    const end = feed < 0 || feed > this.limit ? this.limit : feed;
    const line = this.raw.toString("latin1", at, end > at && this.raw[end - 1] === 13 ? end - 1 : end);
    return [line, Math.min(end + 1, this.limit)];
  }
}

/** Where the fields of a whole mail begin: behind a byte order mark, empty lines, and the "From " line of an mbox. */
export function headStart(raw: Buffer): number {
  let at = raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0;
  const opening = /^(?:[ \t]*\r?\n)*(?:>?From (?!\s*:)[^\n]*\n)?/.exec(raw.toString("latin1", at, at + 4096))![0];
  const behind = raw.toString("latin1", at + opening.length, at + opening.length + 200);
  if (fieldLine.test(behind)) at += opening.length;
  return at;
}

/** The fields of one part. Where a field is there twice, the last one holds: it is the one that DKIM signs. */
export class Fields {
  readonly list: readonly Field[];

  constructor(list: readonly Field[]) {
    this.list = list;
  }

  last(name: string): string | null {
    return this.list.findLast(({ lower }) => lower === name)?.bytes ?? null;
  }

  first(name: string): string | null {
    return this.list.find(({ lower }) => lower === name)?.bytes ?? null;
  }

  all(...names: string[]): string[] {
    return this.list.filter(({ lower }) => names.includes(lower)).map(({ bytes }) => bytes);
  }

  has(...names: string[]): boolean {
    return this.list.some(({ lower }) => names.includes(lower));
  }
}
