import { type Language, sayIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { formatOn, formatWhen } from "#src/when.ts";
import { doneWhen, progressOf, type Step } from "./step.ts";

type Named = { name: string; name_en: string | null };

/** What the page says first: "Slack: 8 von 17 Schritten getan, als Nächstes: Bestätigung einholen." */
export function offboardingSentence(system: Named, steps: readonly Step[], language: Language): string {
  return `${named(system, language)}: ${stepsSentence(steps, language)}`;
}

/** The same without the system's name. */
export function stepsSentence(steps: readonly Step[], language: Language): string {
  const { done, needed, next } = progressOf(steps);
  if (needed === 0) return sayIn(language)({ de: "kein Schritt ist nötig.", en: "no step is needed." });
  if (next === null) return language === "de" ? `alle ${needed} Schritte getan.` : `all ${needed} steps done.`;
  const first = named(next, language);
  return language === "de"
    ? `${done} von ${needed} Schritten getan, als Nächstes: ${first}.`
    : `${done} of ${needed} steps done, next: ${first}.`;
}

/** What stands at the end of a step's line: when it was done, or by when it is due. */
export function stepDate(step: Step, language: Language): string {
  if (step.state === "done") return formatWhen(doneWhen(step), language);
  if (step.state === "not-needed" || step.due_on === null) return "";
  return `${sayIn(language)({ de: "fällig", en: "due" })} ${formatOn(step.due_on, language)}`;
}
