/**
 * Where a mail lies in an mbox: `start` to `end` are its own bytes, `next` is where the one after it begins. `separator` is the line
 * before it, as in "From anna@example.ch Mon Nov 23 10:00:00 2026".
 */
export type Extent = { separator: string; start: number; end: number; next: number };

const newline = 10;

/** What is looked at of a line. */
const headBytes = 200;

const separator = /^From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\b\d{1,2}:\d{2}/;

/**
 * Finds the mails of an mbox, holding no more than a piece of it. `offset` is where the pieces begin, at the start of a mail. A line
 * "From …" parts two mails when it comes after an empty line and names a weekday and a time, as every mailer writes it.
 */
export function* extentsIn(parts: Iterable<Uint8Array>, offset = 0): Generator<Extent> {
  let open: Pick<Extent, "separator" | "start"> | null = null;
  let blank = 0; // bytes of the empty line before: they belong to the format, not to the mail
  let at = offset;
  for (const { head, length } of linesIn(parts)) {
    const next = beginsWith(head, { isFirst: open === null, isAfterBlank: blank > 0 });
    if (next !== null) {
      if (open) yield { ...open, end: at - blank, next: at };
      open = { separator: next, start: next === "" ? at : at + length };
    }
    blank = head === "\n" || head === "\r\n" ? length : 0;
    at += length;
  }
  if (open && at > open.start) yield { ...open, end: at - blank, next: at };
}

/** The separator, where a line is one; "" where a mail begins without, in a file that is none of the format; null for any other line. */
function beginsWith(
  head: string,
  { isFirst, isAfterBlank }: { isFirst: boolean; isAfterBlank: boolean },
): string | null {
  if ((isAfterBlank && separator.test(head)) || (isFirst && head.startsWith("From "))) return head.trimEnd();
  return isFirst && head.trim() !== "" ? "" : null;
}

function* linesIn(parts: Iterable<Uint8Array>): Generator<{ head: string; length: number }> {
  let head = "";
  let length = 0;
  for (const part of parts) {
    for (let from = 0; from < part.byteLength; ) {
      const end = part.indexOf(newline, from);
      const to = end < 0 ? part.byteLength : end + 1;
      if (head.length < headBytes) head += latin1(part.subarray(from, Math.min(to, from + headBytes)));
      length += to - from;
      from = to;
      if (end < 0) continue;
      yield { head, length };
      [head, length] = ["", 0];
    }
  }
  if (length > 0) yield { head, length };
}

/** Takes away the ">" that was put before lines which look like a separator (mboxrd; the same for what mboxo escaped). */
export function* unescaped(parts: Iterable<Uint8Array>): Generator<Uint8Array> {
  let held: Uint8Array<ArrayBufferLike> = new Uint8Array();
  let isInLine = false; // what comes next goes on with a line that has been given already
  for (const part of parts) {
    const bytes = held.byteLength === 0 ? part : Buffer.concat([held, part]);
    const end = bytes.lastIndexOf(newline) + 1;
    const whole = bytes.subarray(0, end);
    if (whole.byteLength > 0) {
      yield withoutEscapes(whole, isInLine);
      isInLine = false;
    }
    held = bytes.subarray(end);
    if (held.byteLength > headBytes && (isInLine || held[0] !== quote)) {
      yield held;
      [held, isInLine] = [new Uint8Array(), true];
    }
  }
  if (held.byteLength > 0) yield withoutEscapes(held, isInLine);
}

const quote = 0x3e;

function withoutEscapes(lines: Uint8Array, isInLine: boolean): Uint8Array {
  if (!lines.includes(quote)) return lines;
  const text = latin1(lines);
  const plain = text.replace(/(^|\n)>(>*From )/g, (found, before: string, rest: string, at: number) =>
    isInLine && at === 0 && before === "" ? found : before + rest,
  );
  return plain.length === text.length ? lines : Buffer.from(plain, "latin1");
}

/** What an mbox says of a mail beside it: when it came, and whether it was read. Null: it does not say. */
export function mboxFacts(line: string, head: Uint8Array): { receivedAt: Date | null; read: boolean | null } {
  const text = latin1(head);
  const end = /\r?\n\r?\n/.exec(text);
  const headers = end ? text.slice(0, end.index) : text;
  return { receivedAt: dated(line) ?? dateOf(fieldOf(headers, "Date")), read: readIn(headers) };
}

/** Before that there was no mail: some programs write a date of 1970 when they know none. */
const earliest = Date.UTC(1980, 0, 1);

function dated(line: string): Date | null {
  const words = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*$/.exec(line)?.[0] ?? "";
  return dateOf(/[+-]\d{4}|GMT|UTC/.test(words) ? words : `${words} UTC`);
}

function dateOf(text: string | null): Date | null {
  const time = Date.parse(text ?? "");
  return time > earliest ? new Date(time) : null;
}

function fieldOf(headers: string, name: string): string | null {
  return new RegExp(`^${name}:[ \\t]*(.*(?:\\r?\\n[ \\t].*)*)$`, "im").exec(headers)?.[1] ?? null;
}

function readIn(headers: string): boolean | null {
  const status = fieldOf(headers, "Status");
  if (status !== null) return status.includes("R");
  const mozilla = fieldOf(headers, "X-Mozilla-Status");
  if (mozilla !== null) return (Number.parseInt(mozilla, 16) & 1) === 1;
  const labels = fieldOf(headers, "X-Gmail-Labels");
  return labels === null ? null : !/\b(unread|ungelesen|non lus?|da leggere)\b/i.test(labels);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
