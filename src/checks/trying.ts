import type { Addresses } from "./check.ts";
import type { Kind, Seen } from "./kind.ts";
import type { Outside } from "./surroundings.ts";

/** No person waits longer than this for a try. */
const patience_ms = 40_000;

/** Runs a check once, and keeps nothing. Null for a kind that only listens. */
export async function tryOnce(
  kind: Kind,
  config: unknown,
  outside: Outside,
  addresses: Addresses,
): Promise<{ seen: Seen | null }> {
  if (kind.passive) return { seen: null };
  return { seen: await kind.run(config, outside(addresses, AbortSignal.timeout(patience_ms))) };
}
