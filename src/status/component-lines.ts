import type { Database } from "bun:sqlite";
import { type Day, dayIn } from "#src/when.ts";
import { type Component, type State, states } from "./component.ts";
import { handSpellsSince, listComponents, listFeeds } from "./component-store.ts";
import { daysVersion, keptDays } from "./day-store.ts";
import { midnightOf, spanOf } from "./days.ts";
import { spellsOfChecks } from "./from-checks.ts";
import { type Told, touched } from "./notice.ts";
import { type Known, timelineOf } from "./timeline.ts";
import { addTimes, dayState, piecesIn, type Span, type Spell, type Timeline, type Times, timesIn } from "./times.ts";

/** A day of a component: how long it was what, how it is drawn, and which notices speak of it. */
export type DayLine = { day: Day; times: Times; state: State; notices: readonly number[] };

/** `past` names everything that its days before today are made of: while it is the same, so are they. */
export type ComponentLine = {
  component: Component;
  state: State;
  days: readonly DayLine[];
  times: Times;
  past: string;
};

type Past = { key: string; days: readonly DayLine[]; times: Times };
/** Days that are over and written down, as they were made the last time. */
export type PastMemory = Map<number, Past>;

type Reckoning = { at: Date; days: readonly Day[]; time_zone: string; notices: readonly Told[]; memory: PastMemory };
type Speaking = { notice: Told; first: Day; last: Day; touches: ReadonlySet<number> };

/** Every component with its days. What is over is remembered or read; only what is not is reckoned. */
export function componentLines(db: Database, { at, days, time_zone, notices, memory }: Reckoning): ComponentLine[] {
  const components = listComponents(db);
  const speaking = notices.map((notice) => speakingOf(notice, days, time_zone));
  const today = days.at(-1)!;
  const before = days.slice(0, -1);
  const version = daysVersion(db);
  const named = components.map((component) => {
    const mine = speaking.filter(({ touches }) => touches.has(component.id));
    return { component, mine, key: keyOf(mine, today, version) };
  });
  const isKnown = ({ component, key }: (typeof named)[number]) => memory.get(component.id)?.key === key;
  const kept = named.every(isKnown) ? null : keptDays(db, days[0]!);
  const isKept = (id: number, day: Day) => kept === null || kept.get(id)?.has(day) === true;
  const first = before.find((day) => named.some((one) => !isKnown(one) && !isKept(one.component.id, day))) ?? today;
  const spans = new Map<Day, Span>();
  const known = knownSince(db, midnightOf(first, time_zone), at);

  return named.map(({ component, mine, key }) => {
    const timeline = timelineOf(component, { ...known, notices: mine.map(({ notice }) => notice) });
    const remembered = memory.get(component.id);
    const past = remembered?.key === key ? remembered : pastOf();
    const state = stateNow(timeline, known.now);
    const now = todayOf(state);
    const times = addTimes([past.times, now.times]);
    return { component, state, days: [...past.days, now], times, past: key };

    function pastOf(): Past {
      const lines = before.map((day) => lineOf(day, kept?.get(component.id)?.get(day)));
      const made = { key, days: lines, times: addTimes(lines.map((line) => line.times)) };
      if (before.every((day) => isKept(component.id, day))) memory.set(component.id, made);
      return made;
    }

    function lineOf(day: Day, written?: Times): DayLine {
      const { from, until } = spans.get(day) ?? spanOf(day, time_zone);
      if (!spans.has(day)) spans.set(day, { from, until });
      const times = written ?? timesIn({ from, until: Math.min(until, known.now) }, timeline);
      const speak = mine.filter((one) => one.first <= day && day <= one.last).map(({ notice }) => notice.id);
      return { day, times, state: dayState(times), notices: speak };
    }

    /** What has just begun has not lasted a minute yet, and still it is so. */
    function todayOf(state: State): DayLine {
      const line = lineOf(today);
      return state === "down" || state === "degraded" ? { ...line, state: worse(line.state, state) } : line;
    }
  });
}

function knownSince(db: Database, from: number, at: Date): Omit<Known, "notices"> {
  const now = at.getTime();
  return {
    feeds: listFeeds(db),
    byCheck: spellsOfChecks(db, { from, until: now + 1 }),
    byHand: handSpellsSince(db, new Date(from).toISOString()),
    now,
  };
}

function speakingOf(notice: Told, days: readonly Day[], timeZone: string): Speaking {
  const end = notice.closed_at ?? notice.ends_at;
  return {
    notice,
    first: dayIn(timeZone, new Date(notice.begins_at)),
    last: end ? dayIn(timeZone, new Date(end)) : days.at(-1)!,
    touches: new Set(touched(notice)),
  };
}

function keyOf(mine: readonly Speaking[], today: Day, version: number): string {
  const said = mine.map(({ notice: { id, title, title_en }, first, last }) => [id, first, last, title, title_en]);
  return JSON.stringify([today, version, said]);
}

const worse = (a: State, b: State) => (states.indexOf(b) > states.indexOf(a) ? b : a);

function stateNow(timeline: Timeline, now: number): State {
  return (piecesIn({ from: now, until: now + 1 }, timeline)[0] as Spell).state;
}
