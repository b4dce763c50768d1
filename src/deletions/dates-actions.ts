import type { Database } from "bun:sqlite";
import { headOf } from "#src/history/store.ts";
import { announceTo, webhooksFor } from "#src/outbox/announce.ts";
import { queueNotice } from "#src/outbox/notice.ts";
import type { PersonWithState } from "#src/people/person.ts";
import { listPeople } from "#src/people/store.ts";
import type { Company } from "#src/settings/company.ts";
import { readCompany } from "#src/settings/store.ts";
import { type Day, dayIn, daysBetween } from "#src/when.ts";
import { type Due, datesFor, isFor, nearnessOf } from "./dates.ts";
import { digestSubject, digestText } from "./dates-digest.ts";
import { hadMorning, insertMorning, insertReminder } from "./dates-store.ts";

/** From this hour on, in the company's time zone, it is morning. */
const morning = "07:00";

type Morning = { db: Database; company: Company; today: Day; at: Date; address: string | null };

/**
 * Writes the morning's reminders into the outbox, once a day: one digest for each person, one for each webhook. What was written
 * before a crash is there, what was not is written by the next run; nobody is told the same twice.
 */
export function remindOfDates(db: Database, at: Date, publicUrl: string | null): void {
  const company = readCompany(db);
  const today = dayIn(company.time_zone, at);
  if (timeIn(company.time_zone, at) < morning || hadMorning(db, today)) return;
  db.transaction(() => {
    if (!insertMorning(db, today, at.toISOString())) return;
    const address = publicUrl ?? company.public_address;
    remindPeople({ db, company, today, at, address });
    remindWebhooks({ db, company, today, at, address });
  }).immediate();
}

function remindPeople(given: Morning): void {
  const people = listPeople(given.db).filter((one) => one.disabled_at === null && one.has_password === 1);
  const active = new Set(people.map(({ id }) => id));
  for (const person of people) {
    const seen = datesFor(given.db, { role: person.role, person_id: person.id, today: given.today });
    const mine = seen.filter((due) => isFor(due, person, active));
    const dates = newOf(given, `person:${person.id}`, mine);
    if (dates.length > 0) writeTo(given, person, dates);
  }
}

function writeTo({ db, today, at, address }: Morning, person: PersonWithState, dates: readonly Due[]): void {
  const digest = { dates, today, language: person.language, address, head: headOf(db) };
  queueNotice(db, {
    key: `dates.digest ${today} -> person:${person.id}`,
    recipient: `person:${person.id}`,
    to: person.email,
    subject: digestSubject(digest),
    text: digestText(digest),
    at,
  });
}

/** A webhook is nobody: it learns what everybody with a log-in may see. */
function remindWebhooks(given: Morning): void {
  const { db, company, today, at, address } = given;
  const seen = datesFor(db, { role: "viewer", person_id: null, today });
  for (const { id } of webhooksFor(db, "dates.digest")) {
    const dates = newOf(given, `webhook:${id}`, seen);
    if (dates.length === 0) continue;
    const digest = { dates, today, language: company.language, address, head: headOf(db) };
    const text = `${digestSubject(digest)}\n\n${digestText(digest)}`;
    const about = { day: today, text, dates: dates.map((due) => told(due, today)) };
    announceTo(db, id, { kind: "dates.digest", key: `dates.digest ${today}`, about, at });
  }
}

function told({ key, what, title, on, href }: Due, today: Day): object {
  const days = daysBetween(today, on);
  return { key, what, title, on, days, overdue: days < 0, path: href };
}

/** Those of which this recipient has not been reminded in this nearness; from now on they have. */
function newOf({ db, today, at }: Morning, recipient: string, dates: readonly Due[]): Due[] {
  return dates.filter(({ key, on }) => {
    const nearness = nearnessOf(on, today);
    const item = `${key} ${on}`;
    return nearness !== null && insertReminder(db, { recipient, item, nearness, at: at.toISOString() });
  });
}

/** `07:05`, in a time zone. */
function timeIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    at,
  );
}
