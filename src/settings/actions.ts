import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import type { CompanyDetails, SetUp, Stand } from "./company.ts";
import { addCriterion, changeCriterion, dropCriterion } from "./criterion-actions.ts";
import { markSetUp, readCompany, updateCompany, updateStand } from "./store.ts";
import { todayAt } from "./today.ts";

/** The first page an owner fills in, all of it at once. */
export function setUpCompany(db: Database, { company, criteria, added }: SetUp, done: Done): void {
  db.transaction(() => {
    if (!markSetUp(db, done.at.toISOString())) throw alreadySetUp;
    updateCompany(db, company);
    recordCompany(db, "company.set-up", company, done);
    for (const { id, words, used } of criteria) {
      changeCriterion(db, id, words, done);
      if (!used) dropCriterion(db, id, done);
    }
    if (added) addCriterion(db, added, done);
  }).immediate();
}

export function changeCompany(db: Database, company: CompanyDetails, done: Done): void {
  db.transaction(() => {
    const changed = differing(readCompany(db), company);
    if (Object.keys(changed).length === 0) return;
    updateCompany(db, company);
    recordCompany(db, "company.changed", changed, done);
  }).immediate();
}

/** Switches the public progress report on or off, with the words above it. */
export function changeStand(db: Database, stand: Stand, done: Done): void {
  db.transaction(() => {
    if (Object.keys(differing(readCompany(db), stand)).length === 0) return;
    updateStand(db, stand);
    record(db, {
      ...done,
      what: stand.stand_is_public ? "stand.opened" : "stand.closed",
      about: "company",
      words: { intro: stand.stand_intro },
      reported_on: todayAt(db, done.at),
    });
  }).immediate();
}

function recordCompany(db: Database, what: string, details: Partial<CompanyDetails>, done: Done): void {
  const { name, public_address, ...facts } = details;
  record(db, {
    ...done,
    what,
    about: "company",
    facts,
    words: { name, public_address },
    reported_on: todayAt(db, done.at),
  });
}

function differing<T extends object>(before: T, after: Partial<T>): Partial<T> {
  const changed = Object.entries(after).filter(([key, value]) => before[key as keyof T] !== value);
  return Object.fromEntries(changed) as Partial<T>;
}

const alreadySetUp = new Problem("conflict", {
  de: "Aktion ist schon eingerichtet. Unter «Einstellungen» lässt sich alles ändern.",
  en: 'Aktion is set up already. Everything can be changed under "Settings".',
});
