import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { announce } from "#src/outbox/announce.ts";
import { Problem } from "#src/problem.ts";
import { findSystem } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { todayAt } from "#src/settings/today.ts";
import type { Day, When } from "#src/when.ts";
import { copyTemplate, findStep, insertOffboarding, markStep, updatePlan, type Who } from "./offboarding-store.ts";
import { doneWhen, type Step, type StepState } from "./step.ts";
import { moveOldData, takeMoveBack } from "./step-moves.ts";
import { actorOf, personCalled } from "./who.ts";

/** Copies the template's steps for a system that is to be left. `on` is the first day, from which the due dates count. */
export function startOffboarding(db: Database, slug: string, done: Done, on = todayAt(db, done.at)): void {
  db.transaction(() => {
    const system = existing(db, slug);
    const started = { started_on: on, started_by: done.by, started_at: done.at.toISOString() };
    if (!insertOffboarding(db, { system_id: system.id, ...started })) throw new Problem("conflict", runsAlready);
    copyTemplate(db, system.id, on);
    const seq = record(db, {
      ...done,
      what: "offboarding.started",
      about: `system:${slug}`,
      reported_on: todayAt(db, done.at),
    });
    tell(db, system, { change: "started" }, seq, done);
  }).immediate();
}

export type PlanWords = { person: string | null; due_on: Day | null; note: string | null };
export type StepWords = PlanWords & {
  /** What the page showed: if it is no longer so, somebody was faster. */
  was: StepState;
  state: StepState;
  happened: When;
  done_by: string | null;
  reason: string | null;
};

/** One step as it was sent: who and by when, and what became of it. */
export function saveStep(db: Database, slug: string, stepId: number, words: StepWords, done: Done): void {
  db.transaction(() => {
    const step = existingStep(db, slug, stepId);
    if (step.state !== words.was) throw new Problem("conflict", changedMeanwhile);
    planStep(db, slug, stepId, words, done);
    if (words.state === "open") {
      if (step.state !== "open") reopenStep(db, slug, stepId, done);
    } else if (words.state === "not-needed") skipStep(db, slug, stepId, words.reason, done);
    else finishStep(db, slug, stepId, { ...words, was: step.state }, done);
  }).immediate();
}

export function planStep(db: Database, slug: string, stepId: number, { person, due_on, note }: PlanWords, done: Done) {
  db.transaction(() => {
    const step = existingStep(db, slug, stepId);
    if (!updatePlan(db, step.id, { person: personCalled(db, person), due_on, note })) return;
    recordStep(db, "step.planned", slug, { ...step, due_on, person, note }, done);
  }).immediate();
}

type Finishing = { was?: StepState; happened: When; done_by: string | null };

/** Says that a step is done: when, and by whom (whoever says it, unless somebody is named). What is done already is corrected. */
export function finishStep(db: Database, slug: string, stepId: number, words: Finishing, done: Done): void {
  db.transaction(() => {
    const { was = "open", happened } = words;
    const step = existingStep(db, slug, stepId);
    const by = words.done_by === null ? actorOf(done) : personCalled(db, words.done_by);
    if (was === "done" && isSame(step, happened, by)) return;
    takeMoveBack(db, slug, step, done);
    if (!markStep(db, step.id, { from: was, to: "done", happened, by, reason: null })) throw notAny(step);
    const told = { ...step, state: "done" as const, done_on: happened.on, done_text: happened.text };
    if (was === "done") recordStep(db, "step.corrected", slug, told, done);
    else recordStep(db, "step.done", slug, told, done);
    moveOldData(db, slug, step, happened, done);
  }).immediate();
}

function isSame(step: Step, happened: When, by: Who): boolean {
  const sameDay = step.done_on === happened.on && step.done_text === happened.text;
  return sameDay && (by.id === null ? step.done_by === by.name : step.done_by_id === by.id);
}

const nothing: When = { on: null, text: null };
const nobody: Who = { id: null, name: null };

function skipStep(db: Database, slug: string, stepId: number, reason: string | null, done: Done): void {
  db.transaction(() => {
    const step = existingStep(db, slug, stepId);
    if (step.state === "not-needed" && step.reason === reason) return;
    takeMoveBack(db, slug, step, done);
    markStep(db, step.id, { from: step.state, to: "not-needed", happened: nothing, by: nobody, reason });
    recordStep(db, "step.not-needed", slug, { ...step, state: "not-needed", reason }, done);
  }).immediate();
}

/** A correction: it was not done after all. What ticking it said of the data is taken back too. */
export function reopenStep(db: Database, slug: string, stepId: number, done: Done): void {
  db.transaction(() => {
    const step = existingStep(db, slug, stepId);
    if (step.state === "open") throw new Problem("conflict", isOpen);
    takeMoveBack(db, slug, step, done);
    markStep(db, step.id, { from: step.state, to: "open", happened: nothing, by: nobody, reason: null });
    recordStep(
      db,
      "step.reopened",
      slug,
      { ...step, state: "open", done_on: null, done_text: null, reason: null },
      done,
    );
  }).immediate();
}

function recordStep(db: Database, what: string, slug: string, step: Step, done: Done): void {
  const seq = record(db, {
    ...done,
    what,
    about: `system:${slug}`,
    facts: { step: step.id, code: step.code, state: step.state, due_on: step.due_on },
    words: { step: step.name, person: step.person, reason: step.reason, note: step.note },
    happened: doneWhen(step),
    reported_on: todayAt(db, done.at),
  });
  const told = { number: step.position, code: step.code, name: { de: step.name, en: step.name_en ?? step.name } };
  tell(
    db,
    existing(db, slug),
    { change: what.slice(5), step: told, state: step.state, happened_on: step.done_on },
    seq,
    done,
  );
}

/** Webhooks learn what changed, and nobody's name. The entry's number makes it that one change. */
function tell(db: Database, { slug, name, name_en }: System, about: object, seq: number, { at }: Done): void {
  const system = { slug, name: { de: name, en: name_en ?? name } };
  const path = `/deletions/offboarding/${slug}`;
  announce(db, {
    kind: "offboarding.changed",
    key: `offboarding.changed ${seq}`,
    about: { system, path, ...about },
    at,
  });
}

function existing(db: Database, slug: string): System {
  const system = findSystem(db, slug);
  if (system) return system;
  throw new Problem("not-found", { de: "Dieses System gibt es nicht.", en: "That system does not exist." });
}

function existingStep(db: Database, slug: string, stepId: number): Step {
  const step = findStep(db, existing(db, slug).id, stepId);
  if (step) return step;
  throw new Problem("not-found", { de: "Diesen Schritt gibt es hier nicht.", en: "There is no such step here." });
}

function notAny({ state }: Step): Problem {
  return new Problem("conflict", state === "done" ? isDone : changedMeanwhile);
}

const runsAlready = {
  de: "Der Ausstieg aus diesem System läuft schon.",
  en: "The offboarding of this system is already running.",
};
const isDone = { de: "Dieser Schritt ist schon getan.", en: "This step is done already." };
const isOpen = { de: "Dieser Schritt ist schon offen.", en: "This step is open already." };
const changedMeanwhile = {
  de: "Jemand hat diesen Schritt inzwischen geändert. Laden Sie die Seite neu und prüfen Sie ihn.",
  en: "Somebody changed this step in the meantime. Reload the page and check it.",
};
