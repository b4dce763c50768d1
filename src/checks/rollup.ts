import { type Answer, parsed } from "./check.ts";
import type { CheckState, Reason } from "./kind.ts";

export type Rollup = Record<CheckState, number> & { sum_ms: number; max_ms: number };

/** One answer within its five minutes: second, state, milliseconds, and which of the reasons it has. */
export type Short = [second: number, state: CheckState, duration_ms: number, reason?: number];

export type Bucket = { starts_at: string; check_id: number; answers: Short[]; reasons: Reason[]; rollup: Rollup };

const bucket_ms = 300_000;

/** The start of the five minutes that a moment lies in. */
export function bucketOf(at: string): string {
  return new Date(Math.floor(Date.parse(at) / bucket_ms) * bucket_ms).toISOString();
}

/** The starts of all five minutes that touch a span, the oldest first. */
export function bucketsIn(from: string, until: string): string[] {
  const starts: string[] = [];
  const end = Date.parse(until);
  for (let at = Date.parse(bucketOf(from)); at < end; at += bucket_ms) starts.push(new Date(at).toISOString());
  return starts;
}

export function newBucket(check_id: number, starts_at: string): Bucket {
  const rollup = { up: 0, degraded: 0, down: 0, unknown: 0, sum_ms: 0, max_ms: 0 };
  return { starts_at, check_id, answers: [], reasons: [], rollup };
}

/** Puts an answer into its bucket. Only answers that came have a time worth adding up. */
export function addAnswer(bucket: Bucket, { at, state, duration_ms, reason }: Answer): void {
  const second = Math.floor((Date.parse(at) - Date.parse(bucket.starts_at)) / 1000);
  const ms = Math.round(duration_ms);
  bucket.answers.push(reason === null ? [second, state, ms] : [second, state, ms, reasonIn(bucket, reason)]);
  bucket.rollup[state] += 1;
  if (state === "down" || state === "unknown") return;
  bucket.rollup.sum_ms += ms;
  bucket.rollup.max_ms = Math.max(bucket.rollup.max_ms, ms);
}

function reasonIn(bucket: Bucket, reason: Reason): number {
  const found = bucket.reasons.findIndex(({ de, code }) => de === reason.de && code === reason.code);
  if (found >= 0) return found;
  return bucket.reasons.push(reason) - 1;
}

/** The answers of a bucket as they came. */
export function answersOf({ starts_at, check_id, answers, reasons }: Bucket): Answer[] {
  const start = Date.parse(starts_at);
  return answers.map(([second, state, duration_ms, index]) => ({
    check_id,
    at: new Date(start + second * 1000).toISOString(),
    state,
    duration_ms,
    reason: index === undefined ? null : (reasons[index] ?? null),
  }));
}

/** Mean time of the answers that came, in milliseconds; null when none did. */
export function meanOf({ up, degraded, sum_ms }: Pick<Rollup, "up" | "degraded" | "sum_ms">): number | null {
  return up + degraded === 0 ? null : Math.round(sum_ms / (up + degraded));
}

/** One result in the journal: check, second since 1970, state, milliseconds, and its reason where there is one. */
type Line = [check: number, second: number, state: CheckState, duration_ms: number, reason?: Reason];

export function journalOf(answers: readonly Answer[]): string {
  const lines: Line[] = answers.map(({ check_id, at, state, duration_ms, reason }) => {
    const second = Math.floor(Date.parse(at) / 1000);
    const ms = Math.round(duration_ms);
    return reason === null ? [check_id, second, state, ms] : [check_id, second, state, ms, reason];
  });
  return JSON.stringify(lines);
}

export function answersFrom(journal: string): Answer[] {
  const lines = parsed<Line[]>(journal, []);
  return lines.map(([check_id, second, state, duration_ms, reason]) => ({
    check_id,
    at: new Date(second * 1000).toISOString(),
    state,
    duration_ms,
    reason: reason ?? null,
  }));
}
