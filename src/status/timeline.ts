import type { Component } from "./component.ts";
import { together } from "./component.ts";
import type { Feeding, HandSpell } from "./component-store.ts";
import type { Told } from "./notice.ts";
import { type ImpactSpell, merged, type Spell, type Timeline } from "./times.ts";

export type Known = {
  feeds: readonly Feeding[];
  byCheck: ReadonlyMap<number, Spell[]>;
  byHand: readonly HandSpell[];
  notices: readonly Told[];
  /** Milliseconds; what still lasts ends here. */
  now: number;
};

/** Everything that is known of one component, in order. */
export function timelineOf(component: Component, known: Known): Timeline {
  const checks = known.feeds.filter(({ component_id }) => component_id === component.id).map((one) => one.check_id);
  const fed = checks.length > 0;
  const base = fed
    ? merged(
        checks.map((id) => known.byCheck.get(id) ?? []),
        (states) => together(states, component.rule),
      )
    : saidByHand(component, known);
  return { base, impacts: known.notices.flatMap((notice) => impactsOn(component.id, notice, fed, known.now)) };
}

/** Fed by hand it runs from its first day on, unless somebody says otherwise. */
function saidByHand({ id, created_at }: Component, { byHand, now }: Known): Spell[] {
  const said = byHand.filter(({ component_id }) => component_id === id);
  const spells = said.map(({ state, from_at, until_at }) => ({
    state,
    from: Date.parse(from_at),
    until: until_at ? Date.parse(until_at) : now + 1,
  }));
  const first = spells[0]?.from ?? now + 1;
  const born = Date.parse(created_at);
  return born < first ? [{ state: "up", from: born, until: first }, ...spells] : spells;
}

function impactsOn(componentId: number, notice: Told, fed: boolean, now: number): ImpactSpell[] {
  if (notice.kind === "maintenance") return plannedWork(componentId, notice, now);
  const end = notice.ends_at ? Date.parse(notice.ends_at) : now + 1;
  const updates = notice.updates.filter(({ state }) => state !== "postmortem");
  return updates.flatMap((update, index) => {
    const mine = update.impacts.find(({ component_id }) => component_id === componentId);
    // What the program wrote by itself follows the checks, and they speak for themselves.
    if (!mine || mine.impact === "none" || (fed && update.by === "aktion")) return [];
    const from = Date.parse(index === 0 ? notice.begins_at : update.at);
    const until = Math.min(updates[index + 1] ? Date.parse(updates[index + 1]!.at) : end, end);
    return until > from ? [{ impact: mine.impact, from, until }] : [];
  });
}

function plannedWork(componentId: number, notice: Told, now: number): ImpactSpell[] {
  const last = notice.updates.at(-1);
  if (!last?.impacts.some((one) => one.component_id === componentId) || last.state === "cancelled") return [];
  const from = Date.parse(notice.begins_at);
  const planned = notice.ends_at ? Date.parse(notice.ends_at) : now + 1;
  const until = notice.closed_at ? Math.min(Date.parse(notice.closed_at), planned) : planned;
  return from < now && until > from
    ? [{ impact: "maintenance", from, until: Math.min(until, Math.max(now + 1, from + 1)) }]
    : [];
}
