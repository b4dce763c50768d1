import ical, { ICalCalendarMethod, ICalEventTransparency } from "ical-generator";
import { type Language, tellIn } from "#src/say.ts";
import { addDays, type Day } from "#src/when.ts";
import type { Due } from "./dates.ts";

type Calendar = {
  dates: readonly Due[];
  company: string;
  language: Language;
  /** Where the program is reached: `https://aktion.example.ch`. */
  address: string;
  /** Tells this installation from every other, for as long as its history lasts. */
  installation: string;
  at: Date;
};

/** Dates as a calendar that others subscribe to: whole days that block nobody's time. An event keeps its UID while its day moves. */
export function calendarOf({ dates, company, language, address, installation, at }: Calendar): string {
  const name = tellIn(language)({ de: `Fristen ${company}`, en: `Dates ${company}` });
  const prodId = { company: "Aktion", product: "Aktion", language: language.toUpperCase() };
  const calendar = ical({ name, prodId, method: ICalCalendarMethod.PUBLISH, ttl: 3600 });
  for (const { key, what, title, on, person, href } of dates)
    calendar.createEvent({
      id: `${key.replace(":", "-")}@${installation}.aktion`,
      start: midnight(on),
      end: midnight(addDays(on, 1)),
      allDay: true,
      stamp: at,
      summary: title[language],
      description: [what[language], person].filter((part) => part !== null).join("\n"),
      url: `${address}${href}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  return calendar.toString();
}

const midnight = (day: Day) => new Date(`${day}T00:00:00Z`);
