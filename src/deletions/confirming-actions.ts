import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { findSystem } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { todayAt } from "#src/settings/today.ts";
import { periodEnd, periodStart, type When } from "#src/when.ts";
import { correctDeletion, type Telling } from "./actions.ts";
import { addEvidence, addSystemEvidence, type Files } from "./evidence-actions.ts";
import { readDossier } from "./read.ts";
import { type DeletionRecord, isSaid, lineNames, placesIn, type RecordWords, whenIn, whenNames } from "./record.ts";

/** What a provider's confirmation says. */
export type Confirmation = Pick<
  RecordWords,
  "confirmed" | "confirmed_from" | "confirmation_reference" | "backups_expire"
>;

/**
 * Files a provider's confirmation: its files become evidence, and what it says that the record does not say yet becomes a
 * correction of it, a new record. Where nothing is recorded yet, the files wait with the system. Gives the record that counts now.
 */
export function fileConfirmation(
  db: Database,
  slug: string,
  confirmation: Confirmation,
  files: Files,
  done: Done,
): number | null {
  return db
    .transaction(() => {
      const system = findSystem(db, slug);
      if (!system) throw new Problem("not-found", noSystem);
      const today = todayAt(db, done.at);
      const record = readDossier(db, system.id, { asOf: today, knownAt: today })?.record;
      if (!record) {
        addSystemEvidence(db, system.id, files, done);
        return null;
      }
      const told = toldAnew(record, confirmation);
      if (Object.keys(told).length > 0) return corrected(db, system, record, told, files, done);
      addEvidence(db, record.id, files, done);
      return record.id;
    })
    .immediate();
}

type Told = Partial<Confirmation>;

function corrected(db: Database, system: System, record: DeletionRecord, told: Told, files: Files, done: Done): number {
  if (told.confirmed && isBefore(told.confirmed, whenIn(record, "executed"))) throw new Problem("invalid", tooEarly);
  const telling = { ...retold(record, system.slug), ...told, reported_on: todayAt(db, done.at) };
  const made = correctDeletion(db, record.id, telling, done, files);
  if (made.ok) return made.number;
  throw new Problem("invalid", Object.values(made.errors)[0]!);
}

/** Only what the record leaves open: what it says already, a person said. */
function toldAnew(record: DeletionRecord, confirmation: Confirmation): Told {
  const told: Told = {};
  for (const name of ["confirmed", "backups_expire"] as const)
    if (isSaid(confirmation[name]) && !isSaid(whenIn(record, name))) told[name] = confirmation[name];
  for (const name of ["confirmed_from", "confirmation_reference"] as const)
    if (confirmation[name] !== null && record[name] === null) told[name] = confirmation[name];
  return told;
}

function retold(record: DeletionRecord, system: string): Telling {
  const whens = whenNames.map((name) => [name, whenIn(record, name)]);
  const lines = lineNames.map((name) => [name, record[name]]);
  const { executed_by, method, places, reported_on } = record;
  const own = { system, executed_by, method, places: placesIn(places), reported_on };
  return { ...Object.fromEntries([...whens, ...lines]), ...own } as Telling;
}

function isBefore(one: When, other: When): boolean {
  return one.on !== null && other.on !== null && periodEnd(one.on) < periodStart(other.on);
}

const noSystem = { de: "Dieses System gibt es nicht.", en: "That system does not exist." };
const tooEarly = {
  de: "Die Bestätigung läge vor der Löschung. Prüfen Sie das Datum, oder berichtigen Sie zuerst den Nachweis.",
  en: "The confirmation would lie before the deletion. Check the date, or correct the record first.",
};
