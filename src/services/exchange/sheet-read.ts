import type { z } from "zod";
import type { Sentence } from "#src/problem.ts";
import { countryField, dayField, whenField } from "#src/services/forms.ts";
import { oldDataWords } from "#src/services/old-data.ts";
import { stageWords } from "#src/services/stage.ts";
import type { When } from "#src/when.ts";
import { split } from "./cell.ts";
import { type ColumnKey, plain, spelledOut } from "./columns.ts";
import { type Country, customerDataWords, type SheetRow, type SheetSystem } from "./sheet.ts";
import { recordsIn, type SheetRecord } from "./sheet-records.ts";
import { nowhere, type Spot, type Trouble, troublesOf } from "./trouble.ts";

export type SheetLine = { row: SheetRow; spotOf: (key: ColumnKey) => Spot };

/** A company with fifty people has a few dozen services. More would keep everybody else waiting while it is imported. */
const mostRows = 500;
const mostInCell = 50;

/** Reads a CSV file. Every cell that cannot be read is a trouble; what can be is in the rows, so that the rest is checked too. */
export function readSheet(text: string): { lines: SheetLine[]; troubles: Trouble[] } {
  const { records, troubles } = recordsIn(text);
  if (records.length > mostRows) return { lines: [], troubles: [{ ...nowhere, sentence: tooMany(records.length) }] };
  const lines = records.map((record) => ({ row: readRow(record, troubles), spotOf: record.spotOf }));
  return { lines, troubles };
}

function readRow(record: SheetRecord, troubles: Trouble[]): SheetRow {
  const { cell } = record;
  const from = systemsIn(record, "from", troubles);
  const to = systemsIn(record, "to", troubles);
  const reader = readerFor(record, troubles);
  if (cell("stage") === "" && cell("since") !== "")
    troubles.push({ ...record.spotOf("since"), sentence: sinceWithoutStage });
  const customerData = reader.word("customer_data", customerDataWords, cell("customer_data"));
  return {
    id: reader.slug(cell("id")),
    name: cell("service"),
    name_en: cell("service_en") || null,
    purpose: cell("purpose") || null,
    from,
    to,
    stage: reader.word("stage", stageWords, cell("stage")),
    since: reader.when("since", cell("since")),
    reported_on: reader.field("reported_on", dayField, cell("reported_on")) ?? null,
    target: reader.when("target", cell("target")),
    owner: cell("owner") || null,
    customer_data: customerData === "unknown" ? null : customerData,
    note: cell("note") || null,
  };
}

type Side = "from" | "to";

function systemsIn(record: SheetRecord, side: Side, troubles: Trouble[]): SheetSystem[] {
  const names = split(record.cell(side), mostInCell);
  if (names === null) {
    troubles.push({ ...record.spotOf(side), sentence: tooManySystems });
    return [];
  }
  if (names.some((name) => name === "")) troubles.push({ ...record.spotOf(side), sentence: nameless });
  const twice = names.find((name, index) => names.findIndex((other) => isSame(name, other)) < index);
  if (twice) troubles.push({ ...record.spotOf(side), sentence: namedTwice(twice) });
  const reader = readerFor(record, troubles);
  const values = (key: ColumnKey) => aligned(record, key, names.length, troubles);
  const states = side === "from" ? values("old_data") : [];
  const days = side === "from" ? values("deleted_on") : [];
  const places = { seat: values(`${side}_seat`), server: values(`${side}_server`), parent: values(`${side}_parent`) };
  const known = names.map((name, index): SheetSystem => {
    const state = reader.word("old_data", oldDataWords, states[index] ?? "");
    return {
      name,
      old_data: state === "unknown" ? null : state,
      deleted: reader.when("deleted_on", days[index] ?? ""),
      seat: reader.country(`${side}_seat`, places.seat[index]!),
      server: reader.country(`${side}_server`, places.server[index]!),
      parent: reader.country(`${side}_parent`, places.parent[index]!),
    };
  });
  return known.filter(({ name }) => name !== "");
}

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

/** The values of a cell that belong to the systems of the row, one each. An empty cell says nothing of any. */
function aligned(record: SheetRecord, key: ColumnKey, count: number, troubles: Trouble[]): string[] {
  const values = split(record.cell(key), mostInCell) ?? Array<string>(mostInCell + 1).fill("");
  if (values.length !== 0 && values.length !== count)
    troubles.push({ ...record.spotOf(key), sentence: misaligned(values.length, count) });
  return Array.from({ length: count }, (_, index) => (values.length === count ? values[index]! : ""));
}

function readerFor({ spotOf }: SheetRecord, troubles: Trouble[]) {
  function field<T>(key: ColumnKey, form: z.ZodType<T>, text: string): T | null {
    const read = form.safeParse(text);
    if (read.success) return read.data;
    troubles.push(...troublesOf(read.error.issues, () => spotOf(key)));
    return null;
  }
  return {
    field,
    when(key: ColumnKey, text: string): When | null {
      const when = field(key, whenField, text);
      return when && (when.on || when.text) ? when : null;
    },
    country(key: ColumnKey, text: string): Country | null {
      const country = field(key, countryField, text.replace(/\?$/, ""));
      return country ? { country, assumed: text.endsWith("?") } : null;
    },
    word<Code extends string>(key: ColumnKey, words: Record<Code, Sentence>, text: string): Code | null {
      if (text === "") return null;
      const code = codeOf(words, text);
      if (!code) troubles.push({ ...spotOf(key), sentence: unknownWord(text, Object.values(words)) });
      return code;
    },
    slug(text: string): string | null {
      if (text === "" || /^[a-z0-9][a-z0-9-]{0,79}$/.test(text)) return text || null;
      troubles.push({ ...spotOf("id"), sentence: badSlug });
      return null;
    },
  };
}

/** The code itself, or its German or English word, whatever the case and accents. */
function codeOf<Code extends string>(words: Record<Code, Sentence>, text: string): Code | null {
  const wanted = plain(text);
  const named = (Object.entries(words) as [Code, Sentence][]).find(([code, { de, en }]) =>
    [code, de, en, spelledOut(de)].some((word) => plain(word) === wanted),
  );
  return named?.[0] ?? null;
}

const sinceWithoutStage: Sentence = {
  de: "Seit wann, steht da, aber nicht welcher Status.",
  en: "It says since when, but not which stage.",
};
const nameless: Sentence = {
  de: "Zwischen zwei Strichen fehlt der Name eines Systems.",
  en: "The name of a system is missing between two bars.",
};
const tooManySystems: Sentence = {
  de: `Höchstens ${mostInCell} Systeme in einer Zelle.`,
  en: `At most ${mostInCell} systems in a cell.`,
};
const badSlug: Sentence = {
  de: "Eine ID besteht aus Kleinbuchstaben, Ziffern und Bindestrichen, höchstens 80. Sie darf auch leer bleiben.",
  en: "An ID consists of lower-case letters, digits and hyphens, at most 80. It may also stay empty.",
};

function tooMany(rows: number): Sentence {
  return {
    de: `Die Datei hat ${rows} Zeilen. Importiert werden höchstens ${mostRows} Dienste auf einmal.`,
    en: `The file has ${rows} rows. At most ${mostRows} services can be imported at once.`,
  };
}

function namedTwice(name: string): Sentence {
  return { de: `«${name}» steht zweimal in dieser Zelle.`, en: `"${name}" stands twice in this cell.` };
}

function misaligned(values: number, systems: number): Sentence {
  return {
    de: `Hier ${values === 1 ? "steht 1 Wert" : `stehen ${values} Werte`} für ${systems === 0 ? "kein System" : systems === 1 ? "1 System" : `${systems} Systeme`}. Trennen Sie die Werte mit « | », einen für jedes System.`,
    en: `There ${values === 1 ? "is 1 value" : `are ${values} values`} here for ${systems === 0 ? "no system" : systems === 1 ? "1 system" : `${systems} systems`}. Separate the values with " | ", one for each system.`,
  };
}

function unknownWord(text: string, words: readonly Sentence[]): Sentence {
  return {
    de: `«${text}» kennen wir hier nicht. Möglich sind: ${words.map(({ de }) => de).join(", ")}.`,
    en: `We do not know "${text}" here. Possible are: ${words.map(({ en }) => en).join(", ")}.`,
  };
}
