import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { deleteTemplate, insertTemplate, type TemplateWords, updateTemplate } from "./template-store.ts";

export function addTemplate(db: Database, words: TemplateWords, done: Done): number {
  return db
    .transaction(() => {
      const id = insertTemplate(db, words);
      note(db, id, "template.added", done);
      return id;
    })
    .immediate();
}

export function changeTemplate(db: Database, id: number, words: TemplateWords, done: Done): void {
  db.transaction(() => {
    if (!updateTemplate(db, id, words)) throw missing;
    note(db, id, "template.changed", done);
  }).immediate();
}

export function removeTemplate(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    if (deleteTemplate(db, id)) note(db, id, "template.removed", done);
  }).immediate();
}

function note(db: Database, id: number, what: string, done: Done): void {
  noteActivity(db, { what, about: `template:${id}`, ...done });
}

const missing = new Problem("not-found", { de: "Diese Vorlage gibt es nicht.", en: "There is no such template." });
