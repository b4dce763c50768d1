import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { findPersonCalled } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import { todayAt } from "#src/settings/today.ts";
import type { Day } from "#src/when.ts";
import { findAction, insertAction, markDone, markUndone } from "./action-store.ts";

/** What somebody takes on: `who` is a name or e-mail address. */
export type NewTask = { task: string; who: string; due_on: Day | null };
type Where = { round_id: number | null; subject: string | null };

/** Gives the action's number. `on` is the day of the round, today unless it is added later. */
export function setAction(
  db: Database,
  { task, who, due_on }: NewTask,
  where: Where,
  done: Done,
  on = todayAt(db, done.at),
): number {
  return db
    .transaction(() => {
      const person = findPersonCalled(db, who);
      const person_id = person?.id ?? null;
      const set = { set_by: done.by, set_at: done.at.toISOString(), set_on: on };
      const id = insertAction(db, { ...where, task, person_id, person_name: person ? null : who, due_on, ...set });
      record(db, {
        ...done,
        what: "action.set",
        about: `action:${id}`,
        facts: { round: where.round_id, subject: where.subject, due_on, person: person_id && `person:${person_id}` },
        words: { task, person: person ? null : who },
        reported_on: on,
      });
      return id;
    })
    .immediate();
}

export function finishAction(db: Database, id: number, done: Done, on = todayAt(db, done.at)): void {
  db.transaction(() => {
    existing(db, id);
    if (!markDone(db, { id, by: done.by, at: done.at.toISOString(), on })) throw new Problem("conflict", doneAlready);
    record(db, { ...done, what: "action.done", about: `action:${id}`, reported_on: on });
  }).immediate();
}

/** It was not done after all. */
export function reopenAction(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    existing(db, id);
    if (!markUndone(db, id)) throw new Problem("conflict", openAlready);
    record(db, { ...done, what: "action.reopened", about: `action:${id}`, reported_on: todayAt(db, done.at) });
  }).immediate();
}

function existing(db: Database, id: number): void {
  if (findAction(db, id)) return;
  throw new Problem("not-found", { de: "Diese Pendenz gibt es nicht.", en: "There is no such action." });
}

const doneAlready = { de: "Diese Pendenz ist schon erledigt.", en: "This action is done already." };
const openAlready = { de: "Diese Pendenz ist schon wieder offen.", en: "This action is open again already." };
