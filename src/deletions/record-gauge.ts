import type { Sentence } from "#src/problem.ts";
import type { Proof, ProofLevel } from "#src/services/old-data.ts";
import { countsFrom, type Day } from "#src/when.ts";
import type { EvidenceFile, Supports } from "./evidence.ts";
import { type DeletionRecord, isSaid, isSamePerson, type WhenName, whenIn } from "./record.ts";

/** The seven points of a proof, in the order in which they are shown. */
export const points = ["scope", "export", "request", "confirmation", "second-person", "backups", "documents"] as const;
export type Point = (typeof points)[number];

export const pointWords = {
  scope: { de: "Umfang", en: "Scope" },
  export: { de: "Export und Import", en: "Export and import" },
  request: { de: "Verlangt", en: "Requested" },
  confirmation: { de: "Bestätigung", en: "Confirmation" },
  "second-person": { de: "Zweite Person", en: "Second person" },
  backups: { de: "Backups", en: "Backups" },
  documents: { de: "Dokumente", en: "Documents" },
} as const satisfies Record<Point, Sentence>;

/** What makes a point count. A file that supports it is enough. */
export const pointRules = {
  scope: { de: "welche Daten, von wem und wo sie lagen", en: "which data, about whom, and where it lay" },
  export: {
    de: "wann und wohin exportiert, und wer den Import wann geprüft hat",
    en: "when and where to it was exported, and who verified the import when",
  },
  request: { de: "wann und auf welchem Weg verlangt", en: "when it was requested, and in which way" },
  confirmation: { de: "wann und von wem bestätigt", en: "when it was confirmed, and by whom" },
  "second-person": {
    de: "wann, wie und durch wen nachgeprüft; nicht dieselbe Person, die gelöscht hat",
    en: "when, how and by whom it was verified; not the person who deleted",
  },
  backups: {
    de: "wann die Backups ablaufen und wer dann nachfasst",
    en: "when backups expire, and who follows up then",
  },
  documents: {
    de: "wann Datenschutzerklärung und Verzeichnis nachgeführt wurden",
    en: "when privacy notice and register were updated",
  },
} as const satisfies Record<Point, Sentence>;

/** A file as the gauge looks at it: `uploader` is the name of the person, null for a program. */
export type Support = Pick<EvidenceFile, "supports"> & { uploader: string | null };

/** The points that are met. With `asOf`, those that were on that day: what a record tells of a later day does not count yet. */
export function metPoints(record: DeletionRecord, files: readonly Support[], asOf?: Day): Point[] {
  const said = statedOn(record, asOf);
  const stated: Record<Point, boolean> = {
    scope: record.categories !== null && record.subjects !== null && record.places !== "",
    export: said("exported") && record.export_place !== null && said("imported") && record.imported_by !== null,
    request: said("requested") && record.request_channel !== null,
    confirmation: said("confirmed") && record.confirmed_from !== null,
    "second-person":
      said("verified") && record.verified_how !== null && isAnother(record.verified_by, record.executed_by),
    backups: isSaid(whenIn(record, "backups_expire")) && record.backups_follow_up_by !== null,
    documents: said("documents_updated"),
  };
  return points.filter((point) => stated[point] || files.some((file) => supportsPoint(file, point, record)));
}

function statedOn(record: DeletionRecord, asOf: Day | undefined): (name: WhenName) => boolean {
  return (name) => {
    const when = whenIn(record, name);
    return isSaid(when) && (asOf === undefined || countsFrom(when, record.reported_on) <= asOf);
  };
}

function supportsPoint({ supports, uploader }: Support, point: Point, record: DeletionRecord): boolean {
  if (point === "confirmation") return supports === "confirmation" || supports === "certificate";
  if (point === "second-person") return supports === point && isAnother(uploader, record.executed_by);
  return supports === point;
}

function isAnother(person: string | null, executor: string): boolean {
  return person !== null && !isSamePerson(person, executor);
}

/** Files that show the deletion itself. A copy of the request, say, does not. */
const own: readonly Supports[] = ["deletion", "second-person", "backups"];

/** How strong the strongest file is. What only stands in the record is our own statement, whatever it tells. */
export function levelOf(files: readonly Pick<Support, "supports">[]): ProofLevel {
  const some = (...kinds: readonly Supports[]) => files.some(({ supports }) => kinds.includes(supports));
  if (some("certificate")) return "certificate";
  if (some("confirmation")) return "provider-confirmation";
  return some(...own) ? "own-evidence" : "own-statement";
}

export function proofOf(record: DeletionRecord, files: readonly Support[], asOf?: Day): Proof {
  return { level: levelOf(files), met: metPoints(record, files, asOf).length, of: points.length };
}

/** What would help most: a confirmation first, because it also raises the level, then the points from above. Null: all is there. */
export function nextPoint(met: readonly Point[], level: ProofLevel): Point | null {
  const wanted: readonly Point[] = ["confirmation", "second-person", ...points];
  const weak = level === "own-statement" || level === "own-evidence";
  if (weak && met.includes("confirmation")) return wanted.find((point) => !met.includes(point)) ?? "confirmation";
  return wanted.find((point) => !met.includes(point)) ?? null;
}
