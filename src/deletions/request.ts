import type { Sentence } from "#src/problem.ts";
import type { Day } from "#src/when.ts";

export const ways = ["mail", "letter", "form"] as const;
export type Way = (typeof ways)[number];

export const wayWords = {
  mail: { de: "per Mail", en: "by mail" },
  letter: { de: "mit einem Brief", en: "by letter" },
  form: { de: "im Formular des Anbieters", en: "in the provider's form" },
} as const satisfies Record<Way, Sentence>;

/** What an old provider was asked to delete, and by when it shall answer. */
export type DeletionRequest = {
  id: number;
  system_id: number;
  way: Way;
  recipient: string;
  account: string | null;
  reference: string | null;
  requested_on: Day;
  answer_by: Day;
  /** The request that it reminds of. */
  follows: number | null;
  by: string;
  at: string;
  step_id: number | null;
  old_data_report_id: number | null;
  due_before: Day | null;
  withdrawn_at: string | null;
  withdrawn_by: string | null;
  answered_on: Day | null;
};

function isOpen({ withdrawn_at, answered_on }: Pick<DeletionRequest, "withdrawn_at" | "answered_on">): boolean {
  return withdrawn_at === null && answered_on === null;
}

/** The request that counts now: the newest of those that were not taken back. Null once it is answered. */
export function openAmong(requests: readonly DeletionRequest[]): DeletionRequest | null {
  const last = requests.findLast(({ withdrawn_at }) => withdrawn_at === null);
  return last && isOpen(last) ? last : null;
}

/** So many days a provider is given to answer, unless somebody says otherwise. */
export const days_to_answer = 30;
