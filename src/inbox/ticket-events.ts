import type { Database } from "bun:sqlite";
import { activityAbout, type Happened } from "#src/activity/read.ts";
import type { Sentence } from "#src/problem.ts";
import type { Language } from "#src/say.ts";
import { byIn } from "#src/settings/history.ts";
import { formatOn } from "#src/when.ts";
import { findBulk } from "./bulk-store.ts";
import { type RequestKind, requestWords } from "./privacy-request.ts";
import { stateWords, type TicketState } from "./ticket.ts";

/** Something that happened to a ticket, told between its messages. */
export type TicketEvent = {
  id: number;
  at: string;
  text: string;
  /** The action of which it was one of many, where this reader did it: there it can be undone. */
  bulk: number | null;
};

type Names = { people: ReadonlyMap<number, string>; tokens: ReadonlyMap<number, string>; language: Language };
type Told = Names & { reader: string };
type Detail = Record<string, string | number | null | undefined>;
type Telling = { who: string; detail: Detail; names: Names };

export function eventsOf(db: Database, ticketId: number, names: Told): TicketEvent[] {
  const events = activityAbout(db, `ticket:${ticketId}`).flatMap((happened) => told(happened, names));
  const undoable = new Set([...new Set(events.flatMap(({ bulk }) => bulk ?? []))].filter((id) => isDone(db, id)));
  return events.map((event) => ({
    ...event,
    bulk: event.bulk !== null && undoable.has(event.bulk) ? event.bulk : null,
  }));
}

const isDone = (db: Database, bulk: number) => findBulk(db, bulk)?.state === "done";

/** What nobody has words for is not told. */
function told({ id, what, by, at, detail }: Happened, names: Told): TicketEvent[] {
  const said = JSON.parse(detail ?? "{}") as Detail;
  const sentence = words[what]?.({ who: byIn(by, names), detail: said, names });
  const bulk = by === names.reader && typeof said["bulk"] === "number" ? said["bulk"] : null;
  return sentence ? [{ id, at, text: sentence[names.language], bulk }] : [];
}

const words: Record<string, (telling: Telling) => Sentence> = {
  "ticket.opened": ({ who }) => ({ de: `${who} hat die Anfrage eröffnet`, en: `${who} opened the ticket` }),
  "ticket.assigned": assigned,
  "ticket.state": ({ who, detail: { to } }) => {
    const state = stateWords[to as TicketState] ?? { de: String(to), en: String(to) };
    return { de: `${who}: Status ${state.de}`, en: `${who}: state ${state.en}` };
  },
  "ticket.snoozed": ({ who, detail: { until } }) => ({
    de: `${who} hat die Anfrage bis ${formatOn(String(until).slice(0, 10), "de")} zurückgestellt`,
    en: `${who} put the ticket off until ${formatOn(String(until).slice(0, 10), "en")}`,
  }),
  "ticket.woken": () => ({ de: "Die Anfrage ist wieder da", en: "The ticket is back" }),
  "ticket.unsnoozed": ({ who }) => ({
    de: `${who} hat das Zurückstellen rückgängig gemacht`,
    en: `${who} undid the putting off`,
  }),
  "ticket.subject": ({ who, detail: { to } }) => ({
    de: `${who} hat den Betreff geändert: «${to}»`,
    en: `${who} changed the subject: "${to}"`,
  }),
  "ticket.trouble-settled": ({ who }) => ({ de: `${who} hat die Störung geklärt`, en: `${who} settled the trouble` }),
  "ticket.reply-undone": ({ who }) => ({ de: `${who} hat eine Antwort zurückgezogen`, en: `${who} took a reply back` }),
  "ticket.merged": ({ who, detail: { from } }) => ({
    de: `${who} hat Nr. ${from} mit dieser Anfrage zusammengeführt`,
    en: `${who} merged no. ${from} into this ticket`,
  }),
  "ticket.merge-undone": ({ who, detail: { from } }) => ({
    de: `${who} hat Nr. ${from} wieder getrennt`,
    en: `${who} parted no. ${from} again`,
  }),
  "ticket.moved": ({ who }) => ({
    de: `${who} hat die Anfrage in dieses Postfach verschoben`,
    en: `${who} moved the ticket to this mailbox`,
  }),
  "ticket.forwarded": ({ who, detail: { messages } }) => ({
    de: `${who} hat ${messages === 1 ? "eine Mail" : `${messages} Mails`} weitergeleitet`,
    en: `${who} forwarded ${messages === 1 ? "a mail" : `${messages} mails`}`,
  }),
  "ticket.tagged": ({ who, detail: { tags } }) => ({ de: `${who}: Schlagwort ${tags}`, en: `${who}: tag ${tags}` }),
  "ticket.untagged": ({ who, detail: { tags } }) => ({
    de: `${who} hat das Schlagwort ${tags} entfernt`,
    en: `${who} removed the tag ${tags}`,
  }),
  "ticket.linked": ({ who, detail: { name } }) => ({
    de: `${who}: es geht um ${name}`,
    en: `${who}: this is about ${name}`,
  }),
  "ticket.confirmed": ({ who, detail: { system, record } }) => ({
    de: `${who} hat eine Nachricht als Bestätigung der Löschung von ${system} abgelegt${record == null ? "" : `, Löschnachweis Nr. ${record}`}`,
    en: `${who} filed a message as confirmation of the deletion of ${system}${record == null ? "" : `, deletion record no. ${record}`}`,
  }),
  "ticket.unlinked": ({ who, detail: { name } }) => ({
    de: `${who}: es geht nicht um ${name}`,
    en: `${who}: this is not about ${name}`,
  }),
  "ticket.messages-moved": ({ who, detail: { from } }) => ({
    de: `${who} hat Nachrichten aus Nr. ${from} hierher verschoben`,
    en: `${who} moved messages here from no. ${from}`,
  }),
  "ticket.request": ({ who, detail: { kind } }) => ({
    de: `${who}: ${requestWords[kind as RequestKind].de}, die Frist läuft`,
    en: `${who}: ${requestWords[kind as RequestKind].en}, its time runs`,
  }),
  "ticket.request-withdrawn": ({ who }) => ({
    de: `${who}: doch kein Begehren`,
    en: `${who}: no such request after all`,
  }),
  "ticket.request-extended": ({ who, detail: { until } }) => ({
    de: `${who} hat die Frist bis ${formatOn(String(until), "de")} verlängert`,
    en: `${who} extended the time until ${formatOn(String(until), "en")}`,
  }),
  "ticket.request-answered": ({ who }) => ({
    de: `${who}: das Begehren ist beantwortet`,
    en: `${who}: the request is answered`,
  }),
  "ticket.held": ({ who }) => ({ de: `${who}: wird aufbewahrt`, en: `${who}: is kept` }),
  "ticket.released": ({ who }) => ({ de: `${who}: wird nicht mehr aufbewahrt`, en: `${who}: is no longer kept` }),
  "ticket.messages-moved-away": ({ who, detail: { to } }) => ({
    de: `${who} hat Nachrichten nach Nr. ${to} verschoben`,
    en: `${who} moved messages to no. ${to}`,
  }),
};

function assigned({ who, detail: { to }, names }: Telling): Sentence {
  const person = to == null ? null : (names.people.get(Number(to)) ?? "?");
  if (person === null) return { de: `${who} hat die Anfrage abgegeben`, en: `${who} gave the ticket back` };
  if (person === who) return { de: `${who} hat die Anfrage übernommen`, en: `${who} took the ticket` };
  return { de: `${who} hat die Anfrage ${person} zugewiesen`, en: `${who} assigned the ticket to ${person}` };
}
