import type { Database } from "bun:sqlite";
import { activityAbout } from "#src/activity/read.ts";
import { Problem } from "#src/problem.ts";
import type { BulkAct } from "./bulk.ts";
import { mergeTickets, moveTicket, undoMerge } from "./merge-actions.ts";
import { tagKey } from "./tag.ts";
import { tagTicket, untagTicket } from "./tag-actions.ts";
import { tagsOfTicket } from "./tag-store.ts";
import type { TicketRow } from "./ticket.ts";
import { mayAct, ticketFor } from "./ticket-access.ts";
import {
  assignTicket,
  putBackSnooze,
  putBackState,
  setTicketState,
  snoozeTicket,
  type TicketDone,
} from "./ticket-actions.ts";
import { findTicket, setAssignee } from "./ticket-store.ts";

/** What one of many was before, so that it can be put back. */
export type BulkBefore = Pick<
  TicketRow,
  "state" | "waiting_since" | "snoozed_until" | "closed_at" | "assignee_id" | "mailbox_id"
> & {
  tags: string[];
};

type Doing = TicketDone & { bulk: number };

/** Does it with one ticket. Throws a Problem when it cannot be done with this one. */
export function doOne(db: Database, act: BulkAct, ticketId: number, done: Doing): BulkBefore {
  const before = beforeOf(ticketFor(db, ticketId, done.by));
  switch (act.verb) {
    case "assign":
      assignTicket(db, ticketId, act.person, done);
      break;
    case "state":
      setTicketState(db, ticketId, act.state, done);
      break;
    case "tag":
      return { ...before, tags: tagTicket(db, ticketId, act.tags, done).map(({ name }) => name) };
    case "untag":
      return { ...before, tags: untagTicket(db, ticketId, act.tags, done).map(({ name }) => name) };
    case "snooze":
      snoozeTicket(db, ticketId, new Date(act.until), done);
      break;
    case "move":
      moveTicket(db, ticketId, act.mailbox, done);
      break;
    case "merge":
      mergeTickets(db, ticketId, act.into, done);
  }
  return before;
}

function beforeOf({ state, waiting_since, snoozed_until, closed_at, assignee_id, mailbox_id }: TicketRow): BulkBefore {
  return { state, waiting_since, snoozed_until, closed_at, assignee_id, mailbox_id, tags: [] };
}

/** Puts one back as it was. Throws a Problem, with the reason, when somebody has changed it since: then it is left. */
export function undoOne(db: Database, act: BulkAct, ticketId: number, before: BulkBefore, done: Doing): void {
  if (act.verb === "merge") {
    undoMerge(db, ticketId, done);
    return;
  }
  const ticket = findTicket(db, ticketId);
  if (ticket === null || !mayAct(db, ticket.mailbox_id, done.by)) throw new Problem("not-found", outOfSight);
  if (ticket.merged_into !== null) throw new Problem("conflict", mergedSince);
  if (act.verb === "assign") undoAssign(db, ticket, before, done);
  if (act.verb === "state") undoState(db, ticket, act.state, before, done);
  if (act.verb === "tag") undoTag(db, ticket, before, done);
  if (act.verb === "untag") tagTicket(db, ticketId, before.tags.join(", "), done);
  if (act.verb === "snooze") undoSnooze(db, ticket, act.until, before, done);
  if (act.verb === "move") undoMove(db, ticket, before, done);
}

function undoAssign(db: Database, ticket: TicketRow, { assignee_id }: BulkBefore, done: Doing): void {
  if (!isOurs(db, ticket.id, done.bulk, ["ticket.assigned"])) throw new Problem("conflict", changedSince);
  assignTicket(db, ticket.id, assignee_id, done);
}

const ofState = ["ticket.state", "ticket.snoozed", "ticket.woken", "ticket.unsnoozed"];

/** A reply or a mail that came in changes the state without a word among what happened: so the state itself is compared too. */
function undoState(db: Database, ticket: TicketRow, state: string, before: BulkBefore, done: Doing): void {
  if (ticket.state !== state || !isOurs(db, ticket.id, done.bulk, ofState)) throw new Problem("conflict", changedSince);
  putBackState(db, ticket.id, before, done);
}

function undoSnooze(db: Database, ticket: TicketRow, until: string, before: BulkBefore, done: Doing): void {
  if (ticket.snoozed_until !== until || !isOurs(db, ticket.id, done.bulk, ofState))
    throw new Problem("conflict", changedSince);
  putBackSnooze(db, ticket.id, before.snoozed_until, done);
}

function undoTag(db: Database, ticket: TicketRow, { tags }: BulkBefore, done: Doing): void {
  const carried = new Set(tagsOfTicket(db, ticket.id).map(({ name }) => tagKey(name)));
  const ours = tags.filter((name) => carried.has(tagKey(name)));
  if (ours.length === 0) throw new Problem("conflict", changedSince);
  untagTicket(db, ticket.id, ours.join(", "), done);
}

function undoMove(db: Database, ticket: TicketRow, { mailbox_id, assignee_id }: BulkBefore, done: Doing): void {
  if (!isOurs(db, ticket.id, done.bulk, ["ticket.moved"])) throw new Problem("conflict", changedSince);
  moveTicket(db, ticket.id, mailbox_id, done);
  if (ticket.assignee_id === null && assignee_id !== null) setAssignee(db, ticket.id, assignee_id);
}

/** Whether the last thing of these kinds that happened to a ticket was this action. */
function isOurs(db: Database, ticketId: number, bulk: number, kinds: readonly string[]): boolean {
  const last = activityAbout(db, `ticket:${ticketId}`).findLast(({ what }) => kinds.includes(what));
  return last !== undefined && (JSON.parse(last.detail ?? "{}") as { bulk?: number }).bulk === bulk;
}

const changedSince = { de: "Jemand hat das seither geändert.", en: "Somebody has changed it since." };
const mergedSince = {
  de: "Sie wurde seither mit einer anderen zusammengeführt.",
  en: "It was merged into another since.",
};
const outOfSight = {
  de: "Sie liegt jetzt in einem Postfach, das Sie nicht benutzen.",
  en: "It lies in a mailbox now that you do not use.",
};
