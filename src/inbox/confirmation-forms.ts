import { z } from "zod";
import { lineField, whenField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { type Day, periodStart } from "#src/when.ts";

const ticked = z
  .union([z.string(), z.array(z.string())])
  .default("")
  .transform((typed) => [typed].flat().flatMap((part) => part.split(",")))
  .transform((parts) => parts.filter((part) => part !== ""));

/** Which parts of a message confirm a deletion, how strong they are, and what they say. */
export function confirmationForm(today: Day) {
  return z
    .object({
      system: z.string(both({ de: "Welches System?", en: "Which system?" })).min(1),
      level: z.enum(["confirmation", "certificate"], both({ de: "Bitte wählen.", en: "Please choose." })),
      raw: z.string().optional(),
      file: ticked,
      confirmed: whenField,
      confirmed_from: lineField(200),
      confirmation_reference: lineField(200),
      backups_expire: whenField,
    })
    .refine(({ raw, file }) => raw !== undefined || file.length > 0, {
      path: ["raw"],
      message: both({
        de: "Wählen Sie mindestens die Nachricht oder eine Datei.",
        en: "Choose at least the message or one file.",
      }),
    })
    .refine(({ confirmed }) => confirmed.on === null || periodStart(confirmed.on) <= today, {
      path: ["confirmed"],
      message: both({ de: "Das liegt in der Zukunft.", en: "That is in the future." }),
    });
}
