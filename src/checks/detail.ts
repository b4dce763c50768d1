import type { Database } from "bun:sqlite";
import type { Band, LinePoint } from "#views/ui/line-chart.tsx";
import type { Answer } from "./check.ts";
import { daysFrom } from "./day-store.ts";
import { lastDays } from "./days.ts";
import { bucketsBack } from "./read.ts";
import { hoursIn, minutesIn } from "./result-store.ts";
import { answersOf, bucketsIn, meanOf } from "./rollup.ts";
import { historiesIn } from "./spell-store.ts";
import type { History, Spell } from "./uptime.ts";

/** How far back the chart of a check looks. */
export const chartSpans = ["day", "week", "quarter"] as const;
export type ChartSpan = (typeof chartSpans)[number];

const spanHours: Record<ChartSpan, number> = { day: 24, week: 7 * 24, quarter: 90 * 24 };

export type Chart = { points: LinePoint[]; bands: Band[]; from: number; until: number; gap: number };

const hour_ms = 3_600_000;
const minute_ms = 60_000;

/** Mean time to answer over a span, and behind it what was not well. */
export function chartOf(db: Database, checkId: number, span: ChartSpan, at: Date): Chart {
  const until = at.getTime();
  const from = until - spanHours[span] * hour_ms;
  const between = { checkId, from: new Date(from).toISOString(), until: at.toISOString() };
  const history = historiesIn(db, between).get(checkId) ?? { spells: [], blind: [], maintenance: [] };
  return { points: pointsOf(db, checkId, span, at, from), bands: bandsOf(history), from, until, gap: gaps[span] };
}

const gaps: Record<ChartSpan, number> = { day: 16 * minute_ms, week: 3 * hour_ms, quarter: 60 * hour_ms };

function pointsOf(db: Database, checkId: number, span: ChartSpan, at: Date, from: number): LinePoint[] {
  const [start, end] = [new Date(from).toISOString(), at.toISOString()];
  if (span === "day") {
    const written = minutesIn(db, checkId, bucketsIn(start, end));
    const live = bucketsBack(db, checkId, 0.2, at).filter(({ rollup }) => rollup.up + rollup.degraded > 0);
    return pointsFrom([...written, ...live.map(({ starts_at, rollup }) => ({ ...rollup, starts_at }))]);
  }
  if (span === "week") return pointsFrom(hoursIn(db, checkId, start, end));
  const days = new Set(lastDays(end.slice(0, 10), 90));
  return daysFrom(db, checkId, [...days][0]!).flatMap(({ day, answers, sum_ms }) =>
    answers === 0 ? [] : [{ at: Date.parse(`${day}T12:00:00Z`), value: Math.round(sum_ms / answers) }],
  );
}

type Summed = { starts_at: string; up: number; degraded: number; sum_ms: number };

function pointsFrom(rows: readonly Summed[]): LinePoint[] {
  return rows.flatMap((row) => {
    const value = meanOf(row);
    return value === null ? [] : [{ at: Date.parse(row.starts_at), value }];
  });
}

function bandsOf({ spells, blind, maintenance }: History): Band[] {
  const bad = spells.filter((spell): spell is Spell & { state: "down" | "degraded" } =>
    ["down", "degraded"].includes(spell.state),
  );
  return [
    ...maintenance.map((span) => ({ ...span, kind: "maintenance" as const })),
    ...bad.map(({ from, until, state }) => ({ from, until, kind: state })),
    ...blind.map((span) => ({ ...span, kind: "unknown" as const })),
  ];
}

/** The newest first. */
export function lastAnswers(db: Database, checkId: number, count: number, every_s: number, at: Date): Answer[] {
  const hours = Math.min(48, Math.max(0.5, (count * every_s) / 3600 + 0.2));
  return bucketsBack(db, checkId, hours, at).flatMap(answersOf).reverse().slice(0, count);
}
