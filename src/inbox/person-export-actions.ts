import type { Database } from "bun:sqlite";
import type { Readable } from "node:stream";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import type { Language } from "#src/say.ts";
import { readCompany } from "#src/settings/store.ts";
import { todayAt } from "#src/settings/today.ts";
import { knownCustomer, mailboxIdsFor } from "./customer-actions.ts";
import { seenCustomer } from "./customer-page.ts";
import type { CustomerRow } from "./customer-store.ts";
import { personOf } from "./erasure-actions.ts";
import { personArchive } from "./person-export.tsx";
import { mailboxesWith, theirTickets, ticketsWithMessagesFrom } from "./person-export-store.ts";

export type ExportPreview = {
  customer: CustomerRow;
  name: string;
  tickets: number;
  elsewhere: number;
  /** Mailboxes with something of theirs that this reader may not read: then nothing is exported. */
  missing: readonly string[];
};

export function exportPreview(db: Database, id: number, reader: Reader): ExportPreview {
  const customer = seenCustomer(db, id, reader);
  const { own, elsewhere } = ticketsOf(db, customer);
  const missing = missingFor(db, [...own, ...elsewhere], `person:${reader.person!.id}`);
  const name = customer.name || personOf(db, customer).addresses[0] || String(id);
  return { customer, name, tickets: own.length, elsewhere: elsewhere.length, missing };
}

type Choosing = { notes: boolean; language: Language };

/**
 * What lies here about a person, for them. It is complete or it is not made: whoever exports must be a member of every mailbox concerned. That it
 * was done is an entry of the history, in numbers.
 */
export function exportPerson(db: Database, id: number, { notes, language }: Choosing, done: Done): Readable {
  const customer = knownCustomer(db, id, done.by);
  const { own, elsewhere } = ticketsOf(db, customer);
  const missing = missingFor(db, [...own, ...elsewhere], done.by);
  if (missing.length > 0) throw new Problem("conflict", notComplete(missing));
  db.transaction(() =>
    record(db, {
      ...done,
      what: "person.exported",
      about: `customer:${id}`,
      facts: { tickets: own.length, elsewhere: elsewhere.length, notes },
      reported_on: todayAt(db, done.at),
    }),
  ).immediate();
  const company = readCompany(db).name;
  return personArchive(db, { customer, person: personOf(db, customer), notes, language, company, at: done.at });
}

function ticketsOf(db: Database, customer: CustomerRow) {
  const { addresses } = personOf(db, customer);
  return { own: theirTickets(db, customer.id), elsewhere: ticketsWithMessagesFrom(db, customer.id, addresses) };
}

function missingFor(db: Database, tickets: readonly number[], by: string): string[] {
  const mine = new Set(mailboxIdsFor(db, by));
  return mailboxesWith(db, tickets)
    .filter(({ id }) => !mine.has(id))
    .map(({ name }) => name);
}

function notComplete(missing: readonly string[]) {
  return {
    de: `Ein Teil liegt in Postfächern, die Sie nicht benutzen: ${missing.join(", ")}. Nehmen Sie sich dort als Mitglied auf, oder bitten Sie jemanden, der es ist.`,
    en: `A part lies in mailboxes that you do not use: ${missing.join(", ")}. Become a member there, or ask somebody who is.`,
  };
}
