import type { Language } from "#src/say.ts";
import type { Verdict } from "./state.ts";

/** Milliseconds since 1970; `until` is not in it. */
export type Span = { from: number; until: number };
export type Spell = Span & { state: Verdict | "paused" };

/** How long each state lasted, in milliseconds. `none`: not watched, because there was no check yet or it was paused. */
export type Times = Record<Verdict | "unknown" | "maintenance" | "none", number>;

export type History = { spells: readonly Spell[]; blind: readonly Span[]; maintenance: readonly Span[] };

export const noTimes: Times = { up: 0, degraded: 0, down: 0, unknown: 0, maintenance: 0, none: 0 };

/** Cuts a span at every change and says what each piece was: maintenance before unknown before what was believed. */
export function timesIn(span: Span, { spells, blind, maintenance }: History): Times {
  const times = { ...noTimes };
  if (span.until <= span.from) return times;
  const edges = [...spells, ...blind, ...maintenance].flatMap(({ from, until }) => [from, until]);
  const inside = edges.filter((edge) => edge > span.from && edge < span.until);
  const cuts = [...new Set([span.from, ...inside, span.until])].sort((a, b) => a - b);
  for (let n = 1; n < cuts.length; n += 1) {
    const from = cuts[n - 1]!;
    times[stateAt(from)] += cuts[n]! - from;
  }
  return times;

  function stateAt(moment: number): keyof Times {
    const spell = spells.find((one) => contains(one, moment));
    if (!spell || spell.state === "paused") return "none";
    if (maintenance.some((one) => contains(one, moment))) return "maintenance";
    return blind.some((one) => contains(one, moment)) ? "unknown" : spell.state;
  }
}

function contains({ from, until }: Span, moment: number): boolean {
  return from <= moment && moment < until;
}

export function addTimes(all: readonly Times[]): Times {
  const sum = { ...noTimes };
  for (const times of all) for (const state of Object.keys(sum) as (keyof Times)[]) sum[state] += times[state];
  return sum;
}

/** The part of the watched time in which it answered, 0 to 1; null when it was never watched. Slow is not down. */
export function uptimeOf({ up, degraded, down }: Times): number | null {
  const watched = up + degraded + down;
  return watched === 0 ? null : (up + degraded) / watched;
}

/** "99.98%", cut and never rounded up: 100% is said only of time without any outage. */
export function formatUptime(uptime: number | null, language: Language): string {
  if (uptime === null) return "–";
  const hundredths = Math.floor(uptime * 10_000 + 1e-9);
  const text = hundredths === 10_000 ? "100" : (hundredths / 100).toFixed(2);
  return language === "de" ? `${text}%` : `${text}%`;
}
