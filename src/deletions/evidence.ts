import type { Sentence } from "#src/problem.ts";
import type { Language } from "#src/say.ts";

/** What a file is evidence for. */
export const supportable = [
  "deletion",
  "confirmation",
  "certificate",
  "second-person",
  "scope",
  "export",
  "request",
  "backups",
  "documents",
] as const;
export type Supports = (typeof supportable)[number];

export const supportsWords = {
  deletion: { de: "die Löschung selbst (Bildschirmfoto, Protokoll)", en: "the deletion itself (screenshot, log)" },
  confirmation: { de: "Bestätigung des Anbieters", en: "the provider's confirmation" },
  certificate: { de: "unterzeichnetes Zertifikat des Anbieters", en: "a certificate signed by the provider" },
  "second-person": { de: "Nachprüfung durch eine zweite Person", en: "verification by a second person" },
  scope: { de: "Umfang der Daten", en: "the scope of the data" },
  export: { de: "Export und geprüfter Import", en: "the export and the verified import" },
  request: { de: "Anfrage an den Anbieter", en: "the request to the provider" },
  backups: { de: "Ablauf der Backups", en: "the expiry of backups" },
  documents: { de: "nachgeführte Dokumente", en: "the updated documents" },
} as const satisfies Record<Supports, Sentence>;

/** A file that supports a record, or the leaving of a system before there is one. */
export type EvidenceFile = {
  id: number;
  system_id: number;
  record_id: number | null;
  supports: Supports;
  name: string;
  type: string;
  size: number;
  sha256: string;
  blob_id: number | null;
  uploaded_by: string;
  uploaded_at: string;
  removed_by: string | null;
  removed_at: string | null;
  removed_reason: string | null;
};

/** A file that came with a form which was refused. */
export type PendingFile = {
  handle: string;
  name: string;
  type: string;
  size: number;
  blob_id: number;
  sha256: string;
  uploaded_by: string;
};

/** 100 MB, as people count them. */
export const mostBytes = 100 * 1000 * 1000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for, with marks that turn text round
const hidden = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A file's name as it may be kept: no path, nothing invisible, not longer than file systems allow. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const plain = last.replace(hidden, "").trim().replace(/^\.+/, "");
  return shortened(plain) || "Datei";
}

function shortened(name: string): string {
  const letters = [...name];
  if (letters.length <= 200) return name;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
  return `${letters.slice(0, 200 - ending.length).join("")}${ending}`;
}

/** `31 KB`, `1,4 MB`. */
export function formatSize(bytes: number, language: Language): string {
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(language === "de" ? "de-CH" : "en-GB", { maximumFractionDigits: digits }).format(value);
  if (bytes < 1000) return `${number(bytes, 0)} ${language === "de" ? "Bytes" : "bytes"}`;
  if (bytes < 1_000_000) return `${number(bytes / 1000, 0)} KB`;
  return `${number(bytes / 1_000_000, 1)} MB`;
}
