import { z } from "zod";
import { type Day, isDay, parseWhen, type When } from "#src/when.ts";
import { both } from "./form.ts";

const nothing: When = { on: null, text: null };

const badDate = both({
  de: "Dieses Datum gibt es nicht. Zum Beispiel: 08.12.2020, 12.2020, Q4 2020, 2020 oder «seit längerem».",
  en: 'There is no such date. For example: 08.12.2020, 12.2020, Q4 2020, 2020 or "for some time".',
});

/** A date as precise as it is known, or words. An empty field is "not known". */
export const whenField = z
  .string()
  .max(120, both({ de: "Höchstens 120 Zeichen.", en: "At most 120 characters." }))
  .default("")
  .transform((typed, context): When => {
    if (typed.trim() === "") return nothing;
    const when = parseWhen(typed);
    if (!when) context.addIssue({ code: "custom", message: badDate });
    return when ?? nothing;
  });

/** A whole day, from a date field (`2020-12-08`) or typed (`08.12.2020`); empty is null. */
export const dayField = z
  .string()
  .default("")
  .transform((typed, context): Day | null => {
    if (typed.trim() === "") return null;
    const on = parseWhen(typed)?.on ?? "";
    if (isDay(on)) return on;
    context.addIssue({
      code: "custom",
      message: both({ de: "Bitte ein Tag wie 08.12.2020.", en: "Please a day such as 08.12.2020." }),
    });
    return null;
  });

/** Text of one line; empty is null. */
export function lineField(most = 200) {
  const tooLong = both({ de: `Höchstens ${most} Zeichen.`, en: `At most ${most} characters.` });
  return z
    .string()
    .trim()
    .max(most, tooLong)
    .default("")
    .transform((text) => (text === "" ? null : text));
}

/** A name that must be there, of one line; `de` and `en` say what is missing. */
export function nameField(de: string, en: string) {
  return z
    .string(both({ de, en }))
    .trim()
    .min(1, both({ de, en }))
    .max(120, both({ de: "Höchstens 120 Zeichen.", en: "At most 120 characters." }));
}
