import type { Sentence } from "#src/problem.ts";
import type { Day } from "#src/when.ts";
import type { Dated } from "./dated.ts";
import type { OldData } from "./old-data.ts";

export const hostings = ["own-server", "provider", "local", "unknown"] as const;
export type Hosting = (typeof hostings)[number];

export type System = {
  id: number;
  slug: string;
  name: string;
  name_en: string | null;
  vendor: string | null;
  website: string | null;
  hosting: Hosting;
  licence: string | null;
  certified: 0 | 1;
  data_categories: string | null;
  data_subjects: string | null;
  retention: string | null;
  note: string | null;
  created_at: string;
  archived_on: Day | null;
};

export type OldDataReport = Dated & { system_id: number; state: OldData };

export const placeKinds = ["seat", "server", "parent"] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** A country of a system from a day on. `country` null means: not verifiable. `assumed`: not read anywhere, only likely. */
export type Place = Dated & {
  system_id: number;
  kind: PlaceKind;
  country: string | null;
  assumed: 0 | 1;
  source: string | null;
};

export const answers = ["yes", "partly", "no", "unverifiable"] as const;
export type Answer = (typeof answers)[number];

export type CriterionAnswer = Dated & {
  system_id: number;
  criterion_id: number;
  answer: Answer;
  reason: string | null;
};

/** An accepted miss of a criterion. Complete once it has a reason, a person and a review date that has not passed. */
export type Exception = Dated & {
  system_id: number;
  criterion_id: number;
  reason: string | null;
  person_name: string | null;
  review_on: Day | null;
};

export type Contract = Dated & {
  system_id: number;
  kind: "processing" | "service";
  reference: string;
  valid_until: Day | null;
};

export type SubProcessor = Dated & { system_id: number; name: string; country: string | null; purpose: string | null };

export function isComplete(exception: Exception, on: Day): boolean {
  return (
    exception.reason !== null &&
    exception.person_name !== null &&
    exception.review_on !== null &&
    exception.review_on >= on
  );
}

export const hostingWords = {
  "own-server": { de: "auf unserem Server", en: "on our own server" },
  provider: { de: "beim Anbieter", en: "at the provider" },
  local: { de: "auf unseren Geräten", en: "on our devices" },
  unknown: { de: "nicht angegeben", en: "not stated" },
} as const satisfies Record<Hosting, Sentence>;

export const placeWords = {
  seat: { de: "Sitz", en: "Seat" },
  server: { de: "Serverstandort", en: "Server location" },
  parent: { de: "Mutterhaus", en: "Parent company" },
} as const satisfies Record<PlaceKind, Sentence>;

export const answerWords = {
  yes: { de: "ja", en: "yes" },
  partly: { de: "teilweise", en: "partly" },
  no: { de: "nein", en: "no" },
  unverifiable: { de: "nicht überprüfbar", en: "not verifiable" },
} as const satisfies Record<Answer, Sentence>;
