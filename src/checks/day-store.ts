import type { Database } from "bun:sqlite";
import type { Day } from "#src/when.ts";

/** A day that is over, as it was. */
export type DayRow = {
  check_id: number;
  day: Day;
  up_ms: number;
  degraded_ms: number;
  down_ms: number;
  unknown_ms: number;
  maintenance_ms: number;
  none_ms: number;
  answers: number;
  sum_ms: number;
  max_ms: number;
};

const columns =
  "check_id, day, up_ms, degraded_ms, down_ms, unknown_ms, maintenance_ms, none_ms, answers, sum_ms, max_ms";

/** Frozen: a day that is written stays as it is. */
export function freezeDay(db: Database, row: DayRow): void {
  db.query<null, [DayRow]>(
    `INSERT INTO check_days (${columns})
     VALUES ($check_id, $day, $up_ms, $degraded_ms, $down_ms, $unknown_ms, $maintenance_ms, $none_ms, $answers, $sum_ms, $max_ms)
     ON CONFLICT (check_id, day) DO NOTHING`,
  ).run(row);
}

/** Frozen days from a day on, the oldest first. `checkId` null is all checks. */
export function daysFrom(db: Database, checkId: number | null, from: Day): DayRow[] {
  return db
    .query<DayRow, { checkId: number | null; from: Day }>(
      checkId === null
        ? `SELECT ${columns} FROM check_days WHERE day >= $from AND $checkId IS NULL ORDER BY check_id, day`
        : `SELECT ${columns} FROM check_days WHERE check_id = $checkId AND day >= $from ORDER BY day`,
    )
    .all({ checkId, from });
}

export function lastFrozenDay(db: Database): Day | null {
  return db.query<{ day: Day | null }, []>("SELECT max(day) AS day FROM check_days").get()!.day;
}

export type DayAnswers = { check_id: number; answers: number; sum_ms: number; max_ms: number };

/** What the hours of a span add up to, for every check. */
export function answersBetween(db: Database, from: string, until: string): Map<number, DayAnswers> {
  const rows = db
    .query<DayAnswers, [string, string]>(
      `SELECT check_id, sum(up + degraded) AS answers, sum(sum_ms) AS sum_ms, max(max_ms) AS max_ms FROM check_hours
       WHERE starts_at >= ? AND starts_at < ? GROUP BY check_id`,
    )
    .all(from, until);
  return new Map(rows.map((row) => [row.check_id, row]));
}
