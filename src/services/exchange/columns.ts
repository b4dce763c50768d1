import type { Language } from "#src/say.ts";

/** `of`: the values of a cell belong to the old or new systems of its row, in their order, separated by `|`. */
type Column = { key: string; de: string; en: string; also?: readonly string[]; of?: "from" | "to" };

/** The columns of the CSV file, in their order. docs/import.md describes the same ones; a test compares them. */
export const columns = [
  { key: "id", de: "ID", en: "ID", also: ["Kürzel", "slug"] },
  { key: "service", de: "Dienst", en: "Service", also: ["Name"] },
  { key: "service_en", de: "Dienst (englisch)", en: "Service (English)", also: ["name_en"] },
  { key: "purpose", de: "Zweck", en: "Purpose", also: ["Wofür"] },
  { key: "from", de: "bisher", en: "from", also: ["altes System", "old system"], of: "from" },
  { key: "to", de: "neu", en: "to", also: ["neues System", "new system"], of: "to" },
  { key: "stage", de: "Status", en: "Stage", also: ["Stufe", "Stand"] },
  { key: "since", de: "seit", en: "since" },
  { key: "reported_on", de: "gemeldet am", en: "reported on" },
  { key: "target", de: "Termin", en: "target", also: ["Ziel"] },
  { key: "owner", de: "zuständig", en: "owner" },
  { key: "old_data", de: "alte Daten", en: "old data", of: "from" },
  { key: "deleted_on", de: "gelöscht am", en: "deleted on", of: "from" },
  { key: "from_seat", de: "Sitz bisher", en: "old seat", of: "from" },
  { key: "from_server", de: "Serverstandort bisher", en: "old server location", of: "from" },
  { key: "from_parent", de: "Mutterhaus bisher", en: "old parent company", of: "from" },
  { key: "to_seat", de: "Sitz neu", en: "new seat", of: "to" },
  { key: "to_server", de: "Serverstandort neu", en: "new server location", of: "to" },
  { key: "to_parent", de: "Mutterhaus neu", en: "new parent company", of: "to" },
  { key: "customer_data", de: "Kundendaten", en: "customer data" },
  { key: "note", de: "Bemerkung", en: "note", also: ["Notiz", "Bemerkungen"] },
] as const satisfies readonly Column[];

export type ColumnKey = (typeof columns)[number]["key"];

/** The values of a row, by column: one each, or one for each old or new system. */
export type Cells = Record<ColumnKey, string[]>;

export function headingOf(key: ColumnKey, language: Language): string {
  return columns.find((column) => column.key === key)![language];
}

export function sideOf(key: ColumnKey): "from" | "to" | null {
  return (columns as readonly Column[]).find((column) => column.key === key)?.of ?? null;
}

let byHeading: Map<string, ColumnKey> | null = null;

/** The column of a heading, in German or English, whatever its case and accents; null when there is none. */
export function columnOf(heading: string): ColumnKey | null {
  byHeading ??= new Map(
    (columns as readonly (Column & { key: ColumnKey })[]).flatMap(({ key, de, en, also = [] }) =>
      [key, de, en, ...also]
        .flatMap((name) => [plain(name), plain(spelledOut(name))])
        .map((name) => [name, key] as const),
    ),
  );
  return byHeading.get(plain(heading)) ?? null;
}

/** Letters and digits only, without accents: what stays the same however somebody writes a heading or a word. */
export function plain(text: string): string {
  const letters = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  return letters.replace(/[^\p{L}\p{N}]+/gu, "");
}

export function spelledOut(text: string): string {
  return text.normalize("NFC").replace(/ä/gi, "ae").replace(/ö/gi, "oe").replace(/ü/gi, "ue");
}
