import type { Database } from "bun:sqlite";
import { readCompany } from "#src/settings/store.ts";
import { type Day, dayIn } from "#src/when.ts";
import type { Check, Kept } from "./check.ts";
import { daysFrom } from "./day-store.ts";
import { type DayTimes, dayBounds, lastDays, timesOf } from "./days.ts";
import { kindOf } from "./kinds/list.ts";
import { type Latest, liveOf } from "./live.ts";
import { answersIn, hoursIn } from "./result-store.ts";
import { type Bucket, bucketsIn, meanOf } from "./rollup.ts";
import { historiesIn } from "./spell-store.ts";
import type { Standing } from "./state.ts";
import { type Known, readState, readStates } from "./state-store.ts";
import { listChecks, listPaused } from "./store.ts";
import { type History, noTimes, type Times, timesIn } from "./uptime.ts";
import { readConfig } from "./watched.ts";

/** A check as it stands now: what the running engine knows goes before what is written. */
export type CheckNow = {
  check: Check;
  standing: Standing;
  seen: Kept | null;
  latest: Latest | null;
};

export function checkNow(db: Database, check: Check): CheckNow {
  return now(db, check, readState(db, check.id));
}

/** By name. While checks run, those that run are in memory, and only the paused ones are read. */
export function checksNow(db: Database): CheckNow[] {
  const live = liveOf(db);
  const paused = live ? listPaused(db).map((check) => checkNow(db, check)) : [];
  if (live) return paused.length === 0 ? live.all() : [...live.all(), ...paused].sort(byName);
  const states = readStates(db);
  return listChecks(db).map((check) => now(db, check, states.get(check.id) ?? readState(db, check.id)));
}

function byName(a: CheckNow, b: CheckNow): number {
  return a.check.name < b.check.name ? -1 : 1;
}

function now(db: Database, check: Check, known: Known): CheckNow {
  const live = liveOf(db);
  const seen = live?.seen(check.id) ?? known.seen;
  return {
    check,
    standing: live?.standing(check.id) ?? known.standing,
    seen,
    latest: live?.latest(check.id) ?? (seen ? { at: seen.at, state: seen.state, duration_ms: seen.duration_ms } : null),
  };
}

/** The target in one line; empty where this program cannot read the check. Secrets are not needed to say what is asked. */
export function targetOf(check: Check): string {
  const read = readConfig({ ...check, secrets: null }, undefined);
  return read.ok ? read.kind.targetOf(read.config) : "";
}

export function labelOf({ kind }: Pick<Check, "kind">) {
  return kindOf(kind)?.label ?? { de: kind, en: kind };
}

const nothing: History = { spells: [], blind: [], maintenance: [] };

/** The last so many days of checks, by their number: frozen days as they were, the others as they stand. */
export function daysOf(db: Database, checkId: number | null, count: number, at: Date): Map<number, DayTimes[]> {
  const { time_zone } = readCompany(db);
  const days = lastDays(dayIn(time_zone, at), count);
  const frozen = Map.groupBy(daysFrom(db, checkId, days[0]!), (row) => row.check_id);
  const from = new Date(dayBounds(days[0]!, time_zone).from).toISOString();
  const histories = historiesIn(db, { checkId, from, until: at.toISOString() });
  const ids = new Set([...frozen.keys(), ...histories.keys()]);
  return new Map(
    [...ids].map((id) => {
      const known = new Map((frozen.get(id) ?? []).map((row) => [row.day, timesOf(row)]));
      const history = histories.get(id) ?? nothing;
      return [id, days.map((day) => ({ day, times: known.get(day) ?? timesOn(day, time_zone, history, at) }))];
    }),
  );
}

function timesOn(day: Day, timeZone: string, history: History, at: Date): Times {
  const { from, until } = dayBounds(day, timeZone);
  return timesIn({ from, until: Math.min(until, at.getTime()) }, history);
}

/** Of a check that was never seen. */
export function noDays(today: Day, count: number): DayTimes[] {
  return lastDays(today, count).map((day) => ({ day, times: noTimes }));
}

/** How long each state lasted in the last so many hours. */
export function timesBack(db: Database, checkId: number, hours: number, at: Date): Times {
  const span = { from: at.getTime() - hours * 3_600_000, until: at.getTime() };
  const between = { checkId, from: new Date(span.from).toISOString(), until: at.toISOString() };
  return timesIn(span, historiesIn(db, between).get(checkId) ?? nothing);
}

/** Single answers of the last hours, five minutes each, the oldest first; those that are not written yet come from the journal. */
export function bucketsBack(db: Database, checkId: number, hours: number, at: Date): Bucket[] {
  const from = new Date(at.getTime() - hours * 3_600_000).toISOString();
  const written = answersIn(db, checkId, bucketsIn(from, at.toISOString()));
  const live = liveOf(db)?.buckets(checkId) ?? [];
  const newer = live.filter(({ starts_at }) => !written.some((one) => one.starts_at === starts_at));
  return [...written, ...newer];
}

export type Point = { at: string; ms: number };

/** Mean time to answer in each of the last 24 hours, for a line as small as a word. */
export function sparkOf(db: Database, checkId: number, at: Date): Point[] {
  const from = new Date(at.getTime() - 86_400_000).toISOString();
  return hoursIn(db, checkId, from, at.toISOString()).flatMap((hour) => {
    const ms = meanOf(hour);
    return ms === null ? [] : [{ at: hour.starts_at, ms }];
  });
}
