import { z } from "zod";
import { both } from "#src/http/form.ts";
import { addressField } from "./mailbox-forms.ts";
import { afterField, recipients, subjectField, textField } from "./reply-forms.ts";

const noMailbox = both({
  de: "Aus welchem Postfach? Sein Kürzel, etwa support.",
  en: "Which mailbox? Its slug, such as support.",
});
const noSubject = both({ de: "Der Betreff fehlt.", en: "The subject is missing." });
const noRecipient = both({ de: "An wen soll die Mail gehen?", en: "Whom shall the mail go to?" });
const noSender = both({ de: "Von wem kam es? Eine Mailadresse.", en: "Who did it come from? A mail address." });

/** A ticket that begins with a mail of ours (`out`), with what somebody told us elsewhere (`in`), or with a note. */
export const apiTicketForm = z
  .object({
    mailbox: z.string(noMailbox).min(1, noMailbox),
    kind: z.enum(["out", "in", "note"]).default("out"),
    subject: z.string(noSubject).trim().min(1, noSubject).max(500),
    text: textField,
    ...recipients,
    from: addressField.optional(),
    from_name: z.string().trim().max(200).default(""),
    after: afterField,
  })
  .refine(({ kind, to, cc, bcc }) => kind !== "out" || to.length + cc.length + bcc.length > 0, {
    path: ["to"],
    message: noRecipient,
  })
  .refine(({ kind, from }) => kind !== "in" || from !== undefined, { path: ["from"], message: noSender });

/** An answer. Without recipients it goes to whoever wrote last; `last_message_id` stops it when something newer is there. */
export const apiReplyForm = z.object({
  ...recipients,
  text: textField,
  subject: subjectField,
  after: afterField,
  last_message_id: z.coerce.number().int().positive().optional(),
});

const noPerson = both({
  de: "Die Mailadresse einer Person des Hauses; leer: niemand.",
  en: "The mail address of somebody of the house; empty: nobody.",
});

export const apiAssigneeForm = z.object({ person: z.union([z.literal(""), addressField], noPerson).default("") });

const someTag = both({ de: "Welche Schlagwörter? add, remove oder beides.", en: "Which tags? add, remove or both." });

/** Tags by name: one, several with commas between, or a list. */
const tagsField = z
  .union([z.string().max(2000), z.array(z.string().max(200)).max(20)])
  .default("")
  .transform((given) => [given].flat().join(", "));

export const apiTagsForm = z
  .object({ add: tagsField, remove: tagsField })
  .refine(({ add, remove }) => add !== "" || remove !== "", { path: ["add"], message: someTag });
