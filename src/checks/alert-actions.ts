import type { Database } from "bun:sqlite";
import { readCompany } from "#src/settings/store.ts";
import { type Message, messagesDue, type RuleWithWhom, type Situation } from "./alert.ts";
import { deliver, type Given } from "./alert-delivery.ts";
import { alertsOf, closeAlert, insertAlert, listRules, markReminded, unclosedTroubleIds } from "./alert-store.ts";
import type { Check, Trouble } from "./check.ts";
import { liveOf } from "./live.ts";
import { spellsOfMaintenanceAt, touchedByMaintenance } from "./maintenance-store.ts";
import { readState } from "./state-store.ts";
import { findCheckById } from "./store.ts";
import { troublesOver } from "./trouble-store.ts";

/** Tells whoever is to be told, into the outbox and into the record of what was told, in one transaction. */
export function tellTroubles(db: Database, at: Date, publicUrl: string | null): void {
  const rules = listRules(db);
  if (rules.length === 0) return;
  const situation = situationAt(db, at);
  const messages = situation ? messagesDue(rules, situation) : [];
  if (!situation || messages.length === 0) return;
  const { time_zone, public_address } = readCompany(db);
  const writing = { timeZone: time_zone, now: at, checks: situation.checks, address: publicUrl ?? public_address };
  db.transaction(() => {
    for (const message of messages) tell(db, message, writing);
  }).immediate();
}

/** Troubles of checks that are down now and held back by nothing: no maintenance, nothing muted, nothing above that explains them. */
export function downNow(db: Database, at: Date): Trouble[] {
  const situation = situationAt(db, at);
  if (!situation) return [];
  return messagesDue([everything], { ...situation, alerts: [] }).flatMap(({ items }) =>
    items.flatMap(({ what, trouble }) => (what === "fell" ? [trouble] : [])),
  );
}

const everything = {
  ...{
    id: 0,
    name: "",
    kinds: "down",
    all_checks: 1,
    after_minutes: 0,
    remind_minutes: null,
    recipients: [],
    check_ids: [],
  },
  ...{ days: null, from_time: null, until_time: null, created_by: "aktion", created_at: "9999", archived_at: null },
} as const satisfies RuleWithWhom;

const day_ms = 86_400_000;

function situationAt(db: Database, now: Date): Situation | null {
  const since = new Date(now.getTime() - day_ms).toISOString();
  const troubles = troublesOver(db, since, unclosedTroubleIds(db));
  if (troubles.length === 0) return null;
  const checks = withParents(
    db,
    troubles.map(({ check_id }) => check_id),
  );
  const ids = troubles.map(({ id }) => id);
  return {
    ...wallIn(readCompany(db).time_zone, now),
    ...{ now, checks, troubles, alerts: alertsOf(db, ids), failing: failingOf(db, [...checks.keys()]) },
    inMaintenance: new Set(spellsOfMaintenanceAt(db, now.toISOString())),
    plannedTroubles: new Set(touchedByMaintenance(db, since)),
  };
}

/** Checks, and all that they depend on. */
function withParents(db: Database, ids: readonly number[]): Map<number, Check> {
  const found = new Map<number, Check>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const check = found.has(id) ? null : findCheckById(db, id);
    if (!check) continue;
    found.set(id, check);
    if (check.parent_id !== null) open.push(check.parent_id);
  }
  return found;
}

function failingOf(db: Database, ids: readonly number[]): Set<number> {
  const live = liveOf(db);
  return new Set(ids.filter((id) => (live?.standing(id) ?? readState(db, id).standing).observed === "down"));
}

function wallIn(timeZone: string, at: Date): { weekday: number; time: string } {
  const wall = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return { weekday: wall.dayOfWeek, time: wall.toPlainTime().toString({ smallestUnit: "minute" }) };
}

function tell(db: Database, { rule, items }: Message, writing: Given): void {
  const at = writing.now.toISOString();
  const told = items.filter(({ what, trouble, alert }) => {
    if (what === "mended") closeAlert(db, alert!.id, at);
    else if (what === "reminder") markReminded(db, alert!.id, at);
    else {
      const closed_at = what === "passed" ? at : null;
      return insertAlert(db, { rule_id: rule.id, trouble_id: trouble.id, told_at: at, closed_at });
    }
    return trouble.kind !== "expiry";
  });
  if (told.length === 0) return;
  for (const recipient of rule.recipients) deliver(db, recipient, { rule, items: told }, writing);
}
