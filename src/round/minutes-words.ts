import type { Sentence } from "#src/problem.ts";
import type { Numbers } from "./minutes.ts";

/** The numbers of a round in the order in which they are listed. */
export const numberWords = {
  services: { de: "Dienste", en: "Services" },
  live: { de: "produktiv", en: "live" },
  old_systems: { de: "alte Systeme", en: "old systems" },
  deleted: { de: "gelöscht", en: "deleted" },
  proven: { de: "mit Beleg", en: "with proof" },
} as const satisfies Record<keyof Numbers, Sentence>;

export const numberNames = Object.keys(numberWords) as (keyof Numbers)[];
