import type { MailWords } from "#src/inbox/telling.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { formatMoment } from "#views/ui/moment.tsx";
import { hrefOf, type Notification, sentenceOf } from "./notification.ts";

/** A notification as a mail tells it: `words` is what may be said of its ticket, `line` the beginning of its message. */
export type Mailed = { notification: Notification; who: string | null; words: MailWords; line: string };

type Writing = { items: readonly Mailed[]; language: Language; time_zone: string; address: string | null };

/** "Anfrage 2041: Webmail", the same for every mail about it; else how many there are. */
export function mailSubject({ items, language }: Pick<Writing, "items" | "language">): string {
  const tell = tellIn(language);
  const tickets = ticketsOf(items);
  const [only] = items;
  if (tickets.size === 1 && only && items.every(({ notification }) => notification.ticket_id !== null))
    return ticketTitle(only, language);
  if (items.length === 1 && only) return tell(checkTitle(only));
  return tell({ de: `${items.length} Mitteilungen`, en: `${items.length} notifications` });
}

export function ticketsOf(items: readonly Mailed[]): Map<number, Mailed[]> {
  return Map.groupBy(
    items.filter(({ notification }) => notification.ticket_id !== null),
    ({ notification }) => notification.ticket_id!,
  );
}

function ticketTitle({ notification: { ticket_id, subject }, words }: Mailed, language: Language): string {
  const named = words === "none" || !subject ? "" : `: ${subject}`;
  return tellIn(language)({ de: `Anfrage ${ticket_id}${named}`, en: `Ticket ${ticket_id}${named}` });
}

const checkTitle = ({ notification: { check_name } }: Mailed) => ({
  de: `Gestört: ${check_name}`,
  en: `Down: ${check_name}`,
});

/** Ticket by ticket what happened and where it is, then checks, then how to have less of it. */
export function mailText(writing: Writing): string {
  const { items, language, address } = writing;
  const say = sayIn(language);
  const tickets = [...ticketsOf(items).values()].map((some) => ticketPart(some, writing));
  const checks = items
    .filter(({ notification }) => notification.ticket_id === null)
    .map((item) => [tellIn(language)(checkTitle(item)), linkTo(item, address)].join("\n"));
  return [
    ...tickets,
    ...checks,
    [
      say({
        de: "Antworten Sie auf der Seite, nicht auf diese Mail.",
        en: "Answer on the page, not to this mail.",
      }),
      `${say({ de: "Was Sie erfahren, und wie", en: "What you are told, and how" })}: ${address ?? ""}/notifications/settings`,
    ].join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

function ticketPart(items: readonly Mailed[], writing: Writing): string {
  const first = items[0]!;
  return [
    `${ticketTitle(first, writing.language)} (${first.notification.mailbox})`,
    ...items.map((item) => itemLines(item, writing)),
  ].join("\n");
}

function itemLines(item: Mailed, { language, time_zone, address }: Writing): string {
  const { notification, who, line, words } = item;
  const what = `${formatMoment(notification.at, time_zone)} ${sentenceOf(notification, who)[language]}`;
  return [`- ${what}`, ...(words === "line" && line !== "" ? [`  ${line}`] : []), `  ${linkTo(item, address)}`].join(
    "\n",
  );
}

const linkTo = ({ notification }: Mailed, address: string | null) => `${address ?? ""}${hrefOf(notification)}`;
