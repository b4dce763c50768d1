import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { readCompany } from "#src/settings/store.ts";
import { todayAt } from "#src/settings/today.ts";
import type { Day } from "#src/when.ts";
import { findDraft, saveDraft } from "./draft-store.ts";
import { extensionLetter } from "./extension-letter.ts";
import { findMailbox } from "./mailbox-store.ts";
import { dueOn, latestExtension, type RequestKind } from "./privacy-request.ts";
import {
  answerRequest,
  deleteHold,
  deletePrivacyRequest,
  extendRequest,
  findPrivacyRequest,
  insertHold,
  insertPrivacyRequest,
  setKind,
} from "./privacy-request-store.ts";
import { personOf, ticketFor } from "./ticket-access.ts";

type Making = { kind: RequestKind; received_on: Day };

/** Says that a ticket asks for somebody's data, or that it be erased: from then on its time runs. */
export function makeRequest(db: Database, ticketId: number, { kind, received_on }: Making, done: Done): void {
  db.transaction(() => {
    ticketFor(db, ticketId, done.by);
    if (received_on > todayAt(db, done.at)) throw new Problem("invalid", inTheFuture);
    const due_on = dueOn(readCompany(db).regime, received_on);
    const { by, at } = done;
    if (!insertPrivacyRequest(db, { ticket_id: ticketId, kind, received_on, due_on, by, at: at.toISOString() }))
      throw new Problem("conflict", isOne);
    setKind(db, ticketId, `${kind}-request`);
    note(db, ticketId, "ticket.request", done, { kind });
  }).immediate();
}

/** It was none after all. */
export function withdrawRequest(db: Database, ticketId: number, done: Done): void {
  db.transaction(() => {
    ticketFor(db, ticketId, done.by);
    if (!deletePrivacyRequest(db, ticketId)) throw new Problem("conflict", isNone);
    setKind(db, ticketId, "request");
    note(db, ticketId, "ticket.request-withdrawn", done);
  }).immediate();
}

/** Puts the answer off, once and before it is due. What is to be told to the person is drafted as a reply, unless one is begun. */
export function putOffRequest(
  db: Database,
  ticketId: number,
  { until, reason }: { until: Day; reason: string },
  done: Done,
): void {
  db.transaction(() => {
    const ticket = ticketFor(db, ticketId, done.by);
    const request = findPrivacyRequest(db, ticketId);
    if (request === null) throw new Problem("conflict", isNone);
    const today = todayAt(db, done.at);
    if (today > request.due_on) throw new Problem("conflict", tooLate);
    if (until <= request.due_on) throw new Problem("invalid", notLater);
    if (until > latestExtension(readCompany(db).regime, request.received_on)) throw new Problem("invalid", tooFar);
    if (!extendRequest(db, { ticket_id: ticketId, due_on: until, reason, on: today }))
      throw new Problem("conflict", wasPutOff);
    const desk = { person_id: personOf(done.by) ?? 0, ticket_id: ticketId };
    if (desk.person_id > 0 && findDraft(db, desk) === null) {
      const { language } = findMailbox(db, ticket.mailbox_id)!;
      saveDraft(db, desk, { text: extensionLetter({ ...request, until, reason }, language) }, done.at.toISOString());
    }
    note(db, ticketId, "ticket.request-extended", done, { until });
  }).immediate();
}

/** The answer is out: what was sent is said, and the time no longer runs. */
export function settleAnswered(
  db: Database,
  ticketId: number,
  { answer, on }: { answer: string; on: Day },
  done: Done,
): void {
  db.transaction(() => {
    ticketFor(db, ticketId, done.by);
    if (on > todayAt(db, done.at)) throw new Problem("invalid", inTheFuture);
    if (findPrivacyRequest(db, ticketId) === null) throw new Problem("conflict", isNone);
    if (!answerRequest(db, ticketId, answer, on)) throw new Problem("conflict", wasAnswered);
    note(db, ticketId, "ticket.request-answered", done, { on });
  }).immediate();
}

/** Must be kept, whatever a rule or an erasure says. */
export function holdTicket(db: Database, ticketId: number, reason: string, done: Done): void {
  db.transaction(() => {
    ticketFor(db, ticketId, done.by);
    if (!insertHold(db, ticketId, { reason, by: done.by, at: done.at.toISOString() }))
      throw new Problem("conflict", isHeld);
    note(db, ticketId, "ticket.held", done);
  }).immediate();
}

export function releaseTicket(db: Database, ticketId: number, done: Done): void {
  db.transaction(() => {
    ticketFor(db, ticketId, done.by);
    if (!deleteHold(db, ticketId)) throw new Problem("conflict", isNotHeld);
    note(db, ticketId, "ticket.released", done);
  }).immediate();
}

function note(db: Database, id: number, what: string, { by, at }: Done, detail?: Record<string, unknown>): void {
  noteActivity(db, { what, about: `ticket:${id}`, by, at, ...(detail ? { detail } : {}) });
}

const inTheFuture = { de: "Dieser Tag liegt in der Zukunft.", en: "That day is in the future." };
const isOne = { de: "Diese Anfrage ist schon ein Begehren.", en: "This ticket is such a request already." };
const isNone = { de: "Diese Anfrage ist kein Begehren.", en: "This ticket is no such request." };
const tooLate = {
  de: "Die Frist ist vorbei. Verlängern kann man sie nur, solange sie läuft.",
  en: "The time is over. It can be extended only while it runs.",
};
const notLater = { de: "Die neue Frist muss nach der alten liegen.", en: "The new day must be after the old one." };
const tooFar = { de: "So weit lässt sich die Frist nicht verlängern.", en: "The time cannot be extended that far." };
const wasPutOff = { de: "Die Frist wurde schon verlängert.", en: "The time was extended already." };
const wasAnswered = { de: "Dieses Begehren ist schon beantwortet.", en: "This request is answered already." };
const isHeld = { de: "Diese Anfrage wird schon aufbewahrt.", en: "This ticket is kept already." };
const isNotHeld = { de: "Für diese Anfrage gilt keine Aufbewahrung.", en: "This ticket is not being kept." };
