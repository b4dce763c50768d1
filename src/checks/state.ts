import type { CheckState } from "./kind.ts";

/** What is believed of a target. `new`: nothing is confirmed yet. */
export type Verdict = "up" | "degraded" | "down";
export type Confirmed = Verdict | "new";

/** How often in a row, and since when. */
type Run = { count: number; from_at: string };

/** Results in a row that say at least so bad, or at most so bad. */
export type Runs = { up: Run; not_down: Run; not_up: Run; down: Run };

/** What was seen last and what is believed, apart. Times are ISO in UTC. */
export type Standing = {
  observed: CheckState | "new";
  confirmed: Confirmed;
  /** Since when `confirmed` holds: the first result that said so. */
  since: string | null;
  runs: Runs;
  last_at: string | null;
  unknown_since: string | null;
  unstable_since: string | null;
  /** When it changed, in the last hour. */
  turned_at: string[];
};

export type Policy = { every_s: number; confirm_after: number; recover_after: number };
/** `ours`: it was our own line, so that the failures before it say nothing either. */
export type Result = { state: CheckState; at: string; ours?: true };

/** What follows from one result. Times are when it began, which may lie before the result. */
export type Effect =
  | { what: "turned"; from: Confirmed; to: Verdict; at: string }
  | { what: "blinded"; at: string }
  | { what: "sighted"; at: string }
  | { what: "unstable"; at: string }
  | { what: "stable"; at: string };

const noRun: Run = { count: 0, from_at: "" };
const noRuns: Runs = { up: noRun, not_down: noRun, not_up: noRun, down: noRun };

export const beginning: Standing = {
  observed: "new",
  confirmed: "new",
  since: null,
  runs: noRuns,
  last_at: null,
  unknown_since: null,
  unstable_since: null,
  turned_at: [],
};

/** So many changes within an hour are one trouble: it is unstable, until half an hour has passed without a change. */
const unstableTurns = 5;
const hour_ms = 3_600_000;
const calm_ms = 1_800_000;

const level: Record<Verdict, number> = { up: 0, degraded: 1, down: 2 };

/** One result more. Unknown says nothing about the target: it neither confirms nor clears, and its time is nobody's. */
export function observe(before: Standing, result: Result, policy: Policy): { standing: Standing; effects: Effect[] } {
  // A clock that was set back tells the same hour twice: time in the record never runs backwards.
  const at = before.last_at !== null && before.last_at > result.at ? before.last_at : result.at;
  const gap = gapBefore(before, at, policy);
  if (result.state === "unknown") return blinded(before, at, result.ours === true);
  const effects = sight(before, at, gap);
  const runs = countRuns(gap ? noRuns : before.runs, result.state, at);
  const standing: Standing = { ...before, observed: result.state, runs, last_at: at, unknown_since: null };
  const turn = turnOf(standing, policy);
  if (turn) effects.push({ what: "turned", from: before.confirmed, ...turn });
  const turned = turn ? { ...standing, confirmed: turn.to, since: turn.at } : standing;
  return flapping(turned, turn !== null && before.confirmed !== "new", at, effects);
}

function blinded(before: Standing, at: string, ours: boolean): { standing: Standing; effects: Effect[] } {
  const { runs, confirmed } = before;
  const from = ours && confirmed !== "down" && runs.not_up.count > 0 ? runs.not_up.from_at : at;
  const standing: Standing = {
    ...before,
    observed: "unknown",
    runs: ours ? noRuns : runs,
    last_at: at,
    unknown_since: before.unknown_since ?? from,
  };
  return { standing, effects: before.unknown_since === null ? [{ what: "blinded", at: from }] : [] };
}

function sight(before: Standing, at: string, gap: boolean): Effect[] {
  if (before.unknown_since !== null) return [{ what: "sighted", at }];
  return gap
    ? [
        { what: "blinded", at: before.last_at! },
        { what: "sighted", at },
      ]
    : [];
}

/** True when so long nothing was seen (we were stopped, asleep or set to another time) that nobody can say what was in between. */
function gapBefore({ last_at }: Standing, at: string, { every_s }: Policy): boolean {
  return last_at !== null && Date.parse(at) - Date.parse(last_at) > longestGap_ms(every_s);
}

/** How long a result stands for what follows it. */
function longestGap_ms(every_s: number): number {
  return Math.max(2.5 * every_s, 60) * 1000;
}

function countRuns(runs: Runs, state: Verdict, at: string): Runs {
  const next = (run: Run, goesOn: boolean): Run =>
    goesOn ? { count: run.count + 1, from_at: run.count === 0 ? at : run.from_at } : noRun;
  return {
    up: next(runs.up, level[state] === 0),
    not_down: next(runs.not_down, level[state] <= 1),
    not_up: next(runs.not_up, level[state] >= 1),
    down: next(runs.down, level[state] === 2),
  };
}

/** What the runs say that is not believed yet, and from when. The first good answer of a new check is believed at once. */
function turnOf({ confirmed, runs }: Standing, policy: Policy): { to: Verdict; at: string } | null {
  const { confirm_after, recover_after } = policy;
  if (confirmed !== "down" && runs.down.count >= confirm_after) return { to: "down", at: runs.down.from_at };
  if ((confirmed === "up" || confirmed === "new") && runs.not_up.count >= confirm_after)
    return { to: "degraded", at: runs.not_up.from_at };
  const enough = confirmed === "new" ? 1 : recover_after;
  if (confirmed !== "up" && runs.up.count >= enough) return { to: "up", at: runs.up.from_at };
  if (confirmed === "down" && runs.not_down.count >= recover_after)
    return { to: "degraded", at: runs.not_down.from_at };
  return null;
}

function flapping(standing: Standing, turned: boolean, at: string, effects: Effect[]) {
  const now = Date.parse(at);
  const recent = [...standing.turned_at, ...(turned ? [at] : [])].filter((one) => now - Date.parse(one) <= hour_ms);
  const last = recent.at(-1);
  const calm = last === undefined || now - Date.parse(last) >= calm_ms;
  const next: Standing = { ...standing, turned_at: recent };
  if (standing.unstable_since !== null && calm) {
    return {
      standing: { ...next, unstable_since: null, turned_at: [] },
      effects: [...effects, { what: "stable" as const, at }],
    };
  }
  if (standing.unstable_since === null && recent.length >= unstableTurns) {
    return { standing: { ...next, unstable_since: at }, effects: [...effects, { what: "unstable" as const, at }] };
  }
  return { standing: next, effects };
}

/** True while something is seen that is not confirmed, so that it is worth asking again after seconds. */
export function isUnsettled({ observed, confirmed }: Standing): boolean {
  return observed !== "unknown" && observed !== "new" && observed !== confirmed;
}

/** True when one more bad answer would say "down": the moment to ask whether it is our own line. */
export function wouldFall(standing: Standing, policy: Policy): boolean {
  return standing.confirmed !== "down" && standing.runs.down.count + 1 >= policy.confirm_after;
}
