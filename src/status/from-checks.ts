import type { Database } from "bun:sqlite";
import { historiesIn } from "#src/checks/spell-store.ts";
import { listChecks } from "#src/checks/store.ts";
import type { History } from "#src/checks/uptime.ts";
import type { Done } from "#src/history/record.ts";
import type { State } from "./component.ts";
import { listFeeds } from "./component-store.ts";
import { type Told, touched } from "./notice.ts";
import { type Spell, type Span } from "./times.ts";

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
      return { from: start, until: end, state: inside(maintenance) ? "maintenance" : inside(blind) ? "unknown" : believed };
    });
  });
}

/** What is believed of every check at this moment. */
export function statesOfChecks(db: Database, at: Date): Map<number, State> {
  const moment = at.getTime();
  const spells = spellsOfChecks(db, { from: moment, until: moment + 1 });
  return new Map([...spells].map(([id, [spell]]) => [id, spell?.state ?? "unknown"]));
}

type Planned = Pick<Told, "title" | "begins_at" | "ends_at" | "updates">;

/** Mutes the checks behind the components of planned work, for as long as it lasts. Null when no check feeds them. */
export function openWindow(db: Database, notice: Planned, _done: Done): number | null {
  const components = new Set(touched(notice as Told));
  const checks = listFeeds(db).filter(({ component_id }) => components.has(component_id));
  return checks.length === 0 ? null : null;
}

export function closeWindow(_db: Database, _windowId: number, _done: Done): void {}
