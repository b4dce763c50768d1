import type { Kept } from "./check.ts";
import type { Expiry } from "./result-actions.ts";

/** So many days before something expires, somebody is told: once for each. */
export const thresholds_days = [30, 14, 7, 3, 1, 0] as const;

/** What expires, where a kind says so: null where it says nothing of it. */
export function expiriesOf({ details, at }: Pick<Kept, "details" | "at">): Expiry[] | null {
  const named = expiring(details);
  if (named === null) return null;
  const days = Math.floor((Date.parse(named.on) - Date.parse(at)) / 86_400_000);
  return thresholds_days
    .filter((threshold) => days <= threshold)
    .slice(-1)
    .map((threshold) => ({ subject: `${named.what}:${threshold}`, on: named.on }));
}

function expiring(_details: Kept["details"]): { what: string; on: string } | null {
  return null;
}
