import type { Span, Weekday } from "./office-hours.ts";

type Local = { day: Weekday; time: string };

const formats: Partial<Record<string, Intl.DateTimeFormat>> = {};

/** Which weekday and what time it is somewhere: `{ day: "mon", time: "08:30" }`. What clocks do in spring and autumn is the zone's. */
function localTime(at: Date, timeZone: string): Local {
  formats[timeZone] ??= new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = Object.fromEntries(formats[timeZone].formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: parts["weekday"]!.toLowerCase() as Weekday, time: `${parts["hour"]}:${parts["minute"]}` };
}

/** `hours` is the stored JSON; a day without hours is closed, and so is everything when none are set. */
export function isOfficeOpen(hours: string, at: Date, timeZone: string): boolean {
  const { day, time } = localTime(at, timeZone);
  const spans = (JSON.parse(hours) as Partial<Record<Weekday, Span[]>>)[day] ?? [];
  return spans.some(([from, to]) => from <= time && time < to);
}
