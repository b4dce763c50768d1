import type { Check, Trouble, TroubleKind } from "./check.ts";

/** Who is told of what, and when. `days` null is always; times are wall time in the company's zone. */
export type AlertRule = {
  id: number;
  name: string;
  /** Codes, separated by spaces. */
  kinds: string;
  all_checks: 0 | 1;
  after_minutes: number;
  remind_minutes: number | null;
  days: string | null;
  from_time: string | null;
  until_time: string | null;
  created_by: string;
  created_at: string;
  archived_at: string | null;
};

export type RuleWithWhom = AlertRule & { recipients: readonly string[]; check_ids: readonly number[] };

/** That a rule told of a trouble. */
export type Alert = {
  id: number;
  rule_id: number;
  trouble_id: number;
  told_at: string;
  reminded_at: string | null;
  closed_at: string | null;
};

export type Situation = {
  now: Date;
  /** The weekday (Monday is 1) and the time on the company's wall. */
  weekday: number;
  time: string;
  checks: ReadonlyMap<number, Check>;
  /** Those that last, and those that ended lately. */
  troubles: readonly Trouble[];
  alerts: readonly Alert[];
  /** Checks that are being worked on now, and those troubles that fell into planned work. */
  inMaintenance: ReadonlySet<number>;
  plannedTroubles: ReadonlySet<number>;
  /** Checks whose last answer was bad, confirmed or not. */
  failing: ReadonlySet<number>;
};

export type Item = { what: "fell" | "mended" | "reminder" | "passed"; trouble: Trouble; alert: Alert | null };
export type Message = { rule: RuleWithWhom; items: Item[] };

/** So long is collected what falls together: the parent with its children, a whole rack. */
const collect_ms = 30_000;

/**
 * What is to be told now. It looks at how things are and at what was told, not at events: whatever a crash interrupts is
 * worked out again, and what was told is not told twice.
 */
export function messagesDue(rules: readonly RuleWithWhom[], situation: Situation): Message[] {
  return rules.flatMap((rule) => {
    const items = itemsFor(rule, situation);
    const oldest = Math.min(...items.map((item) => certainAt(item)));
    return items.length > 0 && situation.now.getTime() - oldest >= collect_ms ? [{ rule, items }] : [];
  });
}

function certainAt({ what, trouble }: Item): number {
  if (what === "reminder") return 0;
  return Date.parse(what === "mended" ? trouble.over_at! : trouble.noticed_at);
}

function itemsFor(rule: RuleWithWhom, situation: Situation): Item[] {
  const told = new Map(situation.alerts.filter((one) => one.rule_id === rule.id).map((one) => [one.trouble_id, one]));
  return situation.troubles
    .filter((trouble) => covers(rule, trouble))
    .flatMap((trouble): Item[] => {
      const alert = told.get(trouble.id) ?? null;
      const what = alert ? later(rule, trouble, alert, situation) : first(rule, trouble, situation);
      return what ? [{ what, trouble, alert }] : [];
    });
}

function covers({ all_checks, check_ids, kinds }: RuleWithWhom, trouble: Trouble): boolean {
  if (!all_checks && !check_ids.includes(trouble.check_id)) return false;
  if (trouble.kind === "degraded" && isExpiry(trouble)) return false;
  return kinds.split(" ").includes(trouble.kind);
}

/** Slow is one thing, near its end another: that has a trouble of its own, told once for each threshold. */
function isExpiry({ seen }: Trouble): boolean {
  return /-ends-soon$/.test(seen?.reason?.code ?? "");
}

/** Not told yet. What was over before it could be told is told all the same, unless it should have been kept quiet. */
function first(rule: RuleWithWhom, trouble: Trouble, situation: Situation): Item["what"] | null {
  const { now } = situation;
  if (isHeld(trouble, situation) || !isInHours(rule, situation)) return null;
  if (trouble.over_at !== null)
    return rule.after_minutes === 0 && trouble.noticed_at >= rule.created_at && trouble.kind !== "expiry"
      ? "passed"
      : null;
  const waited = now.getTime() - Date.parse(trouble.noticed_at);
  return waited >= rule.after_minutes * 60_000 ? "fell" : null;
}

/** Told before: its end is always told, whatever holds back the rest. */
function later(rule: RuleWithWhom, trouble: Trouble, alert: Alert, situation: Situation): Item["what"] | null {
  if (alert.closed_at !== null) return null;
  if (trouble.over_at !== null) return "mended";
  if (rule.remind_minutes === null || trouble.kind === "expiry") return null;
  if (isHeld(trouble, situation) || !isInHours(rule, situation)) return null;
  const last = Date.parse(alert.reminded_at ?? alert.told_at);
  return situation.now.getTime() - last >= rule.remind_minutes * 60_000 ? "reminder" : null;
}

/** Muted, worked on, explained by what it depends on, or not settling: nobody is told of it as well. */
function isHeld(trouble: Trouble, situation: Situation): boolean {
  const check = situation.checks.get(trouble.check_id);
  if (!check || check.archived_at !== null) return true;
  if (check.muted_until !== null && check.muted_until > situation.now.toISOString()) return true;
  if (situation.inMaintenance.has(check.id) || situation.plannedTroubles.has(trouble.id)) return true;
  if (trouble.kind !== "unstable" && isUnstable(trouble, situation)) return true;
  return trouble.kind !== "expiry" && isExplained(check, trouble, situation);
}

function isUnstable(trouble: Trouble, { troubles }: Situation): boolean {
  const quietKinds: TroubleKind[] = ["down", "degraded"];
  return quietKinds.includes(trouble.kind) && troubles.some((one) => one.kind === "unstable" && overlap(one, trouble));
}

/** Something above it fails now, or failed while this lasted. */
function isExplained(check: Check, trouble: Trouble, situation: Situation): boolean {
  const seen = new Set([check.id]);
  for (let id = check.parent_id; id !== null && !seen.has(id); id = situation.checks.get(id)?.parent_id ?? null) {
    seen.add(id);
    if (trouble.over_at === null && situation.failing.has(id)) return true;
    const fell = situation.troubles.some((one) => one.check_id === id && one.kind === "down" && overlap(one, trouble));
    const lasts = situation.troubles.some((one) => one.check_id === id && one.kind === "down" && one.over_at === null);
    if (lasts || (fell && trouble.over_at !== null)) return true;
  }
  return false;
}

function overlap(a: Trouble, b: Trouble): boolean {
  const endless = "9999";
  return a.from_at <= (b.until_at ?? endless) && b.from_at <= (a.until_at ?? endless);
}

/** Office hours; a night that begins in the evening goes on after midnight, and belongs to the day on which it began. */
export function isInHours(
  rule: Pick<AlertRule, "days" | "from_time" | "until_time">,
  at: Pick<Situation, "weekday" | "time">,
): boolean {
  const days = rule.days?.split(" ").map(Number) ?? [1, 2, 3, 4, 5, 6, 7];
  const [from, until] = [rule.from_time ?? "00:00", rule.until_time ?? "24:00"];
  const yesterday = at.weekday === 1 ? 7 : at.weekday - 1;
  if (from <= until) return days.includes(at.weekday) && at.time >= from && at.time < until;
  return (days.includes(at.weekday) && at.time >= from) || (days.includes(yesterday) && at.time < until);
}
