import type { Database } from "bun:sqlite";
import { readCompany } from "#src/settings/store.ts";
import { type Day, dayIn } from "#src/when.ts";
import type { Component, Group } from "./component.ts";
import { type ComponentLine, componentLines, type PastMemory } from "./component-lines.ts";
import { listGroups } from "./component-store.ts";
import { daysUntil, midnightOf } from "./days.ts";
import { impactsNow, isRunning, type Told } from "./notice.ts";
import { noticesBetween, openNotices } from "./notice-store.ts";

const shownDays = 90;

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
export function boardAt(db: Database, at: Date, memory: PastMemory = new Map()): Board {
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
    components: componentLines(db, { at, days, time_zone, notices, memory }),
    incidents: open.filter(({ kind }) => kind === "incident"),
    running: open.filter((one) => isRunning(one, now)),
    planned: open.filter((one) => one.kind === "maintenance" && one.begins_at > now).reverse(),
    recent: notices.filter(({ closed_at }) => closed_at !== null && at.getTime() - Date.parse(closed_at) < recent_ms),
    notices: new Map(notices.map((one) => [one.id, one])),
  };
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
