import type { Database } from "bun:sqlite";
import { longAgo } from "./age.ts";
import { announceTicket } from "./announcing.ts";
import { listMailboxes } from "./mailbox-store.ts";
import { insertLate, untoldWaiting } from "./waiting-store.ts";

/** So many at once: a person never waits behind it. The next minute tells the rest. */
const most = 50;

/** Tells of tickets that wait for more than a day, each once for as long as it waits; what waited while we were down too. */
export function tellWaiting(db: Database, at: Date): void {
  const before = longAgo(at).toISOString();
  for (const { id } of listMailboxes(db).filter(({ archived_at }) => archived_at === null)) {
    if (untoldWaiting(db, id, before, 1).length === 0) continue;
    db.transaction(() => {
      for (const ticket of untoldWaiting(db, id, before, most))
        if (insertLate(db, ticket)) announceTicket(db, { kind: "ticket.late", ticket_id: ticket.id, at });
    }).immediate();
  }
}
