import type { Language } from "#src/say.ts";

/**
 * When something happened, as precisely as it is known.
 * `on` is cut to its precision: `2020-12-08`, `2020-12`, `2020-Q4` or `2020`; null when only a phrase is known.
 * `text` is what a person wrote when the cut date alone does not say it ("Anfang September 2020", "seit längerem").
 */
export type When = { on: string | null; text: string | null };

/** `reported_on` and every argument called `day` are whole ISO days (`2020-12-31`) in the company's time zone. */
export type Day = string;

type Precision = "day" | "month" | "quarter" | "year";

const shapes: readonly [Precision, RegExp][] = [
  ["day", /^\d{4}-\d{2}-\d{2}$/],
  ["month", /^\d{4}-\d{2}$/],
  ["quarter", /^\d{4}-Q[1-4]$/],
  ["year", /^\d{4}$/],
];

export function precisionOf(on: string): Precision | null {
  const precision = shapes.find(([, shape]) => shape.test(on))?.[0] ?? null;
  return precision && isReal(on, precision) ? precision : null;
}

function isReal(on: string, precision: Precision): boolean {
  const year = Number(on.slice(0, 4));
  if (year < 1900 || year > 2200) return false;
  if (precision === "day") return isDay(on);
  if (precision === "month") return Number(on.slice(5)) >= 1 && Number(on.slice(5)) <= 12;
  return true;
}

/** True for a whole ISO day that exists in the calendar: `2020-02-30` is false. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
}

/** First day of the period that a cut date names. */
export function periodStart(on: string): Day {
  const precision = precisionOf(on);
  if (precision === "day") return on;
  if (precision === "month") return `${on}-01`;
  if (precision === "quarter") return `${on.slice(0, 4)}-${pad(Number(on[6]) * 3 - 2)}-01`;
  return `${on}-01-01`;
}

/** Last day of the period that a cut date names: `2020-02` gives `2020-02-29`. */
export function periodEnd(on: string): Day {
  const precision = precisionOf(on);
  if (precision === "day") return on;
  if (precision === "month") return lastOfMonth(Number(on.slice(0, 4)), Number(on.slice(5, 7)));
  if (precision === "quarter") return lastOfMonth(Number(on.slice(0, 4)), Number(on[6]) * 3);
  return `${on}-12-31`;
}

/** The day from which a fact counts: the earlier of its period's end and the day it was reported (PRODUCT, "On a day"). */
export function countsFrom(happened: When, reportedOn: Day): Day {
  if (!happened.on) return reportedOn;
  const end = periodEnd(happened.on);
  return end < reportedOn ? end : reportedOn;
}

const monthNames: readonly string[][] = [
  ["januar", "january", "jan", "jänner"],
  ["februar", "february", "feb"],
  ["märz", "march", "mär", "mar", "maerz"],
  ["april", "apr"],
  ["mai", "may"],
  ["juni", "june", "jun"],
  ["juli", "july", "jul"],
  ["august", "aug"],
  ["september", "sept", "sep"],
  ["oktober", "october", "okt", "oct"],
  ["november", "nov"],
  ["dezember", "december", "dez", "dec"],
];

/** Words after or before which a date is a bound, not the time itself: "vor 2020" must not become 2020. */
const bounds = /(^|\s)(vor|nach|bis|ab|seit|before|after|until|by|since|from)(\s|$)/i;

/**
 * Reads what a person typed: `08.12.2020`, `2020-12-08`, `12.2020`, `Dezember 2020`, `Q4 2020`, `2020`; words around a date
 * ("Anfang 09.2020") are kept as text beside it; anything else is a phrase. Null for an empty text or an impossible date.
 */
export function parseWhen(typed: string): When | null {
  const text = typed.trim().replace(/\s+/g, " ");
  if (text === "") return null;
  const exact = readDate(text);
  if (exact) return precisionOf(exact) ? { on: exact, text: null } : null;
  const inside = bounds.test(text) ? null : dateInside(text);
  return { on: inside, text };
}

function dateInside(text: string): string | null {
  const words = text.split(" ");
  for (const length of [2, 1]) {
    const found = readDate(words.slice(-length).join(" "));
    if (words.length > length && found && precisionOf(found)) return found;
  }
  return null;
}

function readDate(text: string): string | null {
  if (shapes.some(([, shape]) => shape.test(text))) return text;
  const day = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  if (day) return `${day[3]}-${pad(Number(day[2]))}-${pad(Number(day[1]))}`;
  const month = /^(\d{1,2})[./](\d{4})$/.exec(text);
  if (month) return `${month[2]}-${pad(Number(month[1]))}`;
  const quarter = /^(?:Q([1-4])[ /.]?(\d{4})|([1-4])\. ?(?:Quartal|quarter) (\d{4})|(\d{4})[ /]?Q([1-4]))$/i.exec(text);
  if (quarter) return `${quarter[2] ?? quarter[4] ?? quarter[5]}-Q${quarter[1] ?? quarter[3] ?? quarter[6]}`;
  return readNamedMonth(text);
}

function readNamedMonth(text: string): string | null {
  const named = /^(?:(\d{1,2})\.? )?(\p{L}+)\.? (\d{4})$/u.exec(text);
  const month = named ? monthNames.findIndex((names) => names.includes((named[2] ?? "").toLowerCase())) + 1 : 0;
  if (!named || month === 0) return null;
  return named[1] ? `${named[3]}-${pad(month)}-${pad(Number(named[1]))}` : `${named[3]}-${pad(month)}`;
}

/** A cut date as people here write it: `08.12.2020`, `12.2020`, `4. Quartal 2020`, `2020`. */
export function formatOn(on: string, language: Language): string {
  const precision = precisionOf(on);
  if (precision === "day") return `${on.slice(8)}.${on.slice(5, 7)}.${on.slice(0, 4)}`;
  if (precision === "month") return `${on.slice(5)}.${on.slice(0, 4)}`;
  if (precision === "quarter")
    return language === "de" ? `${on[6]}. Quartal ${on.slice(0, 4)}` : `Q${on[6]} ${on.slice(0, 4)}`;
  return on;
}

/** The words a person used, else the date, else an empty text. */
export function formatWhen(when: When, language: Language): string {
  return when.text ?? (when.on ? formatOn(when.on, language) : "");
}

/** What goes back into the field that `parseWhen` reads. */
export function typedWhen(when: When): string {
  return when.text ?? (when.on ? formatOn(when.on, "de") : "");
}

/** The day it is at `at` in a time zone: the day ends at midnight there. */
export function dayIn(timeZone: string, at: Date): Day {
  dayFormats[timeZone] ??= new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return dayFormats[timeZone].format(at);
}

/** Kept, because making one takes fifty times as long as using it, and every request asks for the day. */
const dayFormats: Partial<Record<string, Intl.DateTimeFormat>> = {};

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function lastOfMonth(year: number, month: number): Day {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function pad(part: number): string {
  return String(part).padStart(2, "0");
}
