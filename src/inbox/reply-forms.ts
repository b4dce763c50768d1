import { z } from "zod";
import { lineField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import type { Address } from "#src/mail/message.ts";
import { readAddressList } from "./address-list.ts";
import { openPlaceholders } from "./placeholder.ts";

/** As many as a person writes to; more is a newsletter. */
const mostRecipients = 200;

const tooMany = both({
  de: `Höchstens ${mostRecipients} Empfänger.`,
  en: `At most ${mostRecipients} recipients.`,
});

/** Recipients as a person types them, with commas between; a program may give a list. */
const recipientsField = z
  .union([z.string().max(20_000), z.array(z.string().max(1000)).max(mostRecipients)])
  .default("")
  .transform((given, context): Address[] => {
    const typed = [given].flat().join(", ");
    const { addresses, wrong } = readAddressList(typed);
    if (wrong.length > 0) context.addIssue({ code: "custom", message: notAddresses(wrong) });
    if (addresses.length > mostRecipients) context.addIssue({ code: "custom", message: tooMany });
    return addresses;
  });

function notAddresses(wrong: readonly string[]): string {
  const told = wrong.slice(0, 3).join(", ").slice(0, 200);
  return both({ de: `Das ist keine Mailadresse: ${told}`, en: `That is no mail address: ${told}` });
}

const noRecipient = both({ de: "An wen soll die Mail gehen?", en: "Whom shall the mail go to?" });
const noText = both({ de: "Die Mail hat noch keinen Text.", en: "The mail has no text yet." });
const mostText = 200_000;

export const textField = z
  .string(noText)
  .max(mostText, both({ de: `Höchstens ${mostText} Zeichen.`, en: `At most ${mostText} characters.` }))
  .transform((typed) => typed.replaceAll("\r\n", "\n").trimEnd())
  .refine((typed) => typed.trim() !== "", noText)
  .superRefine(noOpenPlaceholder);

/** Nobody outside reads a raw placeholder. */
export function noOpenPlaceholder(typed: string, context: z.RefinementCtx): void {
  const open = openPlaceholders(typed);
  if (open.length > 0) context.addIssue({ code: "custom", message: stillOpen(open) });
}

function stillOpen(open: readonly string[]): string {
  const told = open.join(", ");
  return both({
    de: `Im Text steht noch ${told}. Ersetzen Sie es durch Worte; so geht die Mail nicht hinaus.`,
    en: `The text still says ${told}. Replace it by words; the mail does not leave like this.`,
  });
}

/** What a reply leaves its ticket in. */
export const afterField = z.enum(["open", "waiting-customer", "waiting-third", "closed"]).default("waiting-customer");

export const recipients = { to: recipientsField, cc: recipientsField, bcc: recipientsField };

/** Empty: the ticket's own. */
export const subjectField = lineField(500).transform((typed) => typed ?? undefined);

const written = {
  ...recipients,
  text: textField,
  subject: subjectField,
  after: afterField,
};

const someRecipient = (typed: { to: Address[]; cc: Address[]; bcc: Address[] }) =>
  typed.to.length + typed.cc.length + typed.bcc.length > 0;
const atTo = { path: ["to"], message: noRecipient };

export const replyForm = z
  .object({
    ...written,
    /** What the writer had seen: a newer message stops the reply. */
    last_message_id: z.coerce.number().int().nonnegative().default(0),
    /** The message that is answered; empty: the newest mail. */
    answering: z.coerce.number().int().positive().nullable().catch(null),
  })
  .refine(someRecipient, atTo);

export const newTicketForm = z
  .object({
    ...written,
    mailbox: z.string(both({ de: "Aus welchem Postfach?", en: "From which mailbox?" })).min(1),
  })
  .refine(someRecipient, atTo)
  .refine(({ subject }) => subject !== undefined, {
    path: ["subject"],
    message: both({ de: "Worum geht es? Der Betreff fehlt.", en: "What is it about? The subject is missing." }),
  });

export const noteForm = z.object({
  text: z
    .string(both({ de: "Die Notiz ist leer.", en: "The note is empty." }))
    .max(mostText)
    .transform((typed) => typed.replaceAll("\r\n", "\n").trimEnd())
    .refine((typed) => typed.trim() !== "", both({ de: "Die Notiz ist leer.", en: "The note is empty." })),
});

export const assigneeForm = z.object({
  person: z
    .string()
    .default("")
    .transform((typed) => (typed === "" ? null : Number(typed)))
    .pipe(z.number().int().positive().nullable()),
});

export const stateForm = z.object({ state: z.enum(["open", "waiting-customer", "waiting-third", "closed", "spam"]) });
