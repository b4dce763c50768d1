import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { hashSecret, newSecret } from "#src/people/secret.ts";
import { todayAt } from "#src/settings/today.ts";
import { type CalendarScope, deleteFeed, putFeed } from "./calendar-store.ts";

/** Gives the secret of the new address, which is stored nowhere. The address before stops working. */
export function openCalendar(db: Database, personId: number, scope: CalendarScope, done: Done): string {
  const secret = newSecret();
  db.transaction(() => {
    putFeed(db, { person_id: personId, scope, token_hash: hashSecret(secret), created_at: done.at.toISOString() });
    recordFeed(db, "calendar.opened", personId, { ...done, facts: { scope } });
  }).immediate();
  return secret;
}

export function closeCalendar(db: Database, personId: number, done: Done): void {
  db.transaction(() => {
    if (deleteFeed(db, personId)) recordFeed(db, "calendar.closed", personId, done);
  }).immediate();
}

function recordFeed(db: Database, what: string, personId: number, told: Done & { facts?: { scope: string } }): void {
  record(db, { ...told, what, about: `person:${personId}`, reported_on: todayAt(db, told.at) });
}
