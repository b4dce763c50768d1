/** Where the values of a JSON text stand, by their path (`systems.2.name`), and where it breaks off being JSON. */
export type JsonIndex = { offsets: ReadonlyMap<string, number>; error: number | null };

/** Our files are no deeper; a path for every level of a hostile one would fill the memory. */
const deepest = 8;

type Frame = { opens: "{" | "["; path: string; next: string | number };
type Expects = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or end" | "nothing";

// Of the control characters a text file may hold (see `decode`), these end a string that is not closed.
const token =
  /[ \t\n\r]*(?:"[^"\\\t\n\f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\t\n\f]*)*"|[[\]{}:,]|[^\s"[\]{}:,]+|$)/y;
const scalar = /^(?:".*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/s;

/** Reads a JSON text once, from front to back, however deeply it is nested. */
export function indexJson(text: string): JsonIndex {
  const offsets = new Map<string, number>();
  const frames: Frame[] = [];
  let expects: Expects = "value";
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    const word = found?.trimStart();
    const start = at + (found?.length ?? 0) - (word?.length ?? 0);
    if (word === undefined)
      return { offsets, error: at + (/^[ \t\n\r]*/.exec(text.slice(at, at + 1000))?.[0].length ?? 0) };
    if (word === "") break;
    const next = step(word, start, expects, frames, offsets);
    if (next === null) return { offsets, error: start };
    expects = next;
    at = token.lastIndex;
  }
  return { offsets, error: expects === "nothing" ? null : text.length };
}

/** What may come after this word; null when it may not stand here. */
function step(
  word: string,
  at: number,
  expects: Expects,
  frames: Frame[],
  offsets: Map<string, number>,
): Expects | null {
  const frame = frames.at(-1);
  if (expects === "nothing") return null;
  if (expects === "colon") return word === ":" ? "value" : null;
  if (word === "}" || word === "]") return closes(word, frame, expects) ? left(frames) : null;
  if (expects === "comma or end") return word === "," ? comma(frame!) : null;
  if (expects.startsWith("key")) return key(word, frame!);
  if (frames.length <= deepest) offsets.set(pathIn(frame), at);
  return value(word, frames);
}

function value(word: string, frames: Frame[]): Expects | null {
  if (word !== "{" && word !== "[") return scalar.test(word) ? after(frames) : null;
  frames.push({
    opens: word,
    path: frames.length <= deepest ? pathIn(frames.at(-1)) : "",
    next: word === "[" ? 0 : "",
  });
  return word === "[" ? "value or ]" : "key or }";
}

function pathIn(frame: Frame | undefined): string {
  if (!frame) return "";
  return frame.path === "" ? String(frame.next) : `${frame.path}.${frame.next}`;
}

function closes(word: "}" | "]", frame: Frame | undefined, expects: Expects): boolean {
  const opens = word === "}" ? "{" : "[";
  return frame?.opens === opens && (expects === "comma or end" || expects.endsWith(word));
}

function left(frames: Frame[]): Expects {
  frames.pop();
  return after(frames);
}

function after(frames: readonly Frame[]): Expects {
  return frames.length === 0 ? "nothing" : "comma or end";
}

function comma(frame: Frame): Expects {
  if (frame.opens === "{") return "key";
  frame.next = Number(frame.next) + 1;
  return "value";
}

function key(word: string, frame: Frame): Expects | null {
  if (!word.startsWith('"')) return null;
  frame.next = JSON.parse(word) as string;
  return "colon";
}

/** Line and column of an offset, both from 1. */
export function lineOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
