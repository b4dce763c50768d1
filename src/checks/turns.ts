import { phaseOf } from "./deadlines.ts";
import { isUnsettled } from "./state.ts";
import type { Watched } from "./watched.ts";

/**
 * After a start, everything within one interval, and within a minute; what was just made, or was failing, within two seconds. What is asked
 * seldom waits for its turn, however often the program is started.
 */
export function firstWait_ms({ check, kind, standing }: Watched, isStart: boolean, now: Date): number {
  if (kind.passive) return 0;
  const soon = !isStart || isUnsettled(standing);
  // A little less than all of it: until it has started, a second has passed.
  const within_s = Math.min(check.every_s, soon ? 2 : 60) * 0.98;
  const spread_ms = phaseOf(check.id, within_s * 1000);
  if (check.every_s <= 300 || standing.last_at === null) return spread_ms;
  const turn_ms = Date.parse(standing.last_at) + check.every_s * 1000 - now.getTime();
  return Math.min(Math.max(spread_ms, turn_ms), check.every_s * 1000);
}
