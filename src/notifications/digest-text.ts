import type { Database } from "bun:sqlite";
import type { Need } from "#src/overview/needs.ts";
import { needsFor, teamNow, urgentNeeds, weekNow } from "#src/overview/read.ts";
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
    ...lines(weekNow(db, reader)),
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

/** On a line of its own, whatever stands in a name. */
function lineOf({ text, who, since, href }: Need, address: string | null): string {
  const beside = [who, since].filter((part) => part !== "").join(", ");
  const said = `${text}${beside === "" ? "" : ` (${beside})`}`.replace(/\s+/g, " ");
  return `- ${said}\n  ${address ?? ""}${href}`;
}

const weekSentence = ({ what, parts }: WeekLine) => `${what}: ${parts.map(({ text }) => text).join(", ")}`;
const lines = (week: readonly WeekLine[]) => (week.length === 0 ? [] : [week.map(weekSentence).join("\n")]);
