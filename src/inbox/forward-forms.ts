import { z } from "zod";
import { both } from "#src/http/form.ts";
import { noOpenPlaceholder, recipients, subjectField } from "./reply-forms.ts";

const noSubject = both({ de: "Der Betreff fehlt.", en: "The subject is missing." });
const noRecipient = both({ de: "An wen soll die Mail gehen?", en: "Whom shall the mail go to?" });

/** Ticked files come as one field or several of the same name. */
const filesField = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) =>
    [given]
      .flat()
      .filter((one) => /^\d{1,12}$/.test(one))
      .map(Number),
  );

/** A message passed on, or the whole ticket without `message`. Nothing need be said above it. */
export const forwardForm = z
  .object({
    ...recipients,
    subject: subjectField.refine((typed) => typed !== undefined, noSubject),
    text: z
      .string()
      .max(200_000)
      .default("")
      .transform((typed) => typed.replaceAll("\r\n", "\n").trimEnd())
      .superRefine(noOpenPlaceholder),
    file: filesField,
    waits: z.string().optional(),
  })
  .refine(({ to, cc, bcc }) => to.length + cc.length + bcc.length > 0, { path: ["to"], message: noRecipient });
