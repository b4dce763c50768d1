import { z } from "zod";
import { lineField, nameField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { componentRules } from "./component.ts";
import { momentOf } from "./days.ts";
import { type ImpactOn, impacts, incidentStates } from "./notice.ts";

export const tick = z
  .enum(["yes", "no", "on"])
  .default("no")
  .transform((value) => (value === "no" ? (0 as const) : (1 as const)));

export const titled = {
  title: nameField("Sagen Sie in einer Zeile, was ist.", "Say in one line what it is."),
  title_en: lineField(120),
};

export const words = {
  text: z
    .string(both({ de: "Schreiben Sie ein, zwei Sätze.", en: "Write a sentence or two." }))
    .trim()
    .min(1, both({ de: "Schreiben Sie ein, zwei Sätze.", en: "Write a sentence or two." }))
    .max(10_000, both({ de: "Höchstens 10’000 Zeichen.", en: "At most 10’000 characters." })),
  text_en: lineField(10_000),
};

export const pick = both({ de: "Bitte wählen.", en: "Please choose." });
const noTime = both({
  de: "Bitte Tag und Zeit wie 2026-11-27T22:00.",
  en: "Please a day and time such as 2026-11-27T22:00.",
});

/** A day and time on the company's wall clock (`2026-11-27T22:00`, `27.11.2026 22:00`); null when it is neither. */
function readWall(typed: string): string | null {
  const text = typed.trim();
  const local = /^(\d{1,2})\.(\d{1,2})\.(\d{4})[, ]+(\d{1,2})[:.](\d{2})$/.exec(text);
  const iso = local
    ? `${local[3]}-${local[2]!.padStart(2, "0")}-${local[1]!.padStart(2, "0")}T${local[4]!.padStart(2, "0")}:${local[5]}`
    : text.replace(" ", "T").slice(0, 16);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(iso)) return null;
  try {
    return Temporal.PlainDateTime.from(iso, { overflow: "reject" }).toString({ smallestUnit: "minute" });
  } catch {
    return null;
  }
}

function wallField(timeZone: string) {
  return z.string(noTime).transform((typed, context) => {
    const wall = readWall(typed);
    if (wall !== null) return momentOf(wall, timeZone);
    context.addIssue({ code: "custom", message: noTime });
    return z.NEVER;
  });
}

/** What a form says of each component: `impact-3` is `none`, `degraded` or `down`. What it does not name is not touched. */
export function impactsIn(body: unknown): ImpactOn[] {
  return numbered(body, /^impact-(\d+)$/).flatMap(([id, value]) => {
    const impact = impacts.find((one) => one === value);
    return impact && impact !== "none" ? [{ component_id: id, impact }] : [];
  });
}

/** The same, with those that were touched and are well again: they must be said to be. */
export function everyImpactIn(body: unknown, before: readonly number[]): ImpactOn[] {
  const now = impactsIn(body);
  const well = before.filter((id) => !now.some(({ component_id }) => component_id === id));
  return [...now, ...well.map((component_id) => ({ component_id, impact: "none" as const }))];
}

/** Ticked numbers: `component-3`, `check-7`. */
export function tickedIn(body: unknown, name: "component" | "check" | "service"): number[] {
  return numbered(body, new RegExp(`^${name}-(\\d+)$`)).map(([id]) => id);
}

function numbered(body: unknown, pattern: RegExp): [number, unknown][] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) => {
    const found = pattern.exec(key);
    return found ? [[Number(found[1]), value] as [number, unknown]] : [];
  });
}

/** Nothing begins in the future: that is what planned work is for. */
export function incidentForm(timeZone: string, now: Date) {
  const moment = now.toISOString();
  return z
    .object({
      ...titled,
      ...words,
      state: z.enum(incidentStates, pick).default("investigating"),
      begins_at: wallField(timeZone).optional(),
    })
    .transform((typed) => ({ ...typed, begins_at: sameMinute(typed.begins_at, now) ?? moment }))
    .refine(({ begins_at }) => begins_at <= moment, {
      path: ["begins_at"],
      message: inFuture,
    });
}

export const inFuture = both({
  de: "Das liegt in der Zukunft. Geplantes ist eine Wartung.",
  en: "That is in the future. What is planned is maintenance.",
});

/** A field knows no seconds: the minute it is now is now. */
function sameMinute(begins_at: string | undefined, now: Date): string | undefined {
  return begins_at?.slice(0, 16) === now.toISOString().slice(0, 16) ? now.toISOString() : begins_at;
}

export const updateForm = z.object({ ...words, state: z.enum([...incidentStates, "postmortem"], pick), tells: tick });
export const postmortemForm = z.object({ ...words, tells: tick });
export const tellingForm = z.object({ tells: tick });
export const endForm = z.object({ ...words, tells: tick });

export function correctionForm(timeZone: string, now: Date) {
  return z
    .object({ ...titled, begins_at: wallField(timeZone) })
    .refine(({ begins_at }) => begins_at <= now.toISOString(), {
      path: ["begins_at"],
      message: both({ de: "Das liegt in der Zukunft.", en: "That is in the future." }),
    });
}

export const backwards = {
  path: ["ends_at"],
  message: both({ de: "Das Ende muss nach dem Beginn liegen.", en: "The end must come after the beginning." }),
};
export const reminding = { remind_day: tick, remind_hour: tick };

/** Minutes before the beginning, as a plan keeps them. */
export function reminderMinutes({ remind_day, remind_hour }: { remind_day: 0 | 1; remind_hour: 0 | 1 }): string {
  return [...(remind_day ? ["1440"] : []), ...(remind_hour ? ["60"] : [])].join(" ");
}

export function maintenanceForm(timeZone: string) {
  return z
    .object({
      ...titled,
      ...words,
      begins_at: wallField(timeZone),
      ends_at: wallField(timeZone),
      ...reminding,
    })
    .refine(({ begins_at, ends_at }) => ends_at > begins_at, backwards)
    .transform(({ remind_day, remind_hour, ...plan }) => ({
      ...plan,
      reminder_min: reminderMinutes({ remind_day, remind_hour }),
    }));
}

export function movingForm(timeZone: string) {
  return z
    .object({ ...words, begins_at: wallField(timeZone), ends_at: wallField(timeZone), tells: tick })
    .refine(({ begins_at, ends_at }) => ends_at > begins_at, backwards);
}

const aName = nameField("Wie heisst es?", "What is it called?");

const groupField = z
  .string()
  .default("")
  .transform((typed) => (/^\d+$/.test(typed) ? Number(typed) : null));

export const componentForm = z.object({
  name: aName,
  name_en: lineField(120),
  about: lineField(300),
  about_en: lineField(300),
  group_id: groupField,
  rule: z.enum(componentRules, pick).default("worst"),
});

export const groupForm = z.object({ name: aName, name_en: lineField(120) });
export const saidForm = z.object({ state: z.enum(["up", "degraded", "down", "unknown"], pick) });
export const orderForm = z.object({ by: z.enum(["up", "down"], pick) });

export const templateForm = z.object({
  name: aName,
  kind: z.enum(["incident", "maintenance"], pick),
  ...titled,
  ...words,
});
