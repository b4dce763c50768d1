import type { Fields } from "#src/http/form.ts";

/** A step that a new offboarding begins with. `person` is a name: the person's where there is one, else what was written. */
export type TemplateStep = {
  id: number;
  code: string | null;
  name: string;
  name_en: string | null;
  position: number;
  person: string | null;
  days_after_start: number | null;
  evidence: 0 | 1;
  archived_at: string | null;
};

/** What its form shows of a step. */
export function valuesOf(step: TemplateStep): Fields {
  return {
    name: step.name,
    name_en: step.name_en ?? "",
    person: step.person ?? "",
    days_after_start: step.days_after_start === null ? "" : String(step.days_after_start),
    evidence: step.evidence ? "yes" : "",
  };
}
