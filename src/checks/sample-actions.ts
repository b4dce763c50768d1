import type { Database } from "bun:sqlite";
import type { Kept } from "./check.ts";
import { freezeDays } from "./day-actions.ts";
import { writeBucket, writeHourOf } from "./result-store.ts";
import { addAnswer, bucketOf, newBucket } from "./rollup.ts";
import { turnSpell } from "./spell-store.ts";
import { beginning, type Verdict } from "./state.ts";
import { writeState } from "./state-store.ts";
import { insertTrouble } from "./trouble-store.ts";

/** Something that was not well: so many hours ago, for so many minutes; `minutes` null while it lasts. */
export type SampleTrouble = {
  hours_ago: number;
  minutes: number | null;
  kind: "down" | "degraded";
  reason: Kept["reason"];
};

export type Sample = {
  check_id: number;
  every_s: number;
  days: number;
  /** Null for what has no time to answer worth drawing. */
  mean_ms: number | null;
  troubles: readonly SampleTrouble[];
  seen: Pick<Kept, "reason" | "details"> & { answer?: string };
};

const hour_ms = 3_600_000;

/** A past for a check of the demo, as it would have been written by the engine. */
export function writeSample(db: Database, sample: Sample, at: Date): void {
  db.transaction(() => {
    writeSpells(db, sample, at);
    writeHours(db, sample, at);
    writeDay(db, sample, at);
  }).immediate();
}

/** Freezes every day of what was written. */
export function freezeSamples(db: Database, at: Date): void {
  for (let n = 0; n < 20; n += 1) freezeDays(db, at);
}

function writeSpells(db: Database, { check_id, days, troubles, seen, mean_ms }: Sample, at: Date): void {
  const ago = (hours: number) => new Date(at.getTime() - hours * hour_ms).toISOString();
  turnSpell(db, check_id, "up", ago(days * 24));
  let confirmed: Verdict = "up";
  let since = ago(days * 24);
  const last = { at: ago(0.01), state: "up" as Verdict, duration_ms: mean_ms ?? 0, ...seen };
  for (const { hours_ago, minutes, kind, reason } of [...troubles].sort((a, b) => b.hours_ago - a.hours_ago)) {
    const from_at = ago(hours_ago);
    const until_at = minutes === null ? null : ago(hours_ago - minutes / 60);
    turnSpell(db, check_id, kind, from_at);
    const over = until_at === null ? {} : { until_at, over_at: until_at };
    const kept = { ...last, at: from_at, state: kind, reason };
    insertTrouble(db, { check_id, kind, subject: from_at, from_at, noticed_at: from_at, seen: kept, ...over });
    if (until_at !== null) turnSpell(db, check_id, "up", until_at);
    confirmed = until_at === null ? kind : "up";
    since = until_at ?? from_at;
  }
  const standing = { ...beginning, observed: confirmed, confirmed, since, last_at: last.at };
  writeState(db, check_id, { standing, seen: { ...last, state: confirmed } });
}

function writeHours(db: Database, { check_id, every_s, days, mean_ms }: Sample, at: Date): void {
  if (mean_ms === null) return;
  const end = Math.floor(at.getTime() / hour_ms) * hour_ms;
  const per_hour = Math.max(1, Math.round(3600 / every_s));
  for (let from = end - days * 24 * hour_ms; from < end; from += hour_ms) {
    const ms = likely(mean_ms, from);
    const starts_at = new Date(from).toISOString();
    const rollup = { up: per_hour, degraded: 0, down: 0, unknown: 0, sum_ms: ms * per_hour, max_ms: ms * 2 };
    writeHourOf(db, { check_id, starts_at, ...rollup });
  }
}

function writeDay(db: Database, { check_id, every_s, mean_ms }: Sample, at: Date): void {
  if (mean_ms === null) return;
  const answers = new Map<string, ReturnType<typeof newBucket>>();
  const step_ms = Math.max(every_s, 60) * 1000;
  for (let when = at.getTime() - 24 * hour_ms; when < at.getTime() - step_ms; when += step_ms) {
    const iso = new Date(when).toISOString();
    const starts_at = bucketOf(iso);
    const bucket = answers.get(starts_at) ?? newBucket(check_id, starts_at);
    addAnswer(bucket, { check_id, at: iso, state: "up", duration_ms: likely(mean_ms, when), reason: null });
    answers.set(starts_at, bucket);
  }
  for (const bucket of answers.values()) writeBucket(db, bucket);
}

/** Slower by day than by night, and never twice the same; the same again for the same moment. */
function likely(mean_ms: number, at: number): number {
  const day = Math.sin((at / hour_ms / 24) * 2 * Math.PI - 2) * 0.18;
  const noise = Math.abs(Math.sin(at / 97_000) * 43_758.5453) % 1;
  return Math.round(mean_ms * (1 + day + (noise - 0.4) * 0.35));
}
