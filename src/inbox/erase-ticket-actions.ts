import type { Database } from "bun:sqlite";
import { emptyDetails, forgetActivity } from "#src/activity/forget.ts";
import { releaseBlob } from "#src/storage/blobs.ts";
import {
  deleteDraftsOf,
  deleteMergesOf,
  deleteOutsideNumbers,
  deleteParticipants,
  deleteWholeTicket,
  emptyTicket,
  hasMessages,
  pointersTo,
  settleRequest,
} from "./erase-ticket-store.ts";
import { withoutNames } from "./erased-text.ts";
import type { Person, Way } from "./erasure.ts";
import { recountTicket } from "./recount.ts";
import { findTicket, setSubject } from "./ticket-store.ts";

type Erasing = { way: Way; person: Person; at: Date };

/** A ticket of theirs, once its messages are done. Gives blobs to discard. Call it inside a transaction. */
export function eraseOwnTicket(db: Database, ticketId: number, { way, person, at }: Erasing): number[] {
  if (findTicket(db, ticketId) === null) return [];
  const blobs = deleteDraftsOf(db, ticketId).filter((blob) => releaseBlob(db, blob));
  if (way === "delete" && !hasMessages(db, ticketId) && pointersTo(db, ticketId).every((id) => isGone(db, id))) {
    deleteTicketWhole(db, ticketId);
    return blobs;
  }
  deleteParticipants(db, ticketId, person.addresses);
  deleteOutsideNumbers(db, ticketId);
  deleteMergesOf(db, ticketId, null);
  settleRequest(db, ticketId, at.toISOString().slice(0, 10));
  emptyDetails(db, `ticket:${ticketId}`, "ticket.subject");
  recountTicket(db, ticketId);
  emptyTicket(db, ticketId, at.toISOString());
  return blobs;
}

/** Of a ticket that points to another nothing is left to keep. */
function isGone(db: Database, id: number): boolean {
  if (hasMessages(db, id)) return false;
  deleteTicketWhole(db, id);
  return true;
}

/** The ticket and what happened to it. */
export function deleteTicketWhole(db: Database, id: number): void {
  forgetActivity(db, `ticket:${id}`);
  deleteWholeTicket(db, id);
}

/** A ticket of somebody else's in which they took part. */
export function eraseFromTicket(db: Database, ticketId: number, { person }: Erasing): void {
  const ticket = findTicket(db, ticketId);
  if (ticket === null) return;
  deleteParticipants(db, ticketId, person.addresses);
  deleteMergesOf(db, ticketId, person.addresses);
  setSubject(db, ticketId, withoutNames(ticket.subject, person, false));
  recountTicket(db, ticketId);
}
