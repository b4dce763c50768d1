import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { factsOfSystem, findSystem, findSystemById, isCorrected } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { reportOldData, withdrawFromSystem } from "#src/services/system-actions.ts";
import { todayAt } from "#src/settings/today.ts";
import { type Day, formatOn } from "#src/when.ts";
import { planStep, reopenStep, startOffboarding } from "./offboarding-actions.ts";
import { findOffboarding, findStep, listSteps } from "./offboarding-store.ts";
import { type DeletionRequest, openAmong, type Way } from "./request.ts";
import {
  deletePrivacyContacts,
  findRequest,
  insertRequest,
  markAnswered,
  markWithdrawn,
  requestsOf,
  setEffect,
  setPrivacyContact,
} from "./request-store.ts";
import { movedBy, type Step } from "./step.ts";
import { oldDataOf } from "./step-moves.ts";
import { tickStep } from "./step-tick-actions.ts";

export type Asked = {
  way: Way;
  recipient: string;
  account: string | null;
  reference: string | null;
  requested_on: Day;
  answer_by: Day;
};

/**
 * Notes that a provider was asked to delete: the offboarding runs from now on, its step is ticked, and the data counts as requested
 * to be deleted, unless it is further than that. With `follows` it reminds of an earlier request. Gives its number.
 */
export function requestDeletion(db: Database, slug: string, asked: Asked, done: Done, follows?: number): number {
  return db
    .transaction(() => {
      const system = existing(db, slug);
      refuse(db, system, asked, follows ?? null);
      if (findOffboarding(db, system.id) === null) startOffboarding(db, slug, done);
      const told = { ...asked, system_id: system.id, follows: follows ?? null };
      const id = insertRequest(db, { ...told, by: done.by, at: done.at.toISOString() });
      if (asked.way === "mail") setPrivacyContact(db, system.id, asked.recipient, done.at.toISOString());
      const { way, requested_on, answer_by, recipient, account, reference } = asked;
      record(db, {
        ...done,
        what: follows === undefined ? "deletion.requested" : "deletion.reminded",
        about: `system:${slug}`,
        facts: { request: id, way, answer_by, ...(follows === undefined ? {} : { follows }) },
        words: { recipient, account, reference },
        happened: { on: requested_on, text: null },
        reported_on: todayAt(db, done.at),
      });
      setEffect(db, id, {
        ...moved(db, system, id, requested_on, done),
        due_before: planned(db, system, answer_by, done),
      });
      return id;
    })
    .immediate();
}

function refuse(db: Database, system: System, { answer_by, requested_on }: Asked, follows: number | null): void {
  if (answer_by < requested_on) throw new Problem("invalid", answerBeforeRequest);
  const open = openAmong(requestsOf(db, system.id));
  if (follows === null && open) throw new Problem("conflict", askedAlready(open));
  if (follows !== null && open?.id !== follows) throw new Problem("conflict", nothingOpen);
}

/** Ticks the step where there is one to tick; else says of the data itself that its deletion was requested. */
function moved(db: Database, system: System, request: number, on: Day, done: Done) {
  const happened = { on, text: null };
  const step = tickStep(db, system, "request", { happened, ticked_by: `request:${request}` }, done);
  if (step !== null) return { step_id: step.id, old_data_report_id: null };
  const today = todayAt(db, done.at);
  const state = movedBy("request", oldDataOf(db, system, today));
  if (state === null) return { step_id: null, old_data_report_id: null };
  reportOldData(db, system.slug, { state, happened, reported_on: today, note: null }, done);
  return { step_id: null, old_data_report_id: factsOfSystem(db, "old_data_reports", system.id).at(-1)!.id };
}

/** The confirmation is due when the answer is. Gives when it was due before. */
function planned(db: Database, system: System, answer_by: Day, done: Done): Day | null {
  const step = confirmationStep(db, system);
  if (step?.state !== "open") return null;
  planStep(db, system.slug, step.id, { ...step, due_on: answer_by }, done);
  return step.due_on;
}

function confirmationStep(db: Database, system: System): Step | undefined {
  return listSteps(db, system.id).find(({ code }) => code === "confirmation");
}

/** Takes a request back, because its mail did not leave: the step and what it said of the data too, each with an entry. */
export function withdrawRequest(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    const request = findRequest(db, id);
    if (!request || !markWithdrawn(db, id, done.by, done.at.toISOString())) throw new Problem("conflict", notOpen);
    const system = findSystemById(db, request.system_id)!;
    record(db, {
      ...done,
      what: "deletion.request-withdrawn",
      about: `system:${system.slug}`,
      facts: { request: id },
      reported_on: todayAt(db, done.at),
    });
    takeEffectBack(db, system, request, done);
  }).immediate();
}

/** Only what nobody has changed since. */
function takeEffectBack(db: Database, system: System, request: DeletionRequest, done: Done): void {
  const { step_id, old_data_report_id: report, answer_by, due_before } = request;
  const step = step_id === null ? null : findStep(db, system.id, step_id);
  if (step?.state === "done" && step.ticked_by === `request:${request.id}`) reopenStep(db, system.slug, step.id, done);
  if (report !== null && !isCorrected(db, "old_data_reports", report))
    withdrawFromSystem(db, system.slug, "old_data_reports", report, done);
  const confirmation = confirmationStep(db, system);
  if (confirmation?.state === "open" && confirmation.due_on === answer_by)
    planStep(db, system.slug, confirmation.id, { ...confirmation, due_on: due_before }, done);
}

/** The provider has answered: nobody is reminded any more. Call it inside the transaction that records what it said. */
export function answerRequests(db: Database, systemId: number, { at }: Done): void {
  markAnswered(db, systemId, todayAt(db, at));
}

function existing(db: Database, slug: string): System {
  const system = findSystem(db, slug);
  if (system) return system;
  throw new Problem("not-found", { de: "Dieses System gibt es nicht.", en: "That system does not exist." });
}

const answerBeforeRequest = {
  de: "Die Antwort kann nicht vor dem Verlangen fällig sein. Prüfen Sie beide Tage.",
  en: "The answer cannot be due before the request. Check both days.",
};
const nothingOpen = {
  de: "Hier wartet nichts mehr auf eine Antwort. Laden Sie die Seite neu.",
  en: "Nothing waits for an answer here any more. Reload the page.",
};
const notOpen = {
  de: "Dieses Löschverlangen lässt sich nicht mehr zurücknehmen.",
  en: "This request can no longer be taken back.",
};

function askedAlready({ requested_on, answer_by }: DeletionRequest) {
  return {
    de: `Die Löschung wurde schon am ${formatOn(requested_on, "de")} verlangt, mit Antwort bis ${formatOn(answer_by, "de")}. Fassen Sie dort nach.`,
    en: `The deletion was requested on ${formatOn(requested_on, "en")} already, with an answer by ${formatOn(answer_by, "en")}. Follow that up.`,
  };
}

/** The next request to those providers proposes no address any more. Part of erasing a person, which is noted on its own. */
export function forgetPrivacyContacts(db: Database, addresses: readonly string[]): void {
  deletePrivacyContacts(db, addresses);
}
