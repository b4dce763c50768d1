import type { Database } from "bun:sqlite";
import { Problem } from "#src/problem.ts";
import { writeLightly } from "#src/storage/lightly.ts";
import { findNotification, markAllRead, markRead, unreadOfTicket } from "./store.ts";

export function readNotification(db: Database, personId: number, id: number, at: Date): void {
  if (findNotification(db, personId, id) === null) throw none;
  markRead(db, personId, id, at.toISOString());
}

/** Everything up to the newest that the page showed. */
export function readAll(db: Database, personId: number, upTo: number, at: Date): void {
  markAllRead(db, personId, upTo, at.toISOString());
}

/** Whoever looks at a ticket knows what they were told of it. That may be lost: then it is there once more. */
export function readWithTicket(db: Database, ticketId: number, personId: number, at: Date): void {
  const unread = unreadOfTicket(db, personId, ticketId);
  if (unread.length === 0) return;
  writeLightly(db, () => {
    for (const id of unread) markRead(db, personId, id, at.toISOString());
  });
}

const none = new Problem("not-found", {
  de: "Diese Mitteilung gibt es nicht, oder Sie dürfen nicht mehr sehen, wovon sie handelt.",
  en: "There is no such notification, or you may no longer see what it is about.",
});
