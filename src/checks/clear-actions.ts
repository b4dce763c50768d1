import type { Database } from "bun:sqlite";
import { deleteFaultsBefore } from "./observer-store.ts";
import { deleteOldPings } from "./ping-store.ts";
import { deleteOldResults } from "./result-store.ts";
import { deleteTroublesBefore } from "./trouble-store.ts";

const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;

/** Single answers stay for two days, five minutes for two weeks, hours for a year, outages for five; frozen days for good. */
export function clearOld(db: Database, at: Date): void {
  const before = (ms: number) => new Date(at.getTime() - ms).toISOString();
  db.transaction(() => {
    deleteOldResults(db, { answers: before(2 * day_ms), minutes: before(14 * day_ms), hours: before(400 * day_ms) });
    deleteTroublesBefore(db, before(5 * 366 * day_ms));
    deleteFaultsBefore(db, before(400 * day_ms));
    deleteOldPings(db);
  }).immediate();
}
