import type { Database } from "bun:sqlite";
import { parsed } from "./check.ts";
import type { Bucket, Rollup } from "./rollup.ts";

export type JournalRow = { id: number; results: string };

export function appendJournal(db: Database, results: string): void {
  db.query<null, [string]>("INSERT INTO check_journal (results) VALUES (?)").run(results);
}

export function readJournal(db: Database): JournalRow[] {
  return db.query<JournalRow, []>("SELECT id, results FROM check_journal ORDER BY id").all();
}

/** The newest row stays: it says when the program was last alive. */
export function trimJournal(db: Database, upTo: number): void {
  db.query<null, [number]>("DELETE FROM check_journal WHERE id <= ? AND id < (SELECT max(id) FROM check_journal)").run(
    upTo,
  );
}

export function lastJournalId(db: Database): number {
  return db.query<{ id: number | null }, []>("SELECT max(id) AS id FROM check_journal").get()!.id ?? 0;
}

/** Five minutes of one check; written again after a crash, it is the same. */
export function writeBucket(db: Database, bucket: Bucket): void {
  const { starts_at, check_id, answers, reasons, rollup } = bucket;
  db.query<null, [{ starts_at: string; check_id: number; answers: string; reasons: string | null }]>(
    `INSERT INTO check_answers (starts_at, check_id, answers, reasons) VALUES ($starts_at, $check_id, $answers, $reasons)
     ON CONFLICT (starts_at, check_id) DO UPDATE SET answers = $answers, reasons = $reasons`,
  ).run({
    starts_at,
    check_id,
    answers: JSON.stringify(answers),
    reasons: reasons.length === 0 ? null : JSON.stringify(reasons),
  });
  db.query<null, [Rollup & { starts_at: string; check_id: number }]>(
    `INSERT INTO check_minutes (starts_at, check_id, up, degraded, down, unknown, sum_ms, max_ms)
     VALUES ($starts_at, $check_id, $up, $degraded, $down, $unknown, $sum_ms, $max_ms)
     ON CONFLICT (starts_at, check_id) DO UPDATE SET up = $up, degraded = $degraded, down = $down, unknown = $unknown,
       sum_ms = $sum_ms, max_ms = $max_ms`,
  ).run({ starts_at, check_id, ...rollup });
}

type Starts = { check_id: number; starts: string };

/** Single answers of one check in these five minutes, the oldest first. */
export function answersIn(db: Database, checkId: number, starts: readonly string[]): Bucket[] {
  return db
    .query<{ starts_at: string; answers: string; reasons: string | null }, [Starts]>(
      `SELECT starts_at, answers, reasons FROM json_each($starts) JOIN check_answers ON starts_at = value
       WHERE check_id = $check_id ORDER BY starts_at`,
    )
    .all({ check_id: checkId, starts: JSON.stringify(starts) })
    .map(({ starts_at, answers, reasons }) => ({
      starts_at,
      check_id: checkId,
      answers: parsed<Bucket["answers"]>(answers, []),
      reasons: parsed<Bucket["reasons"]>(reasons, []),
      rollup: { up: 0, degraded: 0, down: 0, unknown: 0, sum_ms: 0, max_ms: 0 },
    }));
}

export type Timed = Rollup & { starts_at: string };

export function minutesIn(db: Database, checkId: number, starts: readonly string[]): Timed[] {
  return db
    .query<Timed, [Starts]>(
      `SELECT starts_at, up, degraded, down, unknown, sum_ms, max_ms
       FROM json_each($starts) JOIN check_minutes ON starts_at = value WHERE check_id = $check_id ORDER BY starts_at`,
    )
    .all({ check_id: checkId, starts: JSON.stringify(starts) });
}

export function hoursIn(db: Database, checkId: number, from: string, until: string): Timed[] {
  return db
    .query<Timed, [number, string, string]>(
      `SELECT starts_at, up, degraded, down, unknown, sum_ms, max_ms FROM check_hours
       WHERE check_id = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at`,
    )
    .all(checkId, from, until);
}

/** Adds up the five minutes of an hour, for every check. Done again, it is the same. */
export function writeHour(db: Database, from: string, until: string): void {
  db.query<null, { from: string; until: string }>(
    `INSERT INTO check_hours (check_id, starts_at, up, degraded, down, unknown, sum_ms, max_ms)
     SELECT check_id, $from, sum(up), sum(degraded), sum(down), sum(unknown), sum(sum_ms), max(max_ms) FROM check_minutes
     WHERE starts_at >= $from AND starts_at < $until GROUP BY check_id
     ON CONFLICT (check_id, starts_at) DO UPDATE SET up = excluded.up, degraded = excluded.degraded, down = excluded.down,
       unknown = excluded.unknown, sum_ms = excluded.sum_ms, max_ms = excluded.max_ms`,
  ).run({ from, until });
}

export function writeHourOf(db: Database, hour: Timed & { check_id: number }): void {
  db.query<null, [Timed & { check_id: number }]>(
    `INSERT INTO check_hours (check_id, starts_at, up, degraded, down, unknown, sum_ms, max_ms)
     VALUES ($check_id, $starts_at, $up, $degraded, $down, $unknown, $sum_ms, $max_ms) ON CONFLICT DO NOTHING`,
  ).run(hour);
}

export function firstMinuteFrom(db: Database, from: string): string | null {
  return db
    .query<{ starts_at: string | null }, [string]>(
      "SELECT min(starts_at) AS starts_at FROM check_minutes WHERE starts_at >= ?",
    )
    .get(from)!.starts_at;
}

export function lastHour(db: Database): string | null {
  return db.query<{ at: string | null }, []>("SELECT max(starts_at) AS at FROM check_hours").get()!.at;
}

/** What is older than it is kept for goes: single answers, five minutes, hours. */
export function deleteOldResults(db: Database, before: { answers: string; minutes: string; hours: string }): void {
  db.query<null, [string]>("DELETE FROM check_answers WHERE starts_at < ?").run(before.answers);
  db.query<null, [string]>("DELETE FROM check_minutes WHERE starts_at < ?").run(before.minutes);
  db.query<null, [string]>("DELETE FROM check_hours WHERE starts_at < ?").run(before.hours);
}
