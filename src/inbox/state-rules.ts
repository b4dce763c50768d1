import type { TicketRow } from "./ticket.ts";

type Clock = Pick<TicketRow, "state" | "waiting_since" | "snoozed_until" | "closed_at">;

/** Who a message that joins a ticket counts as: somebody outside who waits, a machine, or somebody of the house who answered. */
export type Voice = "waiting" | "machine" | "answer" | "note";

/**
 * Rules S1, S2, V5: a person's mail opens the ticket and starts the clock where it does not run yet; a machine's changes neither;
 * spam stays spam.
 */
export function afterMail(ticket: Clock, voice: Voice, at: string): Clock {
  const { state, waiting_since, snoozed_until, closed_at } = ticket;
  const same = { state, waiting_since, snoozed_until, closed_at };
  if (state === "spam" || voice === "machine" || voice === "note") return same;
  if (voice === "answer")
    return { ...same, state: state === "closed" ? "closed" : "waiting-customer", waiting_since: null };
  return { state: "open", waiting_since: waiting_since ?? at, snoozed_until: null, closed_at: null };
}

/**
 * S2: a reply did not arrive. What waits for an answer to it would wait for ever, so it is ours again; the clock does not run, and what is
 * closed stays closed: the mark for trouble shows it.
 */
export function raised(ticket: Clock): Clock {
  const { state, waiting_since, snoozed_until, closed_at } = ticket;
  const waits = state === "waiting-customer" || state === "waiting-third";
  return { state: waits ? "open" : state, waiting_since, snoozed_until: waits ? null : snoozed_until, closed_at };
}
