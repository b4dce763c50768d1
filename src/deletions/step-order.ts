import type { Sentence } from "#src/problem.ts";
import { isDeleted, type OldData } from "#src/services/old-data.ts";
import { named } from "#src/settings/company.ts";
import { periodEnd, periodStart } from "#src/when.ts";
import type { Step, StepCode } from "./step.ts";

/** What stands out in the order of the steps. It warns; nobody is stopped. */
export type StepWarning = { step: Step; sentence: Sentence };

type Pair = { first: StepCode; after: StepCode; early?: Sentence };

const pairs: readonly Pair[] = [
  { first: "export", after: "import" },
  {
    first: "legal-hold",
    after: "request",
    early: before("der Prüfung der Aufbewahrungspflicht", "the legal-hold check"),
  },
  { first: "export", after: "request", early: before("dem Export", "the export") },
  { first: "import", after: "request", early: before("der Prüfung des Imports", "the import was verified") },
  { first: "freeze", after: "request", early: before("der Umstellung", "the switch") },
  {
    first: "request",
    after: "confirmation",
    early: { de: "Die Bestätigung kam vor dem Verlangen.", en: "The confirmation came before the request." },
  },
  { first: "request", after: "dead" },
  { first: "request", after: "backups" },
];

function before(de: string, en: string): Sentence {
  return { de: `Die Löschung wurde vor ${de} verlangt.`, en: `The deletion was requested before ${en}.` };
}

/** Every warning about these steps, in the order of the list. `oldData` is the state of the system's data now. */
export function orderWarnings(steps: readonly Step[], oldData: OldData): StepWarning[] {
  const found = [
    ...whileOpen(steps),
    ...pairs.flatMap((pair) => inWrongOrder(steps, pair)),
    ...withoutDeletion(steps, oldData),
    ...closedEarly(steps),
    ...closedAlone(steps),
  ];
  return found.sort((a, b) => a.step.position - b.step.position);
}

const coded = (steps: readonly Step[], code: StepCode) => steps.find((step) => step.code === code);

function inWrongOrder(steps: readonly Step[], { first, after, early }: Pair): StepWarning[] {
  const [one, other] = [coded(steps, first), coded(steps, after)];
  if (one?.state !== "done" || other?.state !== "done" || !cameBefore(other, one)) return [];
  return [{ step: other, sentence: early ?? cameFirst(other, one) }];
}

/** Sure only where the two periods do not overlap: "in December" and "on the 8th" say nothing of their order. */
function cameBefore(one: Step, other: Step): boolean {
  return one.done_on !== null && other.done_on !== null && periodEnd(one.done_on) < periodStart(other.done_on);
}

/** One sentence for each step that is done, however many of those before it are open. */
function whileOpen(steps: readonly Step[]): StepWarning[] {
  const byStep = Map.groupBy(pairs, ({ after }) => coded(steps, after));
  return [...byStep].flatMap(([step, before]) => {
    const open = before.flatMap(({ first }) => coded(steps, first) ?? []).filter(({ state }) => state === "open");
    return step?.state === "done" && open.length > 0 ? [{ step, sentence: openBefore(open) }] : [];
  });
}

function openBefore(open: readonly Step[]): Sentence {
  const names = (language: "de" | "en") => open.map((step) => named(step, language)).join(" · ");
  return {
    de: `Noch offen, obwohl dies getan ist: ${names("de")}`,
    en: `Still open although this is done: ${names("en")}`,
  };
}

function cameFirst(one: Step, other: Step): Sentence {
  return {
    de: `«${named(one, "de")}» kam vor «${named(other, "de")}».`,
    en: `"${named(one, "en")}" came before "${named(other, "en")}".`,
  };
}

function withoutDeletion(steps: readonly Step[], oldData: OldData): StepWarning[] {
  const step = ["confirmation" as const, "backups" as const]
    .map((code) => coded(steps, code))
    .find((one) => one?.state === "done");
  if (!step || isDeleted(oldData) || oldData === "none") return [];
  const sentence = {
    de: "Dass gelöscht wurde, ist noch nicht erfasst: Die Daten gelten weiter als vorhanden.",
    en: "That the data was deleted is not recorded yet: it still counts as being there.",
  };
  return [{ step, sentence }];
}

function closedEarly(steps: readonly Step[]): StepWarning[] {
  const close = coded(steps, "close");
  const open = steps.filter((step) => step.state === "open").length;
  if (close?.state !== "done" || open === 0) return [];
  const sentence = {
    de:
      open === 1
        ? "Abgeschlossen, obwohl ein Schritt offen ist."
        : `Abgeschlossen, obwohl ${open} Schritte offen sind.`,
    en: open === 1 ? "Closed although a step is open." : `Closed although ${open} steps are open.`,
  };
  return [{ step: close, sentence }];
}

function closedAlone(steps: readonly Step[]): StepWarning[] {
  const [close, request] = [coded(steps, "close"), coded(steps, "request")];
  if (close?.state !== "done" || request?.state !== "done" || !isSamePerson(close, request)) return [];
  const sentence = {
    de: "Abgeschlossen von derselben Person, die gelöscht hat. Eine zweite soll es prüfen.",
    en: "Closed by the person who did the deletion. A second one should check.",
  };
  return [{ step: close, sentence }];
}

function isSamePerson(one: Step, other: Step): boolean {
  if (one.done_by_id !== null || other.done_by_id !== null) return one.done_by_id === other.done_by_id;
  return one.done_by !== null && one.done_by.toLowerCase() === other.done_by?.toLowerCase();
}
