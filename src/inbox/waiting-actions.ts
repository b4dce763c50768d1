import type { Database } from "bun:sqlite";
import { longAgo } from "./age.ts";
import { announceTicket } from "./announcing.ts";
import { listMailboxes } from "./mailbox-store.ts";
import { insertLate, untoldWaiting } from "./waiting-store.ts";

/** So many at once: a person never waits behind it. */
const most = 10;

/**
 * Tells of tickets that wait for more than a day, each once for as long as it waits; what waited while we were down too. A few of each
 * mailbox at a time: false when there was nothing left.
 */
export function tellWaiting(db: Database, at: Date): boolean {
  const before = longAgo(at).toISOString();
  let any = false;
  for (const { id } of listMailboxes(db).filter(({ archived_at }) => archived_at === null)) {
    if (untoldWaiting(db, id, before, 1).length === 0) continue;
    any = true;
    db.transaction(() => {
      for (const ticket of untoldWaiting(db, id, before, most))
        if (insertLate(db, ticket)) announceTicket(db, { kind: "ticket.late", ticket_id: ticket.id, at });
    }).immediate();
  }
  return any;
}
