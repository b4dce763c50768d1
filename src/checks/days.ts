import { addDays, type Day } from "#src/when.ts";
import type { DayRow } from "./day-store.ts";
import { addTimes, type Span, type Times, uptimeOf } from "./uptime.ts";

/** When a day begins and ends in a time zone: 23 or 25 hours long when summer time begins or ends. */
export function dayBounds(day: Day, timeZone: string): Span {
  return { from: startOf(day, timeZone), until: startOf(addDays(day, 1), timeZone) };
}

/** Kept: a page asks for ninety days of fifty checks, and working one out takes a hundred times as long as finding it. */
const starts = new Map<string, number>();

function startOf(day: Day, timeZone: string): number {
  const key = `${timeZone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const start = Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
  if (starts.size > 5000) starts.clear();
  starts.set(key, start);
  return start;
}

/** How one day is drawn: the most important thing that was in it, an outage by how long it lasted. */
export type DayMark = "up" | "degraded" | "down-short" | "down-long" | "down" | "maintenance" | "none";

export type DayTimes = { day: Day; times: Times };

const hour_ms = 3_600_000;

export function markOf(times: Times): DayMark {
  if (times.down > 0) return times.down < hour_ms ? "down-short" : times.down < 6 * hour_ms ? "down-long" : "down";
  if (times.degraded > 0) return "degraded";
  if (times.up > 0) return "up";
  return times.maintenance > 0 ? "maintenance" : "none";
}

/** Of a frozen day. */
export function timesOf(row: DayRow): Times {
  return {
    up: row.up_ms,
    degraded: row.degraded_ms,
    down: row.down_ms,
    unknown: row.unknown_ms,
    maintenance: row.maintenance_ms,
    none: row.none_ms,
  };
}

export function uptimeOver(days: readonly DayTimes[]): number | null {
  return uptimeOf(addTimes(days.map(({ times }) => times)));
}

/** The last so many days, today last. */
export function lastDays(today: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, n) => addDays(today, n - count + 1));
}
