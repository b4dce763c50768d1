import type { Database } from "bun:sqlite";
import type { Check } from "./check.ts";
import type { Seen } from "./kind.ts";

/** When the next sign of life is due; null while nobody can say. */
export function expectedPing(_db: Database, _check: Check): string | null {
  return null;
}

export function judgeHeartbeat(_db: Database, _check: Check, _config: unknown, _at: Date): Seen | null {
  return null;
}
