import { CsvError, parse } from "csv-parse/sync";
import type { Sentence } from "#src/problem.ts";
import { unguard } from "./cell.ts";
import { type ColumnKey, columnOf } from "./columns.ts";
import { nowhere, type Spot, type Trouble } from "./trouble.ts";

/** A row of the file below the headings: its cells by column, and where each stands. */
export type SheetRecord = { cell: (key: ColumnKey) => string; spotOf: (key: ColumnKey) => Spot };

type WithInfo = { record: string[]; info: { lines: number } };
type Parsed = { cells: string[]; line: number };
type Heading = { key: ColumnKey | null; text: string; column: number };

// What no list has: it would take seconds to take it apart, and everybody else would wait.
const longestHeading = 10_000;
const mostLines = 20_000;

/** Takes a CSV file apart. `text` has `\n` for its line ends. Rows without any content are left out. */
export function recordsIn(text: string): { records: SheetRecord[]; troubles: Trouble[] } {
  const [body, skipped] = withoutSeparatorLine(text);
  if (`${body}\n`.indexOf("\n") > longestHeading || body.length - body.replaceAll("\n", "").length > mostLines)
    return { records: [], troubles: [{ ...nowhere, sentence: noList }] };
  try {
    const [first, ...rest] = parsed(body, separatorOf(body), skipped).filter(hasContent);
    if (!first) return { records: [], troubles: [{ ...nowhere, sentence: noHeadings }] };
    const headings = first.cells.map((cell, index) => ({ key: columnOf(cell), text: cell, column: index + 1 }));
    const troubles = [...headingTroubles(headings, first.line), ...rest.flatMap((row) => strayCells(row, headings))];
    if (rest.length === 0) troubles.push({ ...nowhere, line: first.line, sentence: noRows });
    return { records: rest.map((row) => recordOf(row, headings)), troubles };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = lineAfter(body, Number(error["records"])) + skipped;
    return { records: [], troubles: [{ ...nowhere, line, sentence: openQuote }] };
  }
}

/** Excel reads and writes a first line `sep=;`. */
function withoutSeparatorLine(text: string): [string, number] {
  const line = /^"?sep=(.)"?\n/i.exec(text)?.[0] ?? "";
  return [text.slice(line.length), line === "" ? 0 : 1];
}

/** The one with which most headings are known; of several the one that gives most cells. */
function separatorOf(text: string): string {
  const [best] = [";", ",", "\t"]
    .map((separator) => {
      const [first] = parsed(text, separator, 0, 1);
      const cells = first?.cells ?? [];
      return { separator, known: cells.filter((cell) => columnOf(cell) !== null).length, count: cells.length };
    })
    .sort((a, b) => b.known - a.known || b.count - a.count);
  return best!.separator;
}

function parsed(text: string, delimiter: string, skipped: number, to?: number): Parsed[] {
  return parsedWith(text, delimiter, to).map(({ record }, index, all) => ({
    cells: record.map((cell) => unguard(cell.trim()).trim()),
    line: (all[index - 1]?.info.lines ?? 0) + 1 + skipped,
  }));
}

function parsedWith(text: string, delimiter: string, to?: number): WithInfo[] {
  const options = {
    delimiter,
    record_delimiter: "\n",
    relax_column_count: true,
    relax_quotes: true,
    info: true,
  } as const;
  const found: unknown = parse(text, to === undefined ? options : { ...options, to });
  return found as WithInfo[];
}

/** The line on which the record after that many begins. */
function lineAfter(text: string, records: number): number {
  return records === 0 ? 1 : (parsedWith(text, separatorOf(text), records).at(-1)?.info.lines ?? 0) + 1;
}

function hasContent({ cells }: Parsed): boolean {
  return cells.some((cell) => cell !== "");
}

function headingTroubles(headings: readonly Heading[], line: number): Trouble[] {
  if (!headings.some(({ key }) => key !== null)) return [{ ...nowhere, line, sentence: noHeadings }];
  const troubles: Trouble[] = headings.flatMap(({ key, text, column }, index) => {
    const spot = { line, column, where: text };
    if (key === null) return text === "" ? [] : [{ ...spot, sentence: unknownHeading(text) }];
    const first = headings.findIndex((other) => other.key === key);
    return first === index ? [] : [{ ...spot, sentence: doubleHeading(text, first + 1) }];
  });
  if (!headings.some(({ key }) => key === "service"))
    troubles.push({ ...nowhere, where: "", line, sentence: noServices });
  return troubles;
}

/** Content that stands under no heading. */
function strayCells({ cells, line }: Parsed, headings: readonly Heading[]): Trouble[] {
  return cells.flatMap((cell, index) => {
    if (cell === "" || (headings[index]?.text ?? "") !== "") return [];
    return [{ line, column: index + 1, where: null, sentence: noHeadingAbove }];
  });
}

function recordOf({ cells, line }: Parsed, headings: readonly Heading[]): SheetRecord {
  const byKey = new Map<ColumnKey, Heading>();
  for (const heading of headings) if (heading.key && !byKey.has(heading.key)) byKey.set(heading.key, heading);
  return {
    cell: (key) => cells[(byKey.get(key)?.column ?? 0) - 1] ?? "",
    spotOf: (key) => ({ line, column: byKey.get(key)?.column ?? null, where: byKey.get(key)?.text ?? null }),
  };
}

const noHeadings: Sentence = {
  de: "Die erste Zeile muss die Überschriften enthalten, mindestens «Dienst».",
  en: 'The first line must hold the headings, at least "Service".',
};
const noList: Sentence = {
  de: "Das ist keine Liste von Diensten: sie hat zu viele Zeilen oder eine endlose erste Zeile.",
  en: "This is no list of services: it has too many lines, or an endless first line.",
};
const noServices: Sentence = { de: "Die Spalte «Dienst» fehlt.", en: 'The column "Service" is missing.' };
const noRows: Sentence = {
  de: "Unter den Überschriften steht keine Zeile.",
  en: "There is no row under the headings.",
};
const noHeadingAbove: Sentence = {
  de: "Über dieser Zelle steht keine Überschrift.",
  en: "There is no heading above this cell.",
};
const openQuote: Sentence = {
  de: "Ein Anführungszeichen wird geöffnet und nicht geschlossen.",
  en: "A quotation mark is opened and never closed.",
};

function unknownHeading(text: string): Sentence {
  return {
    de: `Die Spalte «${text}» kennen wir nicht. Benennen Sie sie um, oder entfernen Sie sie.`,
    en: `We do not know the column "${text}". Rename it, or remove it.`,
  };
}

function doubleHeading(text: string, first: number): Sentence {
  return {
    de: `«${text}» ist dieselbe Spalte wie die ${first}.; lassen Sie eine weg.`,
    en: `"${text}" is the same as column ${first}; leave one out.`,
  };
}
