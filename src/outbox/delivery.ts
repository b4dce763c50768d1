/** `unknown`: it was on its way when the program ended. It may have arrived. */
export type DeliveryState = "waiting" | "claimed" | "delivered" | "failed" | "unknown";

export type Delivery = {
  id: number;
  channel: string;
  /** Whose turn it is: `mail:3` for a mailbox, `webhook:2`. What is slow holds up its own lane only. */
  lane: string;
  subject_key: string;
  /** For whom: `person:3`, `webhook:2`; null where the payload says it. */
  recipient: string | null;
  payload: string;
  state: DeliveryState;
  attempts: number;
  due_at: string;
  claimed_at: string | null;
  finished_at: string | null;
  /** A code for the page: `status 500`, `timeout`, `redirect 302`, `unreachable ECONNREFUSED`, `no-channel`, `gone`. */
  last_error: string | null;
  answer: string | null;
  created_at: string;
};

/** What came of one attempt. `final`: trying again is of no use. `postponed`: it was none, as the program ends. */
export type Outcome =
  | { state: "postponed" }
  | { state: "delivered"; answer: string }
  | { state: "refused"; error: string; final?: boolean }
  | { state: "unknown"; error: string };

/** An outcome, or what writes one down: that runs in the transaction that settles the delivery, so that both are one commit. */
export type Answer = Outcome | (() => Outcome);

/**
 * A way out of the house. `repeatable`: what may have arrived is safe to be handed to it again, because the other side knows a
 * delivery by its id, or because the channel itself looks first.
 */
export type Channel = {
  name: string;
  repeatable: boolean;
  /** How many deliveries of one lane may be on their way at once. */
  width: number;
  /** After how many minutes it is tried again, the last one for ever after; the usual ones where nothing is said. */
  waits_min?: readonly number[];
  /** Why nothing can leave by a lane at present, as a code; null when something can. What waits there is not an attempt. */
  closed?: (lane: string) => string | null;
  deliver: (delivery: Delivery, stopping: AbortSignal) => Promise<Answer>;
  /** It is not tried any more. Runs in the transaction that says so. */
  gaveUp?: (delivery: Delivery, error: string, at: Date) => void;
};

const minute_ms = 60_000;
const usualWaits_min = [1, 5, 30, 120, 360, 720, 1440];

/** So long something is tried; a message that is three days old helps nobody. */
const patience_ms = 3 * 1440 * minute_ms;

type Tried = Pick<Delivery, "attempts" | "created_at">;

/** When to try again after so many attempts; null once three days are over. */
export function nextTry(
  { attempts, created_at }: Tried,
  at: Date,
  waits_min = usualWaits_min as readonly number[],
): Date | null {
  const wait = waits_min[Math.min(attempts, waits_min.length) - 1] ?? 1;
  const next = at.getTime() + wait * minute_ms;
  return next > Date.parse(created_at) + patience_ms ? null : new Date(next);
}

/** What was created before this has waited too long. */
export function givenUpBefore(at: Date): Date {
  return new Date(at.getTime() - patience_ms);
}

/** What stands in `X-Aktion-Delivery`: the same for every attempt, also after a crash or from a restored backup. */
export function deliveryId({ subject_key }: Pick<Delivery, "subject_key">): string {
  return new Bun.CryptoHasher("sha256").update(subject_key).digest("hex").slice(0, 32);
}
