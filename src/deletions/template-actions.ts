import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { todayAt } from "#src/settings/today.ts";
import type { TemplateStep } from "./template.ts";
import {
  archiveTemplateStep,
  findTemplateStep,
  insertTemplateStep,
  listTemplate,
  restoreTemplateStep,
  setPosition,
  type TemplateRow,
  updateTemplateStep,
} from "./template-store.ts";
import { personCalled } from "./who.ts";

export type TemplateWords = Pick<TemplateStep, "name" | "name_en" | "person" | "days_after_start" | "evidence">;

/** At the end of the list. Offboardings that run keep the steps they have. */
export function addToTemplate(db: Database, words: TemplateWords, done: Done): void {
  db.transaction(() => {
    const id = insertTemplateStep(db, rowOf(db, words));
    recordTemplate(db, "template.step-added", id, words, done);
  }).immediate();
}

export function changeTemplate(db: Database, stepId: number, words: TemplateWords, done: Done): void {
  db.transaction(() => {
    existing(db, stepId);
    if (updateTemplateStep(db, stepId, rowOf(db, words)))
      recordTemplate(db, "template.step-changed", stepId, words, done);
  }).immediate();
}

/** One place up or down among the steps in use; the first and the last stay where they are. */
export function moveInTemplate(db: Database, stepId: number, to: "up" | "down", done: Done): void {
  db.transaction(() => {
    existing(db, stepId);
    const order = listTemplate(db).map(({ id }) => id);
    const at = order.indexOf(stepId);
    const other = order[at + (to === "up" ? -1 : 1)];
    if (at < 0 || other === undefined) return;
    order[order.indexOf(other)] = stepId;
    order[at] = other;
    for (const [index, id] of order.entries()) setPosition(db, id, index + 1);
    recordTemplate(db, "template.step-moved", stepId, null, done);
  }).immediate();
}

export function dropFromTemplate(db: Database, stepId: number, done: Done): void {
  db.transaction(() => {
    existing(db, stepId);
    if (archiveTemplateStep(db, stepId, done.at.toISOString()))
      recordTemplate(db, "template.step-archived", stepId, null, done);
  }).immediate();
}

export function takeIntoTemplate(db: Database, stepId: number, done: Done): void {
  db.transaction(() => {
    existing(db, stepId);
    if (restoreTemplateStep(db, stepId)) recordTemplate(db, "template.step-restored", stepId, null, done);
  }).immediate();
}

function rowOf(db: Database, { person, ...words }: TemplateWords): TemplateRow {
  const who = personCalled(db, person);
  return { ...words, person_id: who.id, person_name: who.name };
}

function recordTemplate(db: Database, what: string, stepId: number, words: TemplateWords | null, done: Done): void {
  record(db, {
    ...done,
    what,
    about: `template-step:${stepId}`,
    facts: words ? { days_after_start: words.days_after_start, evidence: words.evidence } : {},
    words: words ? { name: words.name, name_en: words.name_en, person: words.person } : {},
    reported_on: todayAt(db, done.at),
  });
}

function existing(db: Database, stepId: number): TemplateStep {
  const step = findTemplateStep(db, stepId);
  if (step) return step;
  throw new Problem("not-found", { de: "Diesen Schritt gibt es nicht.", en: "There is no such step." });
}
