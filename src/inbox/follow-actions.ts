import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { deleteFollower, insertFollower, insertMention } from "./follower-store.ts";
import { membersOf } from "./mailbox-store.ts";
import { mentionsIn, mentionTrouble } from "./mention.ts";
import { personOf, ticketFor } from "./ticket-access.ts";

/** From now on they hear of every message in a ticket; of one that they follow already, once more is once. */
export function followTicket(db: Database, ticketId: number, personId: number, { by, at }: Done): void {
  db.transaction(() => {
    ticketFor(db, ticketId, by);
    insertFollower(db, ticketId, personId, at.toISOString());
  }).immediate();
}

export function unfollowTicket(db: Database, ticketId: number, personId: number, { by }: Done): void {
  db.transaction(() => {
    ticketFor(db, ticketId, by);
    deleteFollower(db, ticketId, personId);
  }).immediate();
}

type Note = { ticket_id: number; mailbox_id: number; message_id: number; text: string };

/** Whoever is mentioned follows the ticket from then on. Call it inside the transaction that writes the note. */
export function mentionPeople(db: Database, { ticket_id, mailbox_id, message_id, text }: Note, { by, at }: Done): void {
  const members = membersOf(db, mailbox_id);
  const mentions = mentionsIn(text, members);
  const trouble = mentionTrouble(mentions, members);
  // What a machine writes is not refused for an @ in it.
  if (trouble && personOf(by) !== null) throw new Problem("invalid", trouble);
  for (const person of mentions.people) {
    insertMention(db, message_id, person);
    insertFollower(db, ticket_id, person, at.toISOString());
  }
}
