import { z } from "zod";
import { nameField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { placeholderWords, unknownPlaceholders } from "./placeholder.ts";

const mostText = 20_000;

const text = z
  .string()
  .max(mostText, both({ de: `Höchstens ${mostText} Zeichen.`, en: `At most ${mostText} characters.` }))
  .default("")
  .transform((typed, context) => {
    const unknown = unknownPlaceholders(typed);
    if (unknown.length > 0) context.addIssue({ code: "custom", message: notKnown(unknown) });
    return typed.replaceAll("\r\n", "\n").trim();
  });

function notKnown(unknown: readonly string[]): string {
  const told = unknown.slice(0, 3).join(", ");
  const names = Object.keys(placeholderWords).join(", ");
  return both({
    de: `Diesen Platzhalter gibt es nicht: ${told}. Es gibt: ${names}. Mit Ersatz, wenn nichts da ist: {{customer.firstName|Guten Tag}}.`,
    en: `There is no such placeholder: ${told}. There are: ${names}. With words for when nothing is there: {{customer.firstName|Hello}}.`,
  });
}

const noText = both({
  de: "Der Text fehlt: deutsch, englisch oder beides.",
  en: "The text is missing: German, English or both.",
});

/** `mailbox`: a slug; empty: all of them. */
export const savedReplyForm = z
  .object({
    title: nameField(
      "Wie heisst er? Unter dem Titel wird er gesucht.",
      "What is it called? It is looked for by its title.",
    ),
    mailbox: z.string().default(""),
    text_de: text,
    text_en: text,
  })
  .refine(({ text_de, text_en }) => text_de !== "" || text_en !== "", { path: ["text_de"], message: noText });
