import type { Database } from "bun:sqlite";
import { readCompany } from "#src/settings/store.ts";
import { type Day, dayIn } from "#src/when.ts";
import { type Component, type Group, type State, states } from "./component.ts";
import { handSpellsSince, listComponents, listFeeds, listGroups } from "./component-store.ts";
import { keptDays } from "./day-store.ts";
import { daysUntil, midnightOf, spanOf } from "./days.ts";
import { spellsOfChecks } from "./from-checks.ts";
import { impactsNow, isRunning, type Told, touched } from "./notice.ts";
import { noticesBetween, openNotices } from "./notice-store.ts";
import { timelineOf } from "./timeline.ts";
import { addTimes, dayState, piecesIn, type Spell, type Times, timesIn } from "./times.ts";

const shownDays = 90;

/** A day of a component: how long it was what, how it is drawn, and which notices speak of it. */
export type DayLine = { day: Day; times: Times; state: State; notices: readonly number[] };
export type ComponentLine = { component: Component; state: State; days: readonly DayLine[]; times: Times };

/** Everything the page shows, at one moment. Notices newest first. */
export type Board = {
  at: Date;
  today: Day;
  time_zone: string;
  groups: readonly Group[];
  components: readonly ComponentLine[];
  incidents: readonly Told[];
  running: readonly Told[];
  planned: readonly Told[];
  /** Over since a short time. */
  recent: readonly Told[];
  /** Every notice that touches the days shown, by its number. */
  notices: ReadonlyMap<number, Told>;
};

const recent_ms = 14 * 86_400_000;

/** The whole state of the page. Days that are over and were written down are read, the rest is reckoned. */
export function boardAt(db: Database, at: Date): Board {
  const { time_zone } = readCompany(db);
  const today = dayIn(time_zone, at);
  const days = daysUntil(today, shownDays);
  const since = new Date(midnightOf(days[0]!, time_zone)).toISOString();
  const open = openNotices(db);
  const past = noticesBetween(db, since, new Date(at.getTime() + 1).toISOString());
  const notices = [...new Map([...open, ...past].map((one) => [one.id, one])).values()];
  const now = at.toISOString();
  return {
    at,
    today,
    time_zone,
    groups: listGroups(db),
    components: linesOf(db, { at, days, time_zone, notices }),
    incidents: open.filter(({ kind }) => kind === "incident"),
    running: open.filter((one) => isRunning(one, now)),
    planned: open.filter((one) => one.kind === "maintenance" && one.begins_at > now).reverse(),
    recent: notices.filter(({ closed_at }) => closed_at !== null && at.getTime() - Date.parse(closed_at) < recent_ms),
    notices: new Map(notices.map((one) => [one.id, one])),
  };
}

type Reckoning = { at: Date; days: readonly Day[]; time_zone: string; notices: readonly Told[] };

function linesOf(db: Database, { at, days, time_zone, notices }: Reckoning): ComponentLine[] {
  const components = listComponents(db);
  const kept = keptDays(db, days[0]!);
  const now = at.getTime();
  const from = midnightOf(firstMissing(components, days, kept), time_zone);
  const known = {
    feeds: listFeeds(db),
    byCheck: spellsOfChecks(db, { from, until: now + 1 }),
    byHand: handSpellsSince(db, new Date(from).toISOString()),
    notices,
    now,
  };
  const spans = new Map(days.map((day) => [day, spanOf(day, time_zone)]));
  const told = notices.map((notice) => ({
    notice,
    on: daysOf(notice, days, time_zone),
    touches: new Set(touched(notice)),
  }));
  return components.map((component) => {
    const timeline = timelineOf(component, known);
    const mine = told.filter(({ touches }) => touches.has(component.id));
    const lines = days.map((day): DayLine => {
      const span = spans.get(day)!;
      const times =
        kept.get(component.id)?.get(day) ?? timesIn({ ...span, until: Math.min(span.until, now) }, timeline);
      const speaking = mine.filter(({ on }) => on.has(day)).map(({ notice }) => notice.id);
      return { day, times, state: dayState(times), notices: speaking };
    });
    const state = stateNow(timeline, now);
    const today = lines.at(-1);
    // What has just begun has not lasted a minute yet, and still it is so.
    if (today && (state === "down" || state === "degraded")) today.state = worse(today.state, state);
    return { component, state, days: lines, times: addTimes(lines.map(({ times }) => times)) };
  });
}

/** From which day on something must be reckoned: today at the latest. */
function firstMissing(components: readonly Component[], days: readonly Day[], kept: ReturnType<typeof keptDays>): Day {
  return days.find((day) => components.some(({ id }) => !kept.get(id)?.has(day))) ?? days.at(-1)!;
}

const worse = (a: State, b: State) => (states.indexOf(b) > states.indexOf(a) ? b : a);

function stateNow(timeline: Parameters<typeof piecesIn>[1], now: number): State {
  return (piecesIn({ from: now, until: now + 1 }, timeline)[0] as Spell).state;
}

/** The days of those shown that a notice lasted. */
function daysOf(notice: Told, days: readonly Day[], timeZone: string): Set<Day> {
  const first = dayIn(timeZone, new Date(notice.begins_at));
  const end = notice.closed_at ?? notice.ends_at;
  const last = end ? dayIn(timeZone, new Date(end)) : days.at(-1)!;
  return new Set(days.filter((day) => day >= first && day <= last));
}

/** What the sum sentence is made from, in a language. */
export function summedOf(board: Board, nameOf: (component: Component) => string, titleOf: (notice: Told) => string) {
  const names = new Map(board.components.map(({ component }) => [component.id, nameOf(component)]));
  return {
    components: board.components.map(({ component, state }) => ({ name: nameOf(component), state })),
    incidents: board.incidents.map((notice) => ({
      title: titleOf(notice),
      names: impactsNow(notice).flatMap(({ component_id, impact }) =>
        impact === "none" ? [] : (names.get(component_id) ?? []),
      ),
    })),
  };
}
