import type { Receiving } from "./health-store.ts";

const minute_ms = 60_000;

/** Since when nothing was fetched, where that is too long; null where all is well. `from`: nothing could be fetched before. */
export function lateSince({ polled_at, created_at, late_after_min }: Receiving, at: Date, from?: Date): string | null {
  const since = polled_at ?? created_at;
  const waiting = Math.max(Date.parse(since), from?.getTime() ?? 0);
  return at.getTime() - waiting > late_after_min * minute_ms ? since : null;
}
