import type { Kept } from "./check.ts";
import type { Expiry } from "./result-actions.ts";

/** So many days before something expires, somebody is told: once for each. */
const thresholds_days = [30, 14, 7, 3, 1, 0] as const;

/** `most_days`: earlier is not worth a word. A certificate that lives for six days is near its end only in the last two. */
type Expiring = { what: string; on: string; most_days: number };

/** What is about to expire, where a kind sees such a thing: null where it sees none. One for each certificate and threshold. */
export function expiriesOf({ details, at }: Pick<Kept, "details" | "at">): Expiry[] | null {
  const expiring = expiringIn(details);
  if (expiring === null) return null;
  const days = Math.floor((Date.parse(expiring.on) - Date.parse(at)) / 86_400_000);
  const passed = thresholds_days.filter((threshold) => days <= threshold && threshold <= expiring.most_days);
  return passed.slice(-1).map((threshold) => ({ subject: `${expiring.what}:${threshold}`, on: expiring.on }));
}

/** The certificate that was shown, or the domain's registration. */
export function expiringIn(details: Kept["details"]): Expiring | null {
  const certificate = details["certificate"];
  if (isRecord(certificate) && isText(certificate["fingerprint"]) && isText(certificate["valid_until"]))
    return {
      what: `certificate ${certificate["fingerprint"].slice(0, 32)}`,
      on: certificate["valid_until"],
      most_days: Math.min(14, lifeOf(certificate) / 3),
    };
  const expires = details["expires_on"];
  return isText(expires) ? { what: `domain ${expires}`, on: expires, most_days: 30 } : null;
}

function lifeOf({ valid_from, valid_until }: Record<string, unknown>): number {
  const days = (Date.parse(String(valid_until)) - Date.parse(String(valid_from))) / 86_400_000;
  return Number.isNaN(days) ? 90 : days;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
