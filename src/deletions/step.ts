import type { Sentence } from "#src/problem.ts";
import type { OldData } from "#src/services/old-data.ts";
import type { Day, When } from "#src/when.ts";

/** What the program knows a step of the usual list by. A step of the company's own has no code. */
export type StepCode =
  | "decide"
  | "contract"
  | "legal-hold"
  | "export"
  | "import"
  | "people-told"
  | "freeze"
  | "access"
  | "dns"
  | "cancel"
  | "request"
  | "confirmation"
  | "dead"
  | "backups"
  | "documents"
  | "surplus"
  | "close";

export const stepStates = ["open", "done", "not-needed"] as const;
export type StepState = (typeof stepStates)[number];

export const stepStateWords = {
  open: { de: "offen", en: "open" },
  done: { de: "getan", en: "done" },
  "not-needed": { de: "nicht nötig", en: "not needed" },
} as const satisfies Record<StepState, Sentence>;

/** One step of leaving a system. `person` and `done_by` are names: the person's where there is one, else what was written. */
export type Step = {
  id: number;
  system_id: number;
  position: number;
  code: string | null;
  name: string;
  name_en: string | null;
  evidence: 0 | 1;
  state: StepState;
  person_id: number | null;
  person: string | null;
  due_on: Day | null;
  done_on: string | null;
  done_text: string | null;
  done_by_id: number | null;
  done_by: string | null;
  reason: string | null;
  note: string | null;
  old_data_report_id: number | null;
  /** What ticked it by itself: `request:3`, `record:2`, `evidence:5`, `check:slack-weg`; null: a person. */
  ticked_by: string | null;
};

export type Offboarding = { system_id: number; started_on: Day; started_by: string; started_at: string };

export function doneWhen({ done_on, done_text }: Pick<Step, "done_on" | "done_text">): When {
  return { on: done_on, text: done_text };
}

/** How far it is: steps done, of those that are needed, and the first that is open. */
export function progressOf(steps: readonly Step[]): { done: number; needed: number; next: Step | null } {
  const needed = steps.filter(({ state }) => state !== "not-needed");
  return {
    done: needed.filter(({ state }) => state === "done").length,
    needed: needed.length,
    next: needed.find(({ state }) => state === "open") ?? null,
  };
}

export function isOverdue({ state, due_on }: Pick<Step, "state" | "due_on">, today: Day): boolean {
  return state === "open" && due_on !== null && due_on < today;
}

const axis: readonly OldData[] = [
  "in-use",
  "read-only",
  "deletion-requested",
  "deleted",
  "confirmed",
  "backups-expired",
];

/** What a step says of the old data, and the earliest state in which it can say so. */
const moves: Partial<Record<StepCode, { to: OldData; from: OldData | null }>> = {
  freeze: { to: "read-only", from: null },
  request: { to: "deletion-requested", from: null },
  confirmation: { to: "confirmed", from: "deleted" },
  backups: { to: "backups-expired", from: "deleted" },
};

/** The state the data is in once a step is done; null when the step moves nothing: never backwards, never to where it is. */
export function movedBy(code: string | null, now: OldData): OldData | null {
  const move = moves[code as StepCode];
  if (!move || now === "none") return null;
  const at = axis.indexOf(now); // `unknown` is before everything
  if (move.from !== null && at < axis.indexOf(move.from)) return null;
  return at < axis.indexOf(move.to) ? move.to : null;
}

/** What ticked a step by itself, in words, and where it is told; null where a person did. */
export function tickedBy(
  { ticked_by }: Pick<Step, "ticked_by">,
  system: string,
): { what: Sentence; href: string } | null {
  const [kind, rest = ""] = ticked_by?.split(/:(.*)/) ?? [];
  if (kind === "request")
    return { what: { de: "dem Löschverlangen", en: "the deletion request" }, href: `/inbox/deletions/${system}` };
  if (kind === "record")
    return { what: { de: `Löschnachweis Nr. ${rest}`, en: `deletion record no. ${rest}` }, href: `/deletions/${rest}` };
  if (kind === "evidence")
    return { what: { de: "einem Beleg", en: "a file" }, href: `/deletions/systems/${system}/evidence` };
  if (kind === "check") return { what: { de: "der Prüfung", en: "the check" }, href: `/checks/${rest}` };
  return null;
}
