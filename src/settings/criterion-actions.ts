import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { type Criterion, type CriterionWords, slugFrom } from "./company.ts";
import { archiveCriterion, findCriterion, insertCriterion, restoreCriterion, updateCriterion } from "./store.ts";
import { todayAt } from "./today.ts";

/** Under the slug given (an import keeps it), else one made of the name. */
export function addCriterion(db: Database, words: CriterionWords, done: Done, wanted = slugFrom(words.name)): void {
  db.transaction(() => {
    const slug = insertCriterion(db, { ...words, slug: wanted });
    recordCriterion(db, "criterion.added", slug, { ...done, words });
  }).immediate();
}

export function changeCriterion(db: Database, criterionId: number, words: CriterionWords, done: Done): void {
  db.transaction(() => {
    const { slug } = existing(db, criterionId);
    if (updateCriterion(db, criterionId, words)) recordCriterion(db, "criterion.changed", slug, { ...done, words });
  }).immediate();
}

/** Answers given to it stay; new systems are no longer asked. */
export function dropCriterion(db: Database, criterionId: number, done: Done): void {
  db.transaction(() => {
    const { slug } = existing(db, criterionId);
    if (archiveCriterion(db, criterionId, done.at.toISOString())) recordCriterion(db, "criterion.archived", slug, done);
  }).immediate();
}

export function takeCriterionBack(db: Database, criterionId: number, done: Done): void {
  db.transaction(() => {
    const { slug } = existing(db, criterionId);
    if (restoreCriterion(db, criterionId)) recordCriterion(db, "criterion.restored", slug, done);
  }).immediate();
}

function recordCriterion(db: Database, what: string, slug: string, told: Done & { words?: CriterionWords }): void {
  record(db, { ...told, what, about: `criterion:${slug}`, reported_on: todayAt(db, told.at) });
}

function existing(db: Database, criterionId: number): Criterion {
  const criterion = findCriterion(db, criterionId);
  if (!criterion) throw gone;
  return criterion;
}

const gone = new Problem("not-found", { de: "Dieses Kriterium gibt es nicht.", en: "There is no such criterion." });
