import type { Sentence } from "#src/problem.ts";
import type { Language } from "#src/say.ts";

/** `of`: the values of a cell belong to the old or new systems of its row, in their order, separated by `|`. */
type Column = { key: string; de: string; en: string; also?: readonly string[]; of?: "from" | "to"; means: Sentence };

/** The columns of the CSV file, in their order. docs/import.md describes the same ones; a test compares them. */
export const columns = [
  {
    key: "id",
    de: "ID",
    en: "ID",
    also: ["Kürzel", "slug"],
    means: {
      de: "Kurzname für Adressen; leer: aus dem Namen gebildet",
      en: "short name for addresses; empty: made of the name",
    },
  },
  {
    key: "service",
    de: "Dienst",
    en: "Service",
    also: ["Name"],
    means: {
      de: "wofür Sie ihn brauchen, etwa «Newsletter»; die einzige Spalte, die es braucht",
      en: 'what you need it for, such as "Newsletter"; the only column that is needed',
    },
  },
  {
    key: "service_en",
    de: "Dienst (englisch)",
    en: "Service (English)",
    also: ["name_en"],
    means: { de: "derselbe Name auf Englisch", en: "the same name in English" },
  },
  {
    key: "purpose",
    de: "Zweck",
    en: "Purpose",
    also: ["Wofür"],
    means: { de: "wozu, in ein paar Worten", en: "what for, in a few words" },
  },
  {
    key: "from",
    de: "bisher",
    en: "from",
    also: ["altes System", "old system"],
    of: "from",
    means: { de: "die alten Systeme, durch « | » getrennt", en: 'the old systems, separated by " | "' },
  },
  {
    key: "to",
    de: "neu",
    en: "to",
    also: ["neues System", "new system"],
    of: "to",
    means: { de: "die neuen Systeme, durch « | » getrennt", en: 'the new systems, separated by " | "' },
  },
  {
    key: "stage",
    de: "Status",
    en: "Stage",
    also: ["Stufe", "Stand"],
    means: {
      de: "offen, Suche, im Aufbau, Testphase, Umstellung, steht bereit oder produktiv",
      en: "open, searching, building, testing, switching, ready or live",
    },
  },
  {
    key: "since",
    de: "seit",
    en: "since",
    means: {
      de: "seit wann: 08.12.2020, 12.2020, Q4 2020, 2020 oder «seit längerem»",
      en: 'since when: 08.12.2020, 12.2020, Q4 2020, 2020 or "for some time"',
    },
  },
  {
    key: "reported_on",
    de: "gemeldet am",
    en: "reported on",
    means: {
      de: "der Tag, an dem das zuerst gesagt wurde; leer: heute",
      en: "the day on which this was first said; empty: today",
    },
  },
  {
    key: "target",
    de: "Termin",
    en: "target",
    also: ["Ziel"],
    means: { de: "bis wann es produktiv sein soll", en: "by when it shall be live" },
  },
  {
    key: "owner",
    de: "zuständig",
    en: "owner",
    means: { de: "Name oder E-Mail-Adresse", en: "name or e-mail address" },
  },
  {
    key: "old_data",
    de: "alte Daten",
    en: "old data",
    of: "from",
    means: {
      de: "je altes System: in Betrieb, nur lesend, Löschung verlangt, gelöscht, bestätigt, Backups abgelaufen, keine alten Daten oder unbekannt",
      en: "for each old system: in use, read-only, deletion requested, deleted, confirmed, backups expired, no old data or unknown",
    },
  },
  {
    key: "deleted_on",
    de: "gelöscht am",
    en: "deleted on",
    of: "from",
    means: {
      de: "je altes System: wann die Daten gelöscht wurden",
      en: "for each old system: when the data was deleted",
    },
  },
  {
    key: "from_seat",
    de: "Sitz bisher",
    en: "old seat",
    of: "from",
    means: {
      de: "je altes System: Land als Code oder Name, «?» dahinter heisst «nur angenommen»",
      en: 'for each old system: country as code or name, "?" behind it means "only assumed"',
    },
  },
  {
    key: "from_server",
    de: "Serverstandort bisher",
    en: "old server location",
    of: "from",
    means: { de: "ebenso", en: "likewise" },
  },
  {
    key: "from_parent",
    de: "Mutterhaus bisher",
    en: "old parent company",
    of: "from",
    means: { de: "ebenso", en: "likewise" },
  },
  {
    key: "to_seat",
    de: "Sitz neu",
    en: "new seat",
    of: "to",
    means: { de: "ebenso, je neues System", en: "likewise, for each new system" },
  },
  {
    key: "to_server",
    de: "Serverstandort neu",
    en: "new server location",
    of: "to",
    means: { de: "ebenso, je neues System", en: "likewise, for each new system" },
  },
  {
    key: "to_parent",
    de: "Mutterhaus neu",
    en: "new parent company",
    of: "to",
    means: { de: "ebenso, je neues System", en: "likewise, for each new system" },
  },
  {
    key: "customer_data",
    de: "Kundendaten",
    en: "customer data",
    means: {
      de: "ob Daten der Kundschaft darin liegen: ja, nein oder unbekannt",
      en: "whether it holds customers' data: yes, no or unknown",
    },
  },
  {
    key: "note",
    de: "Bemerkung",
    en: "note",
    also: ["Notiz", "Bemerkungen"],
    means: { de: "was sonst zu sagen ist", en: "anything else" },
  },
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
