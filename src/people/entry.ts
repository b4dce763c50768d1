import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { todayAt } from "#src/settings/today.ts";

type Told = Done & { facts?: Record<string, unknown>; words?: Record<string, string> };

/** One entry about a person. Call it inside the transaction of the change. */
export function recordPerson(db: Database, what: string, personId: number, told: Told): void {
  record(db, { ...told, what, about: `person:${personId}`, reported_on: todayAt(db, told.at) });
}
