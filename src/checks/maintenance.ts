import { RRuleTemporal } from "rrule-temporal";
import type { Span } from "./uptime.ts";

/** Planned work. `starts` is wall time (`2027-03-27T23:00`) in `time_zone`; `rule` is an RRULE of RFC 5545, null for once. */
export type MaintenanceWindow = {
  id: number;
  title: string;
  starts: string;
  minutes: number;
  time_zone: string;
  rule: string | null;
  all_checks: 0 | 1;
  note: string | null;
  created_by: string;
  created_at: string;
  archived_at: string | null;
};

export type Timing = Pick<MaintenanceWindow, "starts" | "minutes" | "time_zone" | "rule">;

/**
 * Every occurrence that touches a span, in milliseconds. The rule is followed on the wall clock and only then put into the time
 * zone: 23:00 stays 23:00 when summer time begins or ends, and the end stays what the wall clock says.
 */
export function occurrencesIn(timing: Timing, span: Span): Span[] {
  return wallStarts(timing, span)
    .map((wall) => occurrenceAt(wall, timing))
    .filter(({ from, until }) => from < span.until && until > span.from);
}

/** The next occurrence that is not over at a moment; null when there is none within two years. */
export function nextOccurrence(timing: Timing, at: number): Span | null {
  return occurrencesIn(timing, { from: at, until: at + 2 * 366 * day_ms })[0] ?? null;
}

const day_ms = 86_400_000;

function wallStarts({ starts, minutes, rule }: Timing, { from, until }: Span): Temporal.PlainDateTime[] {
  const first = Temporal.PlainDateTime.from(starts);
  if (rule === null) return [first];
  const early = new Date(from - minutes * 60_000 - day_ms); // a wall clock is at most a day from UTC
  const late = new Date(Math.min(until, from + 2 * 366 * day_ms) + day_ms);
  return ruleOn(first, rule)
    .between(early, late, true)
    .map((one) => Temporal.PlainDateTime.from(String(one).replace(/(Z|[+-]\d\d:\d\d)\[.*$/, "")));
}

function ruleOn(first: Temporal.PlainDateTime, rule: string): RRuleTemporal {
  const start = first.toString({ smallestUnit: "second" }).replace(/[-:]/g, "");
  return new RRuleTemporal({ rruleString: `DTSTART;TZID=UTC:${start}\nRRULE:${rule}`, maxIterations: 20_000 });
}

/** A start that the wall clock jumps over comes an hour later, and then lasts as long as it should. */
function occurrenceAt(wall: Temporal.PlainDateTime, { minutes, time_zone }: Timing): Span {
  const start = wall.toZonedDateTime(time_zone);
  const exists = start.toPlainDateTime().equals(wall);
  const end = exists ? wall.add({ minutes }).toZonedDateTime(time_zone) : start.add({ minutes });
  const from = start.epochMilliseconds;
  const until = end.epochMilliseconds;
  return { from, until: until > from ? until : start.add({ minutes }).epochMilliseconds };
}

/** True for a rule that gives occurrences, no more often than hourly. */
export function isRule(rule: string, starts = "2026-01-01T00:00"): boolean {
  if (!/^FREQ=(HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z-]+=[A-Z0-9,+TZ-]+)*$/.test(rule)) return false;
  try {
    return (
      ruleOn(Temporal.PlainDateTime.from(starts), rule).next(new Date(`${starts.slice(0, 10)}T00:00:00Z`), true) !==
      null
    );
  } catch {
    return false;
  }
}
