import type { Database } from "bun:sqlite";
import { endMaintenance, planMaintenance } from "#src/checks/maintenance-actions.ts";
import { historiesIn } from "#src/checks/spell-store.ts";
import { listChecks } from "#src/checks/store.ts";
import { openTroubles } from "#src/checks/trouble-store.ts";
import type { History } from "#src/checks/uptime.ts";
import type { Done } from "#src/history/record.ts";
import { readCompany } from "#src/settings/store.ts";
import type { State } from "./component.ts";
import { listFeeds } from "./component-store.ts";
import { wallOf } from "./days.ts";
import { type Told, touched } from "./notice.ts";
import type { Span, Spell } from "./times.ts";

/** All that the status page knows of checks. */
export type CheckNamed = { id: number; name: string; kind: string };

export function checksToChooseFrom(db: Database): CheckNamed[] {
  return listChecks(db).map(({ id, name, kind }) => ({ id, name, kind }));
}

/** What each check is believed to be at every moment of a span: maintenance before unknown before what was seen. */
export function spellsOfChecks(db: Database, span: Span): Map<number, Spell[]> {
  const between = { from: new Date(span.from).toISOString(), until: new Date(span.until).toISOString() };
  const histories = historiesIn(db, { checkId: null, ...between });
  return new Map([...histories].map(([id, history]) => [id, overlaid(history)]));
}

function overlaid({ spells, blind, maintenance }: History): Spell[] {
  return spells.flatMap(({ from, until, state }) => {
    const over = [...blind, ...maintenance].filter((one) => one.from < until && one.until > from);
    const believed: State = state === "paused" ? "unknown" : state;
    if (over.length === 0 || state === "paused") return [{ from, until, state: believed }];
    const cuts = over.flatMap((one) => [one.from, one.until]).filter((at) => at > from && at < until);
    const edges = [...new Set([from, ...cuts, until])].sort((a, b) => a - b);
    return edges.slice(1).map((end, index) => {
      const start = edges[index]!;
      const inside = (spans: readonly Span[]) => spans.some((one) => one.from <= start && start < one.until);
      return {
        from: start,
        until: end,
        state: inside(maintenance) ? "maintenance" : inside(blind) ? "unknown" : believed,
      };
    });
  });
}

export type Trouble = { id: number; check_id: number; from_at: string };

/** Outages that last and became certain after the one with that number, the oldest first. */
export function newTroubles(db: Database, afterId: number): Trouble[] {
  return openTroubles(db)
    .filter(({ id, kind }) => id > afterId && kind === "down")
    .sort((a, b) => a.id - b.id)
    .map(({ id, check_id, from_at }) => ({ id, check_id, from_at }));
}

/** Down, or falling and rising again and again. */
export function isTroubled(db: Database, checkId: number, at: Date): boolean {
  const lasting = openTroubles(db).filter(({ kind }) => kind === "down" || kind === "unstable");
  return lasting.some(({ check_id, from_at }) => check_id === checkId && from_at <= at.toISOString());
}

/** What is believed of every check at this moment. */
export function statesOfChecks(db: Database, at: Date): Map<number, State> {
  const moment = at.getTime();
  const spells = spellsOfChecks(db, { from: moment, until: moment + 1 });
  return new Map([...spells].map(([id, [spell]]) => [id, spell?.state ?? "unknown"]));
}

type Planned = Pick<Told, "title" | "begins_at" | "ends_at" | "updates">;

/** Mutes the checks behind the components of planned work, for as long as it lasts. Null when no check feeds them. */
export function openWindow(db: Database, notice: Planned, done: Done): number | null {
  const components = new Set(touched(notice as Told));
  const checks = listFeeds(db).flatMap((feed) => (components.has(feed.component_id) ? [feed.check_id] : []));
  if (checks.length === 0) return null;
  const { time_zone } = readCompany(db);
  const starts = wallOf(notice.begins_at, time_zone);
  const minutes = Temporal.PlainDateTime.from(starts).until(wallOf(notice.ends_at ?? notice.begins_at, time_zone), {
    largestUnit: "minute",
  });
  const window = { title: notice.title, starts, minutes: Math.max(1, minutes.minutes), time_zone };
  return planMaintenance(db, { ...window, rule: null, all_checks: 0, note: null }, checks, done);
}

export function closeWindow(db: Database, windowId: number, done: Done): void {
  endMaintenance(db, windowId, done);
}
