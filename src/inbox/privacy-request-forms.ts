import { z } from "zod";
import { dayField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";

const noDay = both({ de: "An welchem Tag?", en: "On which day?" });
const aDay = dayField.refine((day) => day !== null, noDay).transform((day) => day as string);

function words(de: string, en: string) {
  return z
    .string(both({ de, en }))
    .trim()
    .min(1, both({ de, en }))
    .max(2000, both({ de: "Höchstens 2000 Zeichen.", en: "At most 2000 characters." }));
}

export const makeRequestForm = z.object({
  kind: z.enum(["access", "erasure"], both({ de: "Auskunft oder Löschung?", en: "Access or erasure?" })),
  received_on: aDay,
});

export const putOffForm = z.object({
  until: aDay,
  reason: words(
    "Warum dauert es länger? Die Person muss den Grund erfahren.",
    "Why does it take longer? The person must be told.",
  ),
});

export const answeredForm = z.object({
  answer: words("Was wurde gesandt oder getan?", "What was sent or done?"),
  on: aDay,
});

export const holdForm = z.object({
  reason: words("Warum muss die Anfrage aufbewahrt werden?", "Why must the ticket be kept?"),
});
