import type { Settings } from "#src/settings.ts";

/** `handle` names the session on a page and opens nothing. `device` is empty when the browser did not say. */
export type Session = { handle: string; created_at: string; last_seen_at: string; expires_at: string; device: string };

type Span = { minutes?: number; hours?: number; days?: number };

function milliseconds({ minutes = 0, hours = 0, days = 0 }: Span): number {
  return ((days * 24 + hours) * 60 + minutes) * 60_000;
}

export function before(at: Date, span: Span): string {
  return new Date(at.getTime() - milliseconds(span)).toISOString();
}

export function after(at: Date, span: Span): string {
  return new Date(at.getTime() + milliseconds(span)).toISOString();
}

/** A session that was last seen at or before this has ended. */
export function idleSince({ sessionIdleHours }: Pick<Settings, "sessionIdleHours">, at: Date): string {
  return before(at, { hours: sessionIdleHours });
}

/** Somebody last seen before this begins a new visit. */
export function visitOverBefore(at: Date): string {
  return before(at, { minutes: 30 });
}
