/** A piece of a text; `hit` is what was looked for. */
export type Piece = { text: string; hit: boolean };

const before = 60;
const length = 180;

/** So much of a text is looked through: what stands further down is found, but not shown. */
const mostSearched = 64 * 1024;

/** The place of the first word that was looked for, with what stands around it, on one line; the beginning when it stands elsewhere. */
export function snippetOf(text: string, words: readonly string[]): Piece[] {
  const line = text.slice(0, mostSearched).replace(/\s+/g, " ").trim();
  const found = placesIn(line, words);
  const start = found[0] === undefined ? 0 : startOf(line, Math.max(0, found[0].from - before));
  const end = endOf(line, start + length);
  const pieces: Piece[] = [];
  let at = start;
  for (const { from, to } of found) {
    if (from < at || to > end) continue;
    if (from > at) pieces.push({ text: line.slice(at, from), hit: false });
    pieces.push({ text: line.slice(from, to), hit: true });
    at = to;
  }
  if (at < end) pieces.push({ text: line.slice(at, end), hit: false });
  return withEllipses(pieces, start > 0, end < line.length);
}

function startOf(line: string, wanted: number): number {
  if (wanted === 0) return 0;
  const space = line.indexOf(" ", wanted);
  return space < 0 || space > wanted + 20 ? wanted : space + 1;
}

function endOf(line: string, wanted: number): number {
  if (wanted >= line.length) return line.length;
  const space = line.lastIndexOf(" ", wanted);
  return space < wanted - 20 ? wanted : space;
}

function withEllipses(pieces: Piece[], cutBefore: boolean, cutAfter: boolean): Piece[] {
  const first = pieces[0];
  if (cutBefore && first) pieces[0] = { ...first, text: first.hit ? first.text : `… ${first.text}` };
  const last = pieces.at(-1);
  if (cutAfter && last) pieces[pieces.length - 1] = { ...last, text: last.hit ? last.text : `${last.text} …` };
  return pieces;
}

type Place = { from: number; to: number };

/** Where words begin with one of these, marks and case aside. */
function placesIn(line: string, words: readonly string[]): Place[] {
  const folded = foldedAs(line);
  const wanted = words.map((word) => fold(word)).filter((word) => word !== "");
  if (wanted.length === 0) return [];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.map(escaped).join("|")})[\\p{L}\\p{N}]*`, "gu");
  return [...folded.matchAll(pattern)]
    .slice(0, 50)
    .map(({ index, 0: { length: long } }) => ({ from: index, to: index + long }));
}

/** Folded to the same length, so that places are the same; a text that does not fold so is only put into small letters. */
function foldedAs(line: string): string {
  const folded = fold(line);
  if (folded.length === line.length) return folded;
  const lower = line.toLowerCase();
  return lower.length === line.length ? lower : line;
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
