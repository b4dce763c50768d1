import { z } from "zod";
import { lineField, nameField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";

const days = both({ de: "Erwartet wird eine Zahl von 0 bis 3650.", en: "A number from 0 to 3650 is expected." });

/** A step of the template. No number of days means: no date. */
export const templateStepForm = z.object({
  name: nameField("Was ist zu tun?", "What is to be done?"),
  name_en: lineField(120),
  person: lineField(120),
  days_after_start: z
    .union([z.literal("").transform(() => null), z.coerce.number(days).int(days).min(0, days).max(3650, days)], days)
    .default(null),
  evidence: z
    .enum(["yes", ""])
    .default("")
    .transform((value) => (value === "yes" ? (1 as const) : (0 as const))),
});

export const moveForm = z.object({ to: z.enum(["up", "down"]) });
export const templateStateForm = z.object({ state: z.enum(["used", "archived"]) });
