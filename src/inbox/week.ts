import type { Database } from "bun:sqlite";
import { movedBetween } from "./ticket-flow-store.ts";
import { countTickets, waitingBefore } from "./ticket-list-store.ts";

export type Span = { from: string; until: string };

/** What a week was in some mailboxes. `waiting`: open, and somebody has waited since before `until`'s day began. */
export type InboxWeek = {
  open: number;
  unassigned: number;
  waiting: number;
  waiting_since: string | null;
  came: number;
  closed: number;
};

/** Only numbers; whoever asks says of which mailboxes, and answers for who may read them. */
export function inboxWeek(
  db: Database,
  mailboxes: readonly number[],
  { from, until }: Span,
  dayBegan: string,
): InboxWeek {
  const { open, unassigned } = countTickets(db, { mailboxes, person_id: 0 });
  const { n, since } = waitingBefore(db, mailboxes, dayBegan);
  return { open, unassigned, waiting: n, waiting_since: since, ...movedBetween(db, mailboxes, from, until) };
}
