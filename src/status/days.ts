import { addDays, type Day } from "#src/when.ts";
import type { Span } from "./times.ts";

/** When a day begins in a time zone, in milliseconds: 23 and 25 hours long where summer time begins and ends. */
export function midnightOf(day: Day, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
}

export function spanOf(day: Day, timeZone: string): Span {
  return { from: midnightOf(day, timeZone), until: midnightOf(addDays(day, 1), timeZone) };
}

/** So many days, the last one being `last`, the oldest first. */
export function daysUntil(last: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, index) => addDays(last, index - count + 1));
}

/** `2026-11-27T22:00` on the company's wall clock as ISO in UTC. What the clock jumps over comes an hour later. */
export function momentOf(wall: string, timeZone: string): string {
  return new Date(Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).epochMilliseconds).toISOString();
}

/** The wall clock of a moment, as a date and time field takes it: `2026-11-27T22:00`. */
export function wallOf(at: string, timeZone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: "minute" });
}
