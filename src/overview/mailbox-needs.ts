import { longAge } from "#src/inbox/age.ts";
import type { MailboxTrouble } from "#src/inbox/health-actions.ts";
import { troubleSentence } from "#src/inbox/trouble.ts";
import { may, type Reader } from "#src/reader.ts";
import type { Language } from "#src/say.ts";
import type { Need } from "./needs.ts";

/** Mailboxes that mail may not be coming from, or cannot leave, for owners and for whoever uses them. */
export function mailboxNeeds(troubles: readonly MailboxTrouble[], mine: readonly number[], reader: Reader): Need[] {
  const isOwner = may(reader, "owner");
  return troubles
    .filter(({ mailbox_id }) => isOwner || mine.includes(mailbox_id))
    .map((trouble) => ({
      text: textOf(trouble, reader),
      href: isOwner ? `/settings/mailboxes/${trouble.slug}` : "/inbox",
      who: "",
      since: sinceOf(trouble, reader),
      quiet: false,
    }));
}

function textOf({ name, way, code, late, unaccounted }: MailboxTrouble, { language }: Reader): string {
  if (way === "out") return outText(name, code, language);
  if (code !== null) return `${name}: ${troubleSentence(code, null)[language]}`;
  if (late) return { de: `${name} holt keine Mails ab`, en: `${name} fetches no mail` }[language];
  return {
    de: `${name}: ${unaccounted} Mails liegen auf dem Server und nicht hier`,
    en: `${name}: ${unaccounted} mails lie on the server and not here`,
  }[language];
}

function outText(name: string, code: string | null, language: Language): string {
  const why = troubleSentence(code ?? "our-fault", null)[language];
  return { de: `${name} kann nichts senden: ${why}`, en: `${name} cannot send: ${why}` }[language];
}

function sinceOf({ since }: MailboxTrouble, { now, language }: Reader): string {
  if (since === null) return "";
  const age = longAge(since, now, language);
  return { de: `seit ${age}`, en: `for ${age}` }[language];
}
