import type { App } from "#src/context.ts";
import type { Gauge } from "#src/http/health.ts";
import { idleSince } from "./session.ts";
import { countSessions } from "./session-store.ts";

/** What is watched of people: numbers, never who. */
export function peopleGauges({ db, clock, settings }: App): Gauge[] {
  const sessions = () => countSessions(db, clock().toISOString(), idleSince(settings, clock()));
  return [{ name: "aktion_sessions", help: "Sessions that are open.", read: sessions }];
}
