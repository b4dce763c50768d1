import type { Sentence } from "#src/problem.ts";
import type { Day, When } from "#src/when.ts";

export const methods = ["self-service", "api", "written-request", "contract-end", "provider", "other"] as const;
export type Method = (typeof methods)[number];

export const methodWords = {
  "self-service": { de: "selbst im Konto gelöscht", en: "deleted ourselves in the account" },
  api: { de: "über die Schnittstelle (API)", en: "through the API" },
  "written-request": { de: "schriftlich verlangt", en: "requested in writing" },
  "contract-end": { de: "mit dem Vertragsende", en: "with the end of the contract" },
  provider: { de: "vom Anbieter von sich aus", en: "by the provider itself" },
  other: { de: "anders oder nicht bekannt", en: "otherwise, or not known" },
} as const satisfies Record<Method, Sentence>;

/** Where data can lie besides the product itself. */
export const places = ["production", "backups", "logs", "exports", "local"] as const;
export type Place = (typeof places)[number];

export const placeWords = {
  production: { de: "Produktivdaten", en: "production" },
  backups: { de: "Backups", en: "backups" },
  logs: { de: "Protokolle", en: "logs" },
  exports: { de: "Exporte bei uns", en: "exports held by us" },
  local: { de: "lokale Kopien", en: "local copies" },
} as const satisfies Record<Place, Sentence>;

/** Each is stored as `…_on` (cut to its precision) and `…_text`. */
export const whenNames = [
  "executed",
  "exported",
  "imported",
  "hold_checked",
  "requested",
  "confirmed",
  "verified",
  "backups_expire",
  "contract_end",
  "documents_updated",
] as const;
export type WhenName = (typeof whenNames)[number];

export const lineNames = [
  "account",
  "categories",
  "subjects",
  "approximate_count",
  "sub_processors",
  "not_deleted",
  "export_format",
  "export_place",
  "export_sha256",
  "imported_by",
  "hold_checked_by",
  "hold_result",
  "requested_by",
  "request_channel",
  "request_reference",
  "confirmed_from",
  "confirmation_reference",
  "verified_by",
  "verified_how",
  "backup_period",
  "backups_follow_up_by",
  "documents",
  "note",
] as const;
export type LineName = (typeof lineNames)[number];

/** What a person says of a deletion. */
export type RecordWords = Record<WhenName, When> &
  Record<LineName, string | null> & { executed_by: string; method: Method; places: readonly Place[]; reported_on: Day };

/** A record as it is stored; `id` is its number. */
export type DeletionRecord = Record<`${WhenName}_on` | `${WhenName}_text`, string | null> &
  Record<LineName, string | null> & {
    id: number;
    system_id: number;
    executed_by: string;
    method: Method;
    /** The codes of the places, separated by commas. */
    places: string;
    reported_on: Day;
    recorded_at: string;
    by: string;
    corrects: number | null;
  };

export function whenIn(record: DeletionRecord, name: WhenName): When {
  return { on: record[`${name}_on`], text: record[`${name}_text`] };
}

export function isSaid({ on, text }: When): boolean {
  return on !== null || text !== null;
}

export function placesIn(list: string): Place[] {
  return places.filter((place) => list.split(",").includes(place));
}

/** `Ines  Huber` and `ines huber` are one person. */
export function isSamePerson(a: string, b: string): boolean {
  const plain = (name: string) => name.normalize("NFKC").trim().replace(/\s+/g, " ").toLocaleLowerCase("de-CH");
  return plain(a) === plain(b);
}
