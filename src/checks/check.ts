import type { Reason, Seen } from "./kind.ts";
import type { Policy } from "./state.ts";

/** A row of `checks`: what is watched, how often, and what it belongs to. */
export type Check = Policy & {
  id: number;
  slug: string;
  name: string;
  kind: string;
  /** JSON, as the kind's form gives it, without its secrets. */
  config: string;
  /** JSON, sealed. */
  secrets: string | null;
  addresses: Addresses;
  parent_id: number | null;
  service_id: number | null;
  system_id: number | null;
  ping_key: string | null;
  note: string | null;
  created_by: string;
  created_at: string;
  changed_at: string;
  paused_at: string | null;
  muted_until: string | null;
  archived_at: string | null;
};

/** Which addresses it may connect to: those of the internet, or our own network too. Never a cloud's metadata service. */
export const addressClasses = ["public", "own-network"] as const;
export type Addresses = (typeof addressClasses)[number];

/** What was seen, as it is kept: without how long it took, which every result has of its own. */
export type Kept = { at: string; state: Seen["state"]; duration_ms: number } & Pick<Seen, "reason" | "details"> & {
    answer?: string;
  };

export type TroubleKind = "down" | "degraded" | "unstable" | "expiry";
export const troubleKinds: readonly TroubleKind[] = ["down", "degraded", "unstable", "expiry"];

/** Something a person may have to be told. `over_at` is null while it lasts. */
export type Trouble = {
  id: number;
  check_id: number;
  kind: TroubleKind;
  subject: string;
  from_at: string;
  noticed_at: string;
  until_at: string | null;
  over_at: string | null;
  seen: Kept | null;
};

/** One result as it goes into the journal. */
export type Answer = { check_id: number; at: string; state: Seen["state"]; duration_ms: number; reason: Reason | null };

/** What somebody wrote into JSON of ours by hand, or an older version left, is nothing rather than an error. */
export function parsed<T>(json: string | null, fallback: T): T {
  try {
    const value: unknown = JSON.parse(json ?? "null");
    return typeof value === typeof fallback || fallback === null ? ((value ?? fallback) as T) : fallback;
  } catch {
    return fallback;
  }
}

export function isRunning({ paused_at, archived_at }: Pick<Check, "paused_at" | "archived_at">): boolean {
  return paused_at === null && archived_at === null;
}

/** What is left behind at an old provider: their outcome means "gone" and "clean" rather than "well". */
export function isAboutOld({ kind }: Pick<Check, "kind">): boolean {
  return kind === "gone" || kind === "trace";
}

/** So long such a check must have been green before its result is filed by itself. */
export const settled_days = 3;
