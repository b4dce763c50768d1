import type { Sentence } from "#src/problem.ts";

export const oldDataStates = [
  "in-use",
  "read-only",
  "deletion-requested",
  "deleted",
  "confirmed",
  "backups-expired",
  "none",
  "unknown",
] as const;
export type OldData = (typeof oldDataStates)[number];

export const oldDataWords = {
  "in-use": { de: "in Betrieb", en: "in use" },
  "read-only": { de: "nur lesend", en: "read-only" },
  "deletion-requested": { de: "Löschung verlangt", en: "deletion requested" },
  deleted: { de: "gelöscht", en: "deleted" },
  confirmed: { de: "bestätigt", en: "confirmed" },
  "backups-expired": { de: "Backups abgelaufen", en: "backups expired" },
  none: { de: "keine alten Daten", en: "no old data" },
  unknown: { de: "unbekannt", en: "unknown" },
} as const satisfies Record<OldData, Sentence>;

const gone: readonly OldData[] = ["deleted", "confirmed", "backups-expired"];

export function isDeleted(state: OldData): boolean {
  return gone.includes(state);
}

/** Nothing is left to delete: gone, or there never was any. `unknown` is not settled. */
export function isSettled(state: OldData): boolean {
  return isDeleted(state) || state === "none";
}

export function holdsData(state: OldData): boolean {
  return state === "in-use" || state === "read-only" || state === "deletion-requested";
}

export function deletionBegan(state: OldData): boolean {
  return state === "deletion-requested" || isDeleted(state);
}

export type ProofLevel = "own-statement" | "own-evidence" | "provider-confirmation" | "certificate";

/** How well a deletion is proven: its level, and how many of the seven points of the gauge are met. */
export type Proof = { level: ProofLevel; met: number; of: number };

export const proofWords = {
  "own-statement": { de: "eigene Aussage", en: "own statement" },
  "own-evidence": { de: "eigener Beleg", en: "own evidence" },
  "provider-confirmation": { de: "Bestätigung", en: "provider's confirmation" },
  certificate: { de: "Zertifikat", en: "certificate" },
} as const satisfies Record<ProofLevel, Sentence>;
