import type { Database } from "bun:sqlite";
import { readCompany } from "#src/settings/store.ts";
import { addDays, type Day, dayIn } from "#src/when.ts";
import { answersBetween, type DayAnswers, freezeDay, lastFrozenDay } from "./day-store.ts";
import { dayBounds } from "./days.ts";
import { firstMinuteFrom, lastHour, writeHour } from "./result-store.ts";
import { firstSpell, historiesIn } from "./spell-store.ts";
import { timesIn } from "./uptime.ts";

const hour_ms = 3_600_000;

/** Adds up the hours that are over and not written. The last one is written again: a late answer may have come. */
export function writeHours(db: Database, at: Date): void {
  const last = lastHour(db);
  const first = firstMinuteFrom(db, last ?? "");
  if (first === null) return;
  const end = Math.floor(at.getTime() / hour_ms) * hour_ms;
  for (let from = Math.floor(Date.parse(first) / hour_ms) * hour_ms; from < end; from += hour_ms)
    db.transaction(() =>
      writeHour(db, new Date(from).toISOString(), new Date(from + hour_ms).toISOString()),
    ).immediate();
}

/** A day waits for an hour, because what began before midnight may be certain only after it. */
const patience_ms = hour_ms;
/** So many days at once after a long stop; the next minute goes on. */
const mostDays = 7;

/** Writes down every day that is over, for good. */
export function freezeDays(db: Database, at: Date): void {
  const { time_zone } = readCompany(db);
  const over = addDays(dayIn(time_zone, new Date(at.getTime() - patience_ms)), -1);
  const last = lastFrozenDay(db);
  const first = firstSpell(db);
  if (first === null) return;
  let day = last === null ? dayIn(time_zone, new Date(first)) : addDays(last, 1);
  for (let written = 0; written < mostDays && day <= over; day = addDays(day, 1))
    if (freeze(db, day, time_zone)) written += 1;
}

const noAnswers: Omit<DayAnswers, "check_id"> = { answers: 0, sum_ms: 0, max_ms: 0 };

/** False when nothing was watched that day. */
function freeze(db: Database, day: Day, timeZone: string): boolean {
  const span = dayBounds(day, timeZone);
  const [from, until] = [new Date(span.from).toISOString(), new Date(span.until).toISOString()];
  const answers = answersBetween(db, from, until);
  const histories = historiesIn(db, { checkId: null, from, until });
  db.transaction(() => {
    for (const [check_id, history] of histories) {
      const { up, degraded, down, unknown, maintenance, none } = timesIn(span, history);
      freezeDay(db, {
        ...(answers.get(check_id) ?? noAnswers),
        ...{ check_id, day, up_ms: up, degraded_ms: degraded, down_ms: down },
        ...{ unknown_ms: unknown, maintenance_ms: maintenance, none_ms: none },
      });
    }
  }).immediate();
  return histories.size > 0;
}
