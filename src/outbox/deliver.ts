import type { Database } from "bun:sqlite";
import type { Log } from "#src/http/log.ts";
import type { Job } from "#src/jobs/scheduler.ts";
import { type Channel, type Delivery, givenUpBefore, nextTry, type Outcome } from "./delivery.ts";
import {
  claim,
  claimNext,
  deleteFinished,
  failUndeliverable,
  markAgain,
  markDelivered,
  markFailed,
  markInterrupted,
} from "./store.ts";

type Sending = { db: Database; channels: readonly Channel[]; clock: () => Date };

/** So many deliveries are on their way at once: one slow receiver must not hold up the others. */
const lanes = 4;

/** Sends everything that is due. */
export async function deliverDue(sending: Sending, stopping: AbortSignal): Promise<void> {
  await Promise.all(Array.from({ length: lanes }, () => deliverInLane(sending, stopping)));
}

async function deliverInLane(sending: Sending, stopping: AbortSignal): Promise<void> {
  const channels = sending.channels.map(({ name }) => name);
  const repeatable = sending.channels.flatMap((one) => (one.repeatable ? [one.name] : []));
  while (!stopping.aborted) {
    const delivery = claimNext(sending.db, { channels, repeatable }, sending.clock().toISOString());
    if (delivery === null) return;
    settle(sending, delivery, await attempt(sending, delivery, stopping));
  }
}

/** Sends one delivery now, once, and never again: for trying a webhook out. False when it was taken already. */
export async function deliverOnce(sending: Sending, id: number): Promise<boolean> {
  const delivery = claim(sending.db, id, sending.clock().toISOString());
  if (delivery === null) return false;
  const outcome = await attempt(sending, delivery, new AbortController().signal);
  settle(sending, delivery, outcome.state === "refused" ? { ...outcome, final: true } : outcome);
  return true;
}

async function attempt(sending: Sending, delivery: Delivery, stopping: AbortSignal): Promise<Outcome> {
  try {
    return await channelOf(sending, delivery).deliver(delivery, stopping);
  } catch (error) {
    return { state: "unknown", error: `our fault: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function settle(sending: Sending, delivery: Delivery, outcome: Outcome): void {
  const { db, clock } = sending;
  const at = clock();
  if (outcome.state === "delivered") {
    markDelivered(db, delivery.id, outcome.answer, at.toISOString());
    return;
  }
  const again = isOver(outcome, channelOf(sending, delivery)) ? null : nextTry(delivery, at);
  const state = outcome.state === "unknown" ? "unknown" : "waiting";
  if (again) markAgain(db, { id: delivery.id, state, error: outcome.error, due_at: again.toISOString() });
  else markFailed(db, delivery.id, outcome.error, at.toISOString());
}

/** What may have arrived is sent again only where the receiver would notice. */
function isOver(outcome: Exclude<Outcome, { state: "delivered" }>, { repeatable }: Channel): boolean {
  return outcome.state === "refused" ? outcome.final === true : !repeatable;
}

function channelOf({ channels }: Sending, { channel }: Delivery): Channel {
  return channels.find(({ name }) => name === channel)!;
}

const day_ms = 86_400_000;
const kept_ms = 30 * day_ms;

/** Takes up what a crash interrupted, once; then sends every second, and clears away what is over. */
export function deliveryJobs(sending: Sending, log: Log): Job[] {
  const { db, channels } = sending;
  const interrupted = markInterrupted(db);
  if (interrupted > 0) log({ level: "info", what: "outbox.taken-up-again", count: interrupted });
  const names = channels.map(({ name }) => name);
  return [
    { name: "outbox", every_ms: 1000, run: (_, stopping) => deliverDue(sending, stopping) },
    {
      name: "outbox cleared",
      every_ms: 3_600_000,
      run(at) {
        failUndeliverable(db, names, givenUpBefore(at).toISOString(), at.toISOString());
        deleteFinished(db, new Date(at.getTime() - kept_ms).toISOString());
      },
    },
  ];
}
