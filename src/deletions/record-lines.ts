import type { Language } from "#src/say.ts";
import { formatWhen } from "#src/when.ts";
import {
  type DeletionRecord,
  type LineName,
  methodWords,
  placesIn,
  placeWords,
  type WhenName,
  whenIn,
} from "./record.ts";

/** A statement of a record, ready to be read. */
export type Line = { label: string; text: string };

const labels: Record<WhenName | LineName | "executed_by" | "method" | "places", { de: string; en: string }> = {
  executed: { de: "Gelöscht", en: "Deleted" },
  executed_by: { de: "durch", en: "by" },
  method: { de: "wie", en: "how" },
  account: { de: "Konto", en: "account" },
  categories: { de: "welche Daten", en: "which data" },
  subjects: { de: "von wem", en: "about whom" },
  approximate_count: { de: "ungefähr", en: "roughly" },
  places: { de: "wo", en: "where" },
  sub_processors: { de: "auch bei", en: "also at" },
  not_deleted: { de: "nicht gelöscht", en: "not deleted" },
  exported: { de: "Exportiert", en: "Exported" },
  export_format: { de: "Format", en: "format" },
  export_place: { de: "Export liegt", en: "export lies" },
  export_sha256: { de: "SHA-256 des Exports", en: "SHA-256 of the export" },
  imported: { de: "Import geprüft", en: "Import verified" },
  imported_by: { de: "geprüft durch", en: "verified by" },
  hold_checked: { de: "Aufbewahrungspflicht geprüft", en: "Legal hold checked" },
  hold_checked_by: { de: "durch", en: "by" },
  hold_result: { de: "Ergebnis", en: "result" },
  requested: { de: "Verlangt", en: "Requested" },
  requested_by: { de: "durch", en: "by" },
  request_channel: { de: "auf dem Weg", en: "by way of" },
  request_reference: { de: "Referenz", en: "reference" },
  confirmed: { de: "Bestätigt", en: "Confirmed" },
  confirmed_from: { de: "von", en: "by" },
  confirmation_reference: { de: "Referenz", en: "reference" },
  verified: { de: "Nachgeprüft", en: "Verified" },
  verified_by: { de: "durch", en: "by" },
  verified_how: { de: "wie", en: "how" },
  backup_period: { de: "Frist der Backups", en: "period of backups" },
  backups_expire: { de: "Backups laufen ab", en: "Backups expire" },
  backups_follow_up_by: { de: "nachfassen", en: "follow-up" },
  contract_end: { de: "Vertrag endet", en: "Contract ends" },
  documents_updated: { de: "Dokumente nachgeführt", en: "Documents updated" },
  documents: { de: "welche", en: "which" },
  note: { de: "Bemerkung", en: "remark" },
};

const groups: readonly (readonly (keyof typeof labels)[])[] = [
  ["executed", "executed_by", "method"],
  ["categories", "subjects", "approximate_count", "account", "places", "sub_processors", "not_deleted"],
  ["exported", "export_format", "export_place", "export_sha256", "imported", "imported_by"],
  ["hold_checked", "hold_checked_by", "hold_result"],
  ["requested", "requested_by", "request_channel", "request_reference"],
  ["confirmed", "confirmed_from", "confirmation_reference"],
  ["verified", "verified_by", "verified_how"],
  ["backup_period", "backups_expire", "backups_follow_up_by", "contract_end"],
  ["documents_updated", "documents"],
  ["note"],
];

/** What a record says, group by group; what it leaves open is left out. */
export function linesOf(record: DeletionRecord, language: Language): Line[][] {
  const lines = groups.map((names) =>
    names.map((name) => ({ label: labels[name][language], text: textOf(record, name, language) })),
  );
  return lines.map((group) => group.filter(({ text }) => text !== "")).filter((group) => group.length > 0);
}

function textOf(record: DeletionRecord, name: keyof typeof labels, language: Language): string {
  if (name === "method") return methodWords[record.method][language];
  if (name === "places")
    return placesIn(record.places)
      .map((place) => placeWords[place][language])
      .join(", ");
  if (name in record) return String(record[name as LineName] ?? "");
  return formatWhen(whenIn(record, name as WhenName), language);
}
