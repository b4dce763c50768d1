import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { announceNoted, announceTicket } from "./announcing.ts";
import { mailboxOfArrival, markForRetry } from "./filing-store.ts";
import { mentionPeople } from "./follow-actions.ts";
import { membersOf } from "./mailbox-store.ts";
import { derivedOf } from "./message-store.ts";
import { writeMessage } from "./message-words.ts";
import { noteNews } from "./news-actions.ts";
import { hasOpenRequest } from "./privacy-request-store.ts";
import { recountTicket } from "./recount.ts";
import { dueSnoozes } from "./snooze-store.ts";
import { inThePast } from "./snooze-time.ts";
import { stateWords, type TicketRow, type TicketState } from "./ticket.ts";
import { mayAct, personOf, ticketFor } from "./ticket-access.ts";
import { setAssignee, setSnooze, setTrouble, setSubject as storeSubject, updateTicket } from "./ticket-store.ts";

/** Who did it and when; `bulk`: as one of many, in that action. */
export type TicketDone = Done & { bulk?: number };

/** Gives a ticket to a member of its mailbox, or back to all of them with null. */
export function assignTicket(db: Database, ticketId: number, personId: number | null, done: TicketDone): void {
  db.transaction(() => {
    const ticket = ticketFor(db, ticketId, done.by);
    if (personId !== null && !membersOf(db, ticket.mailbox_id).some(({ id }) => id === personId))
      throw new Problem("not-found", noMember);
    if (!setAssignee(db, ticketId, personId)) throw new Problem("conflict", assignedAlready);
    const { by, at } = done;
    tell(db, ticketId, "ticket.assigned", done, { from: ticket.assignee_id, to: personId });
    if (personId !== null) noteNews(db, { kind: "assigned", ticket_id: ticketId, person_id: personId, by, at });
  }).immediate();
}

export function setTicketState(db: Database, ticketId: number, state: TicketState, done: TicketDone): void {
  db.transaction(() => {
    const ticket = ticketFor(db, ticketId, done.by);
    if (ticket.state === state && ticket.snoozed_until === null) throw new Problem("conflict", alreadySo(state));
    if (state === "closed") refuseUnanswered(db, ticketId);
    updateTicket(db, ticketId, {
      ...ticket,
      state,
      snoozed_until: null,
      closed_at: state === "closed" ? done.at.toISOString() : null,
      waiting_since: state === "open" ? clockOf(db, ticket) : null,
    });
    tell(db, ticketId, "ticket.state", done, { from: ticket.state, to: state });
  }).immediate();
}

/** What the law wants answered is closed once somebody has said what the answer was. */
export function refuseUnanswered(db: Database, ticketId: number): void {
  if (hasOpenRequest(db, ticketId)) throw new Problem("conflict", unanswered);
}

/** When a ticket is opened again, its clock runs from where it would be: the first message that nobody has answered. */
function clockOf(db: Database, ticket: TicketRow): string | null {
  return ticket.waiting_since ?? derivedOf(db, ticket.id)?.waiting_since ?? null;
}

export function closeTicket(db: Database, ticketId: number, done: Done): void {
  setTicketState(db, ticketId, "closed", done);
}

export function reopenTicket(db: Database, ticketId: number, done: Done): void {
  setTicketState(db, ticketId, "open", done);
}

/** Spam stays spam, whatever comes after it (V5). */
export function markSpam(db: Database, ticketId: number, done: Done): void {
  setTicketState(db, ticketId, "spam", done);
}

export function notSpam(db: Database, ticketId: number, done: Done): void {
  db.transaction(() => {
    if (ticketFor(db, ticketId, done.by).state !== "spam") throw new Problem("conflict", noSpam);
    setTicketState(db, ticketId, "open", done);
  }).immediate();
}

/** Out of the lists until a moment; what a customer writes meanwhile brings it back at once. */
export function snoozeTicket(db: Database, ticketId: number, until: Date, done: TicketDone): void {
  db.transaction(() => {
    const { snoozed_until } = ticketFor(db, ticketId, done.by);
    if (until <= done.at) throw new Problem("invalid", inThePast);
    if (snoozed_until === until.toISOString()) throw new Problem("conflict", snoozedAlready);
    setSnooze(db, ticketId, until.toISOString());
    tell(db, ticketId, "ticket.snoozed", done, { until: until.toISOString() });
  }).immediate();
}

type Standing = Pick<TicketRow, "state" | "waiting_since" | "snoozed_until" | "closed_at">;

/** As it stood before one of many changes was undone. Where it is open again, the clock runs from where it would be. */
export function putBackState(db: Database, ticketId: number, before: Standing, done: TicketDone): void {
  db.transaction(() => {
    const ticket = ticketFor(db, ticketId, done.by);
    const { state, snoozed_until, closed_at } = before;
    const waiting_since = state === "open" ? (derivedOf(db, ticketId)?.waiting_since ?? before.waiting_since) : null;
    updateTicket(db, ticketId, { ...ticket, state, snoozed_until, closed_at, waiting_since });
    tell(db, ticketId, "ticket.state", done, { from: ticket.state, to: state });
  }).immediate();
}

export function putBackSnooze(db: Database, ticketId: number, until: string | null, done: TicketDone): void {
  db.transaction(() => {
    ticketFor(db, ticketId, done.by);
    setSnooze(db, ticketId, until);
    tell(db, ticketId, "ticket.unsnoozed", done, { until });
  }).immediate();
}

/** Back into the lists. What had been closed or was waiting is open again: its day has come. */
export function wakeTicket(db: Database, ticketId: number, { by, at }: Done): void {
  db.transaction(() => {
    const ticket = ticketFor(db, ticketId, by);
    if (ticket.snoozed_until === null) throw new Problem("conflict", notSnoozed);
    const state = ticket.state === "spam" ? "spam" : "open";
    const waiting_since = state === "open" ? clockOf(db, ticket) : null;
    updateTicket(db, ticketId, { ...ticket, state, snoozed_until: null, closed_at: null, waiting_since });
    tell(db, ticketId, "ticket.woken", { by, at }, { from: ticket.state });
  }).immediate();
}

/** Wakes what is due, each in a transaction of its own. Gives the tickets. */
export function wakeDue(db: Database, at: Date): number[] {
  const due = dueSnoozes(db, at.toISOString());
  for (const id of due) wakeTicket(db, id, { by: "aktion", at });
  return due;
}

export function setSubject(db: Database, ticketId: number, subject: string, { by, at }: Done): void {
  db.transaction(() => {
    const ticket = ticketFor(db, ticketId, by);
    if (subject.trim() === "") throw new Problem("invalid", noSubject);
    if (!storeSubject(db, ticketId, subject.trim())) throw new Problem("conflict", sameSubject);
    tell(db, ticketId, "ticket.subject", { by, at }, { from: ticket.subject, to: subject.trim() });
  }).immediate();
}

/** Somebody has seen that a reply did not arrive, or that a mail could not be read, and knows what to do. */
export function settleTrouble(db: Database, ticketId: number, { by, at }: Done): void {
  db.transaction(() => {
    ticketFor(db, ticketId, by);
    if (!setTrouble(db, ticketId, 0)) throw new Problem("conflict", noTrouble);
    tell(db, ticketId, "ticket.trouble-settled", { by, at });
  }).immediate();
}

/** A note for colleagues; it never leaves the house. Gives its message. */
export function addNote(db: Database, ticketId: number, text: string, { by, at }: Done): number {
  return db
    .transaction(() => {
      const ticket = ticketFor(db, ticketId, by);
      if (text.trim() === "") throw new Problem("invalid", emptyNote);
      const id = writeMessage(db, {
        message: { ticket_id: ticketId, kind: "note", at: at.toISOString(), by, person_id: personOf(by) },
        text,
        references: [],
        attachments: [],
        mailbox_id: ticket.mailbox_id,
      });
      mentionPeople(db, { ticket_id: ticketId, mailbox_id: ticket.mailbox_id, message_id: id, text }, { by, at });
      recountTicket(db, ticketId);
      announceTicket(db, { kind: "ticket.message", ticket_id: ticketId, message_id: id, by, at });
      return id;
    })
    .immediate();
}

/** Has a mail that could not be read tried once more; it stays visible until it can. */
export function retryArrival(db: Database, arrivalId: number, { by }: Done): void {
  db.transaction(() => {
    const mailbox = mailboxOfArrival(db, arrivalId);
    if (mailbox === null || !mayAct(db, mailbox, by))
      throw new Problem("not-found", { de: "Diese Mail gibt es nicht.", en: "That mail does not exist." });
    if (!markForRetry(db, arrivalId)) throw new Problem("conflict", readAlready);
  }).immediate();
}

export function tell(
  db: Database,
  ticketId: number,
  what: string,
  { by, at, bulk }: TicketDone,
  detail?: Record<string, unknown>,
): void {
  const all = { ...detail, ...(bulk === undefined ? {} : { bulk }) };
  const isSaid = Object.keys(all).length > 0;
  noteActivity(db, { what, about: `ticket:${ticketId}`, by, at, ...(isSaid ? { detail: all } : {}) });
  announceNoted(db, what, ticketId, { by, at });
}

const unanswered = {
  de: "Das Begehren in dieser Anfrage ist noch offen. Halten Sie auf ihrer Seite unter «Ist beantwortet» fest, was gesandt oder getan wurde; dann lässt sie sich schliessen.",
  en: 'The request in this ticket is still open. Note on its page under "Is answered" what was sent or done; then it can be closed.',
};
const noMember = {
  de: "Diese Person gehört nicht zum Postfach. Nehmen Sie sie in den Einstellungen des Postfachs auf.",
  en: "That person is not a member of the mailbox. Add them in the mailbox's settings.",
};
const assignedAlready = { de: "Diese Anfrage ist schon so zugewiesen.", en: "This ticket is assigned so already." };
const noSpam = { de: "Diese Anfrage ist nicht als Spam markiert.", en: "This ticket is not marked as spam." };
const snoozedAlready = { de: "Diese Anfrage ruht schon bis dann.", en: "This ticket is put off until then already." };
const notSnoozed = { de: "Diese Anfrage ist nicht zurückgestellt.", en: "This ticket is not put off." };
const noSubject = { de: "Der Betreff ist leer.", en: "The subject is empty." };
const sameSubject = { de: "Der Betreff lautet schon so.", en: "That is the subject already." };
const noTrouble = { de: "Bei dieser Anfrage ist nichts zu klären.", en: "Nothing is wrong with this ticket." };
const emptyNote = {
  de: "Die Notiz ist leer. Schreiben Sie zuerst etwas.",
  en: "The note is empty. Write something first.",
};
const readAlready = {
  de: "Diese Mail ist gelesen oder wird gerade noch einmal gelesen.",
  en: "This mail has been read, or is being tried again.",
};

function alreadySo(state: TicketState) {
  return {
    de: `Diese Anfrage hat schon den Stand «${stateWords[state].de}».`,
    en: `This ticket is ${stateWords[state].en} already.`,
  };
}
