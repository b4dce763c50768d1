import type { Sentence } from "#src/problem.ts";

export const warningCodes = [
  "deleted-before-ready",
  "replaced-not-deleted",
  "deletion-without-proof",
  "stale",
  "target-slipped",
  "criterion-missed",
  "not-adequate",
  "parent-access",
] as const;
export type WarningCode = (typeof warningCodes)[number];

/** A warning of a service. `systems` are the slugs it is about; empty when it is about the service itself. */
export type Warning = { code: WarningCode; systems: string[] };

/** Two words for a table; the service's page says it in a sentence. */
export const warningWords = {
  "deleted-before-ready": { de: "gelöscht vor dem Ersatz", en: "deleted before the replacement" },
  "replaced-not-deleted": { de: "abgelöst, nicht gelöscht", en: "replaced, not deleted" },
  "deletion-without-proof": { de: "Löschung ohne Beleg", en: "deletion without proof" },
  stale: { de: "veraltet", en: "stale" },
  "target-slipped": { de: "Termin verschoben", en: "target slipped" },
  "criterion-missed": { de: "Kriterium verfehlt", en: "criterion missed" },
  "not-adequate": { de: "kein angemessener Schutz", en: "no adequate protection" },
  "parent-access": { de: "Zugriff durch Mutterhaus", en: "access by the parent" },
} as const satisfies Record<WarningCode, Sentence>;

/** What happened and cannot be undone is nobody's task: shown, but never in red. */
export function needsSomebody(code: WarningCode): boolean {
  return code !== "deleted-before-ready" && code !== "target-slipped";
}
