import { type State, states } from "./component.ts";
import type { Impact } from "./notice.ts";

/** Milliseconds since 1970; `until` is not in it. */
export type Span = { from: number; until: number };
export type Spell = Span & { state: State };
export type ImpactSpell = Span & { impact: Impact };

/** How long each state lasted, in seconds. */
export type Times = Record<State, number>;

const noTimes: Times = { up: 0, degraded: 0, down: 0, maintenance: 0, unknown: 0 };

/** What is known of a component over time. `base` lies one after the other; where it says nothing, nothing was watched. */
export type Timeline = { base: readonly Spell[]; impacts: readonly ImpactSpell[] };

const badness: Record<Impact, number> = { none: 0, maintenance: 1, degraded: 2, down: 3 };

/** The worst of what people said goes before what checks saw, where it is worse; planned work goes before both where it is not. */
export function stateOf(base: State, impacts: readonly Impact[]): State {
  const worst = impacts.reduce<Impact>((a, b) => (badness[b] > badness[a] ? b : a), "none");
  if (worst === "down" || base === "maintenance") return worst === "none" || worst === "maintenance" ? base : worst;
  if (worst === "maintenance") return "maintenance";
  if (worst === "degraded") return base === "down" ? "down" : "degraded";
  return base;
}

/** The state at every moment of a span, as pieces one after the other. */
export function piecesIn(span: Span, { base, impacts }: Timeline): Spell[] {
  const mine = base.filter((one) => one.from < span.until && one.until > span.from);
  const said = impacts.filter((one) => one.from < span.until && one.until > span.from);
  const only = said.length === 0 && mine.length === 1 ? mine[0]! : null;
  if (only && only.from <= span.from && only.until >= span.until) return [{ ...span, state: only.state }];
  const edges = [...mine, ...said].flatMap(({ from, until }) => [from, until]);
  const cuts = [span.from, ...edges.filter((edge) => edge > span.from && edge < span.until), span.until];
  const sorted = [...new Set(cuts)].sort((a, b) => a - b);
  return sorted.slice(1).map((until, index) => {
    const from = sorted[index]!;
    const believed = mine.find((one) => one.from <= from && from < one.until)?.state ?? "unknown";
    const told = said.filter((one) => one.from <= from && from < one.until).map(({ impact }) => impact);
    return { from, until, state: stateOf(believed, told) };
  });
}

export function timesIn(span: Span, timeline: Timeline): Times {
  const times = { ...noTimes };
  if (span.until <= span.from) return times;
  for (const { from, until, state } of piecesIn(span, timeline)) times[state] += (until - from) / 1000;
  for (const state of states) times[state] = Math.round(times[state]);
  return times;
}

export function addTimes(all: readonly Times[]): Times {
  const sum = { ...noTimes };
  for (const times of all) for (const state of states) sum[state] += times[state];
  return sum;
}

/** The part of the watched time in which it answered, 0 to 1; null when it was never watched. Planned work is left out, slow is not down. */
export function uptimeOf({ up, degraded, down }: Times): number | null {
  const watched = up + degraded + down;
  return watched === 0 ? null : (up + degraded) / watched;
}

/** So short a trouble does not colour a day. */
const noticeable_s = 60;

/** How a day is drawn: the worst of it that lasted a minute. */
export function dayState(times: Times): State {
  if (times.down >= noticeable_s) return "down";
  if (times.degraded >= noticeable_s) return "degraded";
  if (times.maintenance >= noticeable_s) return "maintenance";
  return times.up + times.down + times.degraded > 0 ? "up" : "unknown";
}

/** Pieces of one component fed by several checks, each with its own spells: what they say together, at every moment. */
export function merged(all: readonly (readonly Spell[])[], combine: (states: readonly State[]) => State): Spell[] {
  if (all.length === 1) return [...all[0]!];
  const cuts = [...new Set(all.flat().flatMap(({ from, until }) => [from, until]))].sort((a, b) => a - b);
  return cuts.slice(1).flatMap((until, index) => {
    const from = cuts[index]!;
    const said = all.flatMap((one) => one.find((spell) => spell.from <= from && from < spell.until)?.state ?? []);
    return said.length === 0 ? [] : [{ from, until, state: combine(said) }];
  });
}
