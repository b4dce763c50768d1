import type { Database } from "bun:sqlite";
import { queueLater } from "#src/outbox/notice.ts";
import type { PersonWithState } from "#src/people/person.ts";
import { listPeople } from "#src/people/store.ts";
import { readCompany } from "#src/settings/store.ts";
import { lastWeekly } from "./habits.ts";
import type { MailKind } from "./kind.ts";
import { wayFor } from "./tell-actions.ts";
import { insertToldRound, lastDigestOf, setLastDigest, untoldRounds } from "./weekly-store.ts";
import { habitsOf } from "./wish-store.ts";

/** The words with which the keys of these mails begin. */
export const digestWord = "digest";
export const minutesWord = "minutes";

type Given = { db: Database; at: Date; address: string | null };

/**
 * Puts the weekly digests into the outbox whose hour has come. What was missed while the program was down comes once, not once for
 * each week; a clock that goes back makes none again. Somebody's first one comes at the next hour they have.
 */
export function mailDigests(db: Database, at: Date, publicUrl: string | null): void {
  const { time_zone, public_address } = readCompany(db);
  for (const person of peopleWho(db, "digest")) {
    const slot = lastWeekly(at, habitsOf(db, person.id), time_zone).toISOString();
    const last = lastDigestOf(db, person.id);
    if (last !== null && slot <= last) continue;
    db.transaction(() => {
      if (setLastDigest(db, person.id, slot) && last !== null)
        queue({ db, at, address: publicUrl ?? public_address }, `${digestWord} ${slot}`, person.id);
    }).immediate();
  }
}

/** From the hour that is set now on: a digest that was switched on is not sent for hours that have been. */
export function beginDigests(db: Database, personId: number, at: Date): void {
  setLastDigest(db, personId, lastWeekly(at, habitsOf(db, personId), readCompany(db).time_zone).toISOString());
}

const week_ms = 7 * 86_400_000;

/** Puts the minutes of a round that was closed into the outbox, for everybody who wants them. Rounds of long ago are told of to nobody. */
export function mailMinutes(db: Database, at: Date, publicUrl: string | null): void {
  for (const { id, closed_at } of untoldRounds(db)) {
    const isLate = Date.parse(closed_at) < at.getTime() - week_ms;
    const people = isLate ? [] : peopleWho(db, "minutes");
    const address = publicUrl ?? readCompany(db).public_address;
    db.transaction(() => {
      if (insertToldRound(db, id))
        for (const person of people) queue({ db, at, address }, `${minutesWord} ${id}`, person.id);
    }).immediate();
  }
}

/** Who can log in and wants this by mail. */
function peopleWho(db: Database, kind: MailKind): PersonWithState[] {
  const people = listPeople(db).filter((one) => one.disabled_at === null && one.has_password === 1);
  return people.filter((person) => wayFor(db, person, kind) === "mail");
}

function queue({ db, at, address }: Given, key: string, person: number): void {
  queueLater(db, { key: `${key} -> person:${person}`, recipient: `person:${person}`, address, at });
}
