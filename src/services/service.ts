import type { Sentence } from "#src/problem.ts";
import type { Day, When } from "#src/when.ts";
import type { Dated } from "./dated.ts";
import type { Stage } from "./stage.ts";

export type CustomerData = "yes" | "no" | "unknown";
export type Priority = "high" | "normal" | "low";

export type Service = {
  id: number;
  slug: string;
  name: string;
  name_en: string | null;
  purpose: string | null;
  purpose_en: string | null;
  category: string | null;
  owner_id: number | null;
  owner_name: string | null;
  priority: Priority | null;
  priority_reason: string | null;
  customer_data: CustomerData;
  note: string | null;
  created_at: string;
  archived_on: Day | null;
};

/** A service with its owner's name: the person's where there is one, else what was written. */
export type OwnedService = Service & { owner: string | null };

export type StageReport = Dated & { service_id: number; stage: Stage };

/** When the replacement shall be live. Both null: the target was given up. */
export type Target = Dated & { service_id: number; target_on: string | null; target_text: string | null };

/** One old system becomes one new one, for a service. Either end may not be known yet. */
export type Replacement = Dated & { service_id: number; from_system_id: number | null; to_system_id: number | null };

export function targetWhen(target: Target): When {
  return { on: target.target_on, text: target.target_text };
}

export const customerDataWords = {
  yes: { de: "ja", en: "yes" },
  no: { de: "nein", en: "no" },
  unknown: { de: "nicht angegeben", en: "not stated" },
} as const satisfies Record<CustomerData, Sentence>;

export const priorityWords = {
  high: { de: "hoch", en: "high" },
  normal: { de: "normal", en: "normal" },
  low: { de: "tief", en: "low" },
} as const satisfies Record<Priority, Sentence>;
