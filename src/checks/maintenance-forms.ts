import { z } from "zod";
import { lineField, nameField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { timeZones } from "#src/settings/company.ts";
import { isRule } from "./maintenance.ts";

const repeats = ["once", "weekly", "monthly", "rule"] as const;

/** Values of one name: none, one or several ticks. */
export const ticked = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((typed) => [typed].flat());

const moment = z
  .string(both({ de: "Wann beginnt sie?", en: "When does it begin?" }))
  .trim()
  .transform((typed) => fromTyped(typed))
  .refine(
    (typed) => typed !== null,
    both({
      de: "Zum Beispiel 2027-03-27T23:00 oder 27.03.2027 23:00.",
      en: "For example 2027-03-27T23:00 or 27.03.2027 23:00.",
    }),
  );

const lasting = both({ de: "Wie lange, in Minuten: 1 bis 44640.", en: "How long, in minutes: 1 to 44640." });
const badRule = both({
  de: "Eine Regel wie FREQ=WEEKLY;BYDAY=SA (RFC 5545), nicht öfter als stündlich.",
  en: "A rule such as FREQ=WEEKLY;BYDAY=SA (RFC 5545), no more often than hourly.",
});
const noZone = both({ de: "Diese Zeitzone gibt es nicht.", en: "There is no such time zone." });

/** Wall time; the time zone is the company's unless another is chosen. Gives the rule that the repetition means. */
export const maintenanceForm = (timeZone: string) =>
  z
    .object({
      title: nameField("Worum geht es?", "What is it about?"),
      starts: moment,
      minutes: z.coerce.number(lasting).int(lasting).min(1, lasting).max(44_640, lasting),
      time_zone: z
        .string()
        .default(timeZone)
        .refine((zone) => timeZones().includes(zone), noZone),
      repeats: z.enum(repeats).default("once"),
      rule: lineField(300),
      scope: z.enum(["all", "some"]).default("all"),
      checks: ticked,
      note: lineField(2000),
    })
    .superRefine(({ repeats, rule, starts }, context) => {
      if (repeats !== "rule" || (rule !== null && isRule(rule, starts ?? undefined))) return;
      context.addIssue({ code: "custom", path: ["rule"], message: badRule });
    })
    .transform(({ repeats, rule, starts, scope, ...rest }) => ({
      ...rest,
      starts: starts!,
      rule: ruleFor(repeats, rule, starts!),
      all_checks: scope === "all" ? (1 as const) : (0 as const),
    }));

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

function ruleFor(repeat: (typeof repeats)[number], rule: string | null, starts: string): string | null {
  const date = Temporal.PlainDateTime.from(starts);
  if (repeat === "weekly") return `FREQ=WEEKLY;BYDAY=${weekdays[date.dayOfWeek - 1]}`;
  if (repeat === "monthly") return `FREQ=MONTHLY;BYMONTHDAY=${date.day}`;
  return repeat === "rule" ? rule : null;
}

/** `2027-03-27T23:00` of a date field, or typed as one writes it here. */
function fromTyped(typed: string): string | null {
  const swiss = /^(\d{1,2})\.(\d{1,2})\.(\d{4})[ ,]+(\d{1,2})[:.](\d{2})$/.exec(typed);
  const pad = (part: string) => part.padStart(2, "0");
  const iso = swiss
    ? `${swiss[3]}-${pad(swiss[2]!)}-${pad(swiss[1]!)}T${pad(swiss[4]!)}:${swiss[5]}`
    : typed.replace(" ", "T").slice(0, 16);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(iso)) return null;
  try {
    return Temporal.PlainDateTime.from(iso).toString({ smallestUnit: "minute" });
  } catch {
    return null;
  }
}
