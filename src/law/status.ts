import type { Words } from "./interval.ts";

/** Without certification counted in: `certified-only` asks whether this recipient was certified on that day. */
export type Status = "adequate" | "partial" | "certified-only" | "inadequate";
export type Effective = Exclude<Status, "certified-only">;

/** No adequacy is not a ban: the words must never say "verboten". */
export const statusWords = {
  adequate: { de: "angemessen", en: "adequate" },
  partial: { de: "teilweise angemessen", en: "partly adequate" },
  "certified-only": { de: "nur mit Zertifizierung", en: "only if certified" },
  inadequate: {
    de: "kein angemessener Schutz anerkannt; Garantien nötig",
    en: "no adequate protection recognised; safeguards needed",
  },
} as const satisfies Record<Status, Words>;

/** Unknown (null) counts as not certified. */
export function effectiveOf(status: Status, certified: boolean | null): Effective {
  if (status !== "certified-only") return status;
  return certified ? "adequate" : "inadequate";
}

export function isStatus(text: string): text is Status {
  return Object.hasOwn(statusWords, text);
}
