import { z } from "zod";
import { ways } from "#src/deletions/request.ts";
import { dayField, lineField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import type { Day } from "#src/when.ts";
import { recipients, textField } from "./reply-forms.ts";

const noDay = both({ de: "Bis wann soll die Antwort da sein?", en: "By when shall the answer be there?" });

/** A day from today on. */
const answerField = (today: Day) =>
  dayField
    .refine((day) => day !== null, noDay)
    .refine((day) => day === null || day >= today, {
      message: both({ de: "Dieser Tag ist schon vorbei.", en: "That day has passed already." }),
    })
    .transform((day) => day ?? today);

export function letterForm(today: Day) {
  return z
    .object({
      mailbox: z.string(both({ de: "Aus welchem Postfach?", en: "From which mailbox?" })).min(1),
      to: recipients.to,
      subject: lineField(500),
      text: textField,
      account: lineField(200),
      answer_by: answerField(today),
    })
    .refine(({ to }) => to.length > 0, {
      path: ["to"],
      message: both({ de: "An welche Adresse des Anbieters?", en: "To which address of the provider?" }),
    })
    .refine(({ subject }) => subject !== null, {
      path: ["subject"],
      message: both({ de: "Der Betreff fehlt.", en: "The subject is missing." }),
    });
}

export function reminderForm(today: Day) {
  return z.object({ text: textField, answer_by: answerField(today) });
}

/** What was asked for on paper or in the provider's own form. */
export function otherwiseForm(today: Day) {
  return z
    .object({
      way: z.enum(ways, both({ de: "Auf welchem Weg?", en: "In which way?" })),
      recipient: lineField(300).refine((typed) => typed !== null, {
        message: both({ de: "An wen, oder auf welcher Seite?", en: "To whom, or on which page?" }),
      }),
      requested_on: dayField
        .refine((day) => day === null || day <= today, {
          message: both({ de: "Das liegt in der Zukunft.", en: "That is in the future." }),
        })
        .transform((day) => day ?? today),
      answer_by: dayField.refine((day) => day !== null, noDay).transform((day) => day ?? today),
      account: lineField(200),
      reference: lineField(200),
    })
    .refine(({ answer_by, requested_on }) => answer_by >= requested_on, {
      path: ["answer_by"],
      message: both({
        de: "Die Antwort wäre vor dem Verlangen fällig.",
        en: "The answer would be due before the request.",
      }),
    });
}
