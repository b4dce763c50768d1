import type { Database } from "bun:sqlite";
import { Problem } from "#src/problem.ts";
import { reindex } from "./index-moves.ts";
import { findMailbox } from "./mailbox-store.ts";
import { insertMerge, markUndone, standingMerge } from "./merge-store.ts";
import { amongMessages, messagesOf, moveAllMessages, setTicketOf } from "./message-store.ts";
import { recountTicket } from "./recount.ts";
import { deleteTicketTag, insertTicketTag, tagsOfTicket } from "./tag-store.ts";
import type { TicketRow } from "./ticket.ts";
import { mayAct, ticketFor } from "./ticket-access.ts";
import { type TicketDone, tell } from "./ticket-actions.ts";
import {
  copyFormerMailboxes,
  findTicket,
  insertFormerMailbox,
  insertParticipant,
  participantsOf,
  removeParticipants,
  resolveTicket,
  setAssignee,
  setMailbox,
  setMergedInto,
  updateTicket,
} from "./ticket-store.ts";

/** What of the ticket that stays is put back when a merge is undone; `became`: what the merge made of its state. */
type MergedBefore = Pick<TicketRow, "state" | "closed_at" | "has_trouble"> & {
  became: string;
  added: string[];
  tags?: number[];
};

/**
 * Puts all messages of one ticket into another. The number of the first leads to the second from then on (V4); what either waits for, the
 * second waits for.
 */
export function mergeTickets(db: Database, fromId: number, intoId: number, done: TicketDone): void {
  const { by, at } = done;
  db.transaction(() => {
    if (fromId === intoId) throw new Problem("invalid", sameTicket);
    const [from, into] = [ticketFor(db, fromId, by), ticketFor(db, intoId, by)];
    const before = new Set(participantsOf(db, intoId));
    const added = participantsOf(db, fromId).filter((address) => !before.has(address));
    const moved = moveAllMessages(db, fromId, intoId);
    reindex(db, moved, from.mailbox_id, into.mailbox_id);
    copyFormerMailboxes(db, fromId, intoId);
    const tags = tagsOfTicket(db, fromId).flatMap(({ id }) => (insertTicketTag(db, intoId, id) ? [id] : []));
    for (const address of added) insertParticipant(db, intoId, address, at.toISOString());
    const became = from.state === "open" && into.state !== "spam" ? "open" : into.state;
    const has_trouble = from.has_trouble || into.has_trouble ? 1 : 0;
    updateTicket(db, intoId, {
      ...into,
      state: became,
      closed_at: became === "closed" ? into.closed_at : null,
      has_trouble,
    });
    setMergedInto(db, fromId, intoId);
    recountTicket(db, intoId);
    const was: MergedBefore = {
      state: into.state,
      closed_at: into.closed_at,
      has_trouble: into.has_trouble,
      became,
      added,
      tags,
    };
    insertMerge(db, {
      from_id: fromId,
      into_id: intoId,
      moved: JSON.stringify(moved),
      before: JSON.stringify(was),
      by,
      at: at.toISOString(),
    });
    tell(db, intoId, "ticket.merged", done, { from: fromId });
  }).immediate();
}

/** Takes a merged ticket out again, with the messages it came with. What has come in since stays where it is. */
export function undoMerge(db: Database, fromId: number, done: TicketDone): void {
  const { by, at } = done;
  db.transaction(() => {
    const from = findTicket(db, fromId);
    if (from === null || !mayAct(db, from.mailbox_id, by)) throw new Problem("not-found", noTicket);
    const merge = from.merged_into === null ? null : standingMerge(db, fromId);
    if (merge === null) throw new Problem("conflict", notMerged);
    const into = resolveTicket(db, merge.into_id)!;
    const back = amongMessages(db, into.id, JSON.parse(merge.moved) as number[]);
    for (const id of back) setTicketOf(db, id, fromId);
    reindex(db, back, into.mailbox_id, from.mailbox_id);
    putBack(db, into, merge.into_id, JSON.parse(merge.before) as MergedBefore);
    setMergedInto(db, fromId, null);
    markUndone(db, merge.id, at.toISOString());
    for (const id of [into.id, fromId]) recountTicket(db, id);
    tell(db, into.id, "ticket.merge-undone", done, { from: fromId });
  }).immediate();
}

/** What the merge brought into the other ticket goes; its state is as it was, unless something has changed it since. */
function putBack(db: Database, into: TicketRow, mergedInto: number, before: MergedBefore): void {
  const { state, closed_at, has_trouble, became, added, tags = [] } = before;
  if (into.id === mergedInto && into.state === became)
    updateTicket(db, into.id, { ...into, state, closed_at, has_trouble });
  removeParticipants(db, into.id, added);
  for (const tag of tags) deleteTicketTag(db, into.id, tag);
}

/**
 * Gives a ticket to another mailbox, also to one whose mail the giver may not read. Answers to what was sent from here still find it; it
 * stays with its assignee only where they are a member there too.
 */
export function moveTicket(db: Database, ticketId: number, mailboxId: number, done: TicketDone): void {
  const { by } = done;
  db.transaction(() => {
    const ticket = ticketFor(db, ticketId, by);
    const target = findMailbox(db, mailboxId);
    if (target === null || target.archived_at !== null) throw new Problem("not-found", noMailbox);
    if (ticket.mailbox_id === mailboxId) throw new Problem("conflict", thereAlready);
    reindex(
      db,
      messagesOf(db, ticketId).map(({ id }) => id),
      ticket.mailbox_id,
      mailboxId,
    );
    insertFormerMailbox(db, ticketId, ticket.mailbox_id);
    setMailbox(db, ticketId, mailboxId);
    if (ticket.assignee_id !== null && !mayAct(db, mailboxId, `person:${ticket.assignee_id}`))
      setAssignee(db, ticketId, null);
    tell(db, ticketId, "ticket.moved", done, { from: ticket.mailbox_id, to: mailboxId });
  }).immediate();
}

const noTicket = { de: "Diese Anfrage gibt es nicht.", en: "That ticket does not exist." };
const noMailbox = { de: "Dieses Postfach gibt es nicht.", en: "That mailbox does not exist." };
const sameTicket = { de: "Das ist dieselbe Anfrage.", en: "That is the same ticket." };
const thereAlready = { de: "Die Anfrage ist schon in diesem Postfach.", en: "The ticket is in that mailbox already." };
const notMerged = {
  de: "Diese Anfrage ist nicht mit einer anderen zusammengeführt.",
  en: "This ticket is not merged into another.",
};
