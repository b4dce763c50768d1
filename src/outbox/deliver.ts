import type { Log } from "#src/http/log.ts";
import type { Job } from "#src/jobs/scheduler.ts";
import { attempt, type Courier, courierOf, type Sending, settle } from "./courier.ts";
import { givenUpBefore } from "./delivery.ts";
import { claim, deleteFinished, markGivenUp, markInterrupted, waitingSince } from "./store.ts";
import { onEnqueued } from "./wake.ts";

/** Sends everything that is due, and comes back when it has an answer to all of it. */
export async function deliverDue(sending: Sending, stopping: AbortSignal): Promise<void> {
  const courier = courierOf(sending, stopping);
  courier.wake();
  await courier.idle();
}

/** Sends one delivery now, once, and never again: for trying a webhook out. False when it was taken already. */
export async function deliverOnce(sending: Sending, id: number): Promise<boolean> {
  const delivery = claim(sending.db, id, sending.clock().toISOString());
  if (delivery === null) return false;
  const channel = sending.channels.find(({ name }) => name === delivery.channel)!;
  const answer = await attempt(channel, delivery, new AbortController().signal);
  settle(sending, channel, delivery, answer, (outcome) =>
    outcome.state === "refused" ? { ...outcome, final: true } : outcome,
  );
  return true;
}

const day_ms = 86_400_000;
const kept_ms = 30 * day_ms;
const tick_ms = 1000;

/** Takes up what a crash interrupted, once; then sends what is due, the moment it is, and clears away what is over. */
export function deliveryJobs(sending: Sending, log: Log): Job[] {
  const { db } = sending;
  const interrupted = markInterrupted(db);
  if (interrupted > 0) log({ level: "info", what: "outbox.taken-up-again", count: interrupted });
  return [
    deliveryJob(sending),
    {
      name: "outbox cleared",
      every_ms: 3_600_000,
      run(at) {
        giveUpWaiting(sending, at);
        deleteFinished(db, new Date(at.getTime() - kept_ms).toISOString());
      },
    },
  ];
}

/** Looks every second, when something is put in, and exactly when the next thing is due. */
function deliveryJob(sending: Sending): Job {
  let courier: Courier | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const look = () => {
    const next_ms = courier?.wake() ?? null;
    if (next_ms !== null && next_ms < tick_ms) lookIn(next_ms + 1);
  };
  const lookIn = (ms: number) => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(look, ms);
  };
  return {
    name: "outbox",
    every_ms: tick_ms,
    run(_, stopping) {
      if (courier === null) {
        const soon = () => (stopping.aborted ? undefined : lookIn(0));
        courier = courierOf(sending, stopping, soon);
        onEnqueued(sending.db, soon);
      }
      look();
    },
    over: async () => await courier?.idle(),
  };
}

/** Gives up what nothing could take for three days: no old reminders go out when mail is set up at last. */
function giveUpWaiting({ db, channels }: Sending, at: Date): void {
  for (const delivery of waitingSince(db, givenUpBefore(at).toISOString())) {
    const channel = channels.find(({ name }) => name === delivery.channel);
    const why = channel ? (channel.closed?.(delivery.lane) ?? null) : "no-channel";
    if (why === null) continue;
    db.transaction(() => {
      markGivenUp(db, delivery.id, why, at.toISOString());
      channel?.gaveUp?.(delivery, why, at);
    }).immediate();
  }
}
