import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import type { Day } from "#src/when.ts";
import type { LawEntry, NewLawEntry } from "./law-entry.ts";
import { archiveLawEntry, closeLawEntry, findLawEntry, insertLawEntry } from "./law-store.ts";
import { todayAt } from "./today.ts";

export type LawFinding = Omit<NewLawEntry, "by" | "recorded_at">;

export function addLawEntry(db: Database, finding: LawFinding, done: Done): void {
  db.transaction(() => {
    const id = insertLawEntry(db, { ...finding, by: done.by, recorded_at: done.at.toISOString() });
    const { basis, source, ...facts } = finding;
    recordLaw(db, "law.added", id, { ...done, facts, words: { basis, source } });
  }).immediate();
}

/** Gives it an end: the last day on which it held. */
export function endLawEntry(db: Database, entryId: number, until: Day, done: Done): void {
  db.transaction(() => {
    const entry = existing(db, entryId);
    if (!closeLawEntry(db, entryId, until)) throw until < entry.from_on ? endsBeforeItBegins : alreadyEnded;
    recordLaw(db, "law.ended", entryId, { ...done, facts: { until_on: until } });
  }).immediate();
}

/** It was a mistake: from now on it counts on no day. */
export function withdrawLawEntry(db: Database, entryId: number, done: Done): void {
  db.transaction(() => {
    existing(db, entryId);
    if (archiveLawEntry(db, entryId, done.at.toISOString())) recordLaw(db, "law.withdrawn", entryId, done);
  }).immediate();
}

type Told = Done & { facts?: Record<string, unknown>; words?: Record<string, string> };

function recordLaw(db: Database, what: string, entryId: number, told: Told): void {
  record(db, { ...told, what, about: `law:${entryId}`, reported_on: todayAt(db, told.at) });
}

function existing(db: Database, entryId: number): LawEntry {
  const entry = findLawEntry(db, entryId);
  if (!entry) throw gone;
  return entry;
}

const gone = new Problem("not-found", { de: "Diesen Eintrag gibt es nicht.", en: "There is no such entry." });

const alreadyEnded = new Problem("conflict", {
  de: "Dieser Eintrag hat schon ein Ende oder gilt nicht mehr. Nehmen Sie ihn zurück, und erfassen Sie ihn neu.",
  en: "This entry has an end already or no longer counts. Withdraw it and record it anew.",
});

const endsBeforeItBegins = new Problem("invalid", {
  de: "Das Ende liegt vor dem Anfang. Wählen Sie einen späteren Tag.",
  en: "The end lies before the beginning. Choose a later day.",
});
