import { numberWord } from "#src/number-words.ts";
import type { Language } from "#src/say.ts";

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;
const day_ms = 24 * hour_ms;

type Age = { count: number; unit: "minute" | "hour" | "day" };

function ageOf(since: string, now: Date): Age {
  const passed = Math.max(0, now.getTime() - Date.parse(since));
  if (passed < hour_ms) return { count: Math.floor(passed / minute_ms), unit: "minute" };
  if (passed < day_ms) return { count: Math.floor(passed / hour_ms), unit: "hour" };
  return { count: Math.floor(passed / day_ms), unit: "day" };
}

const short = {
  de: { minute: ["Min.", "Min."], hour: ["Std.", "Std."], day: ["Tag", "Tage"] },
  en: { minute: ["min", "min"], hour: ["h", "h"], day: ["day", "days"] },
} as const;

/** As a column shows it: `40 Min.`, `5 Std.`, `2 Tage`. */
export function shortAge(since: string, now: Date, language: Language): string {
  const { count, unit } = ageOf(since, now);
  if (count === 0) return { de: "eben", en: "now" }[language];
  return `${count} ${short[language][unit][count === 1 ? 0 : 1]}`;
}

const long = {
  de: { minute: ["einer Minute", "Minuten"], hour: ["einer Stunde", "Stunden"], day: ["einem Tag", "Tagen"] },
  en: { minute: ["a minute", "minutes"], hour: ["an hour", "hours"], day: ["a day", "days"] },
} as const;

/** As a sentence goes on after "seit" and "for": `zwei Tagen`, `a day`. */
export function longAge(since: string, now: Date, language: Language): string {
  const { count, unit } = ageOf(since, now);
  const [one, many] = long[language][unit];
  return count === 1 ? one : `${numberWord(count, language)} ${many}`;
}

/** Whoever waits for more than a day is red. */
export function isLongAgo(since: string, now: Date): boolean {
  return since <= longAgo(now).toISOString();
}

export function longAgo(now: Date): Date {
  return new Date(now.getTime() - day_ms);
}
