import type { Database } from "bun:sqlite";
import { type Answer, type Channel, type Delivery, nextTry, type Outcome } from "./delivery.ts";
import { claimNext, type Lane, lanesOf, markAgain, markDelivered, markFailed, markPostponed } from "./store.ts";

export type Sending = { db: Database; channels: readonly Channel[]; clock: () => Date };

export type Courier = {
  /** Sends what is due, as much at once as each lane takes. Gives in how many milliseconds the next thing is due; null: nothing is. */
  wake: () => number | null;
  /** Resolves once nothing is on its way any more. */
  idle: () => Promise<void>;
};

/**
 * Lanes do not wait for each other: whoever takes long holds up only what comes behind in the same lane. `onRoom` is called when a
 * lane has room again and nothing is due in it.
 */
export function courierOf(sending: Sending, stopping: AbortSignal, onRoom = () => {}): Courier {
  const { db, clock } = sending;
  const underWay = new Map<string, number>();
  const running = new Set<Promise<void>>();

  function fill(channel: Channel, lane: string): void {
    while (!stopping.aborted && (underWay.get(lane) ?? 0) < channel.width && !channel.closed?.(lane)) {
      const at = clock().toISOString();
      const unknown = channel.repeatable ? claimNext(db, lane, "unknown", at) : null;
      const delivery = unknown ?? claimNext(db, lane, "waiting", at);
      if (delivery === null) return;
      begin(channel, delivery);
    }
  }

  function begin(channel: Channel, delivery: Delivery): void {
    const { lane } = delivery;
    underWay.set(lane, (underWay.get(lane) ?? 0) + 1);
    const run = attempt(channel, delivery, stopping)
      .then((outcome) => settle(sending, channel, delivery, outcome))
      .finally(() => {
        underWay.set(lane, underWay.get(lane)! - 1);
        running.delete(run);
        fill(channel, lane);
        if (underWay.get(lane)! < channel.width) onRoom();
      });
    running.add(run);
  }

  const openLanes = () =>
    lanesOf(db).flatMap((lane) => {
      const channel = sending.channels.find(({ name }) => name === lane.channel);
      return channel && !channel.closed?.(lane.lane) ? [{ ...lane, channel }] : [];
    });

  return {
    wake() {
      for (const { lane, channel } of openLanes()) fill(channel, lane);
      const now = clock().getTime();
      // In a full lane what is due waits for its turn, not for the clock.
      const free = openLanes().filter(({ lane, channel }) => (underWay.get(lane) ?? 0) < channel.width);
      const next = free.flatMap(dueAt).map((due) => Math.max(0, due - now));
      return next.length === 0 ? null : Math.min(...next);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

function dueAt({ waiting_since, unknown_since, channel }: Omit<Lane, "channel"> & { channel: Channel }): number[] {
  const due = [waiting_since, channel.repeatable ? unknown_since : null].filter((one) => one !== null);
  return due.map((one) => Date.parse(one));
}

export async function attempt(channel: Channel, delivery: Delivery, stopping: AbortSignal): Promise<Answer> {
  try {
    return await channel.deliver(delivery, stopping);
  } catch (error) {
    return { state: "unknown", error: `our fault: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Writes down what came of an attempt; `seen` may see it differently first. One transaction. */
export function settle(
  { db, clock }: Sending,
  channel: Channel,
  delivery: Delivery,
  answer: Answer,
  seen = (outcome: Outcome) => outcome,
): void {
  const at = clock();
  db.transaction(() => {
    const outcome = seen(typeof answer === "function" ? answer() : answer);
    if (outcome.state === "delivered") markDelivered(db, delivery.id, outcome.answer, at.toISOString());
    else if (outcome.state === "postponed") markPostponed(db, delivery.id);
    else againOrNever(db, channel, delivery, outcome, at);
  }).immediate();
}

type Missed = Extract<Outcome, { error: string }>;

function againOrNever(db: Database, channel: Channel, delivery: Delivery, missed: Missed, at: Date): void {
  const { error } = missed;
  const again = isOver(missed, channel) ? null : nextTry(delivery, at, channel.waits_min);
  const state = missed.state === "unknown" ? "unknown" : "waiting";
  if (again) {
    markAgain(db, { id: delivery.id, state, error, due_at: again.toISOString() });
    return;
  }
  markFailed(db, delivery.id, error, at.toISOString());
  channel.gaveUp?.(delivery, error, at);
}

/** What may have arrived is sent again only where that does no harm. */
function isOver(outcome: Missed, { repeatable }: Channel): boolean {
  return outcome.state === "refused" ? outcome.final === true : !repeatable;
}
