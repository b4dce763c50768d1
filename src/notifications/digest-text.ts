import type { Database } from "bun:sqlite";
import { countOpenFor } from "#src/inbox/ticket-list-store.ts";
import { capital, numberWord } from "#src/number-words.ts";
import type { Need } from "#src/overview/needs.ts";
import { needsFor, teamNow, urgentNeeds, weekLinesFor } from "#src/overview/read.ts";
import type { WeekLine } from "#src/overview/week-lines.ts";
import type { Reader } from "#src/reader.ts";
import { tellIn } from "#src/say.ts";
import { readRegister } from "#src/services/read.ts";
import { countsOf, summaryOf } from "#src/services/summary.ts";
import { formatOn } from "#src/when.ts";

/** What the overview says to this reader now, by the same functions, as plain text. */
export function digestText(db: Database, reader: Reader, address: string | null): { subject: string; text: string } {
  const tell = tellIn(reader.language);
  const rows = readRegister(db, { asOf: reader.today, knownAt: reader.today }).services;
  const list = (title: string, needs: readonly Need[]) =>
    needs.length === 0 ? [] : [[title, ...needs.map((need) => lineOf(need, address))].join("\n")];
  const parts = [
    ...(rows.length === 0 ? [] : [summaryOf(countsOf({ services: [...rows] }), reader.language)]),
    ...list(tell({ de: "Zuerst", en: "First" }), urgentNeeds(db, reader)),
    ...list(tell({ de: "Zu erledigen", en: "To do" }), needsFor(db, rows, reader)),
    ticketSentence(countOpenFor(db, reader.person!.id), reader),
    ...weekPart(weekLinesFor(db, reader), reader),
    teamNow(db, reader),
    [
      `${tell({ de: "Die Übersicht", en: "The overview" })}: ${address ?? ""}/`,
      `${tell({ de: "Was Sie erfahren, und wie", en: "What you are told, and how" })}: ${address ?? ""}/notifications/settings`,
    ].join("\n"),
  ];
  const day = formatOn(reader.today, reader.language);
  return {
    subject: tell({
      de: `${reader.company.name}: Übersicht vom ${day}`,
      en: `${reader.company.name}: overview of ${day}`,
    }),
    text: `${parts.join("\n\n")}\n`,
  };
}

/** How inbox, checks and status stand, in the overview's own words. */
function weekPart(lines: readonly WeekLine[], { language }: Reader): string[] {
  if (lines.length === 0) return [];
  const said = lines.map(({ what, parts }) => `- ${what}: ${parts.map(({ text }) => text).join(", ")}`);
  return [[tellIn(language)({ de: "Im Betrieb", en: "In operation" }), ...said].join("\n")];
}

/** On a line of its own, whatever stands in a name. */
function lineOf({ text, who, since, href }: Need, address: string | null): string {
  const beside = [who, since].filter((part) => part !== "").join(", ");
  const said = `${text}${beside === "" ? "" : ` (${beside})`}`.replace(/\s+/g, " ");
  return `- ${said}\n  ${address ?? ""}${href}`;
}

function ticketSentence(open: number, { language }: Reader): string {
  const tell = tellIn(language);
  if (open === 0)
    return tell({ de: "Keine offene Anfrage in Ihren Postfächern.", en: "No open ticket in your mailboxes." });
  if (open === 1)
    return tell({ de: "Eine offene Anfrage in Ihren Postfächern.", en: "One open ticket in your mailboxes." });
  const number = capital(numberWord(open, language));
  return tell({
    de: `${number} offene Anfragen in Ihren Postfächern.`,
    en: `${number} open tickets in your mailboxes.`,
  });
}
