/** `unknown`: it was on its way when the program ended. It may have arrived. */
export type DeliveryState = "waiting" | "claimed" | "delivered" | "failed" | "unknown";

export type Delivery = {
  id: number;
  channel: string;
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

/** What came of one attempt. `final`: trying again is of no use. */
export type Outcome =
  | { state: "delivered"; answer: string }
  | { state: "refused"; error: string; final?: boolean }
  | { state: "unknown"; error: string };

/** A way out of the house. `repeatable`: the other side knows a delivery by its id, so sending it again after a crash is safe. */
export type Channel = {
  name: string;
  repeatable: boolean;
  deliver: (delivery: Delivery, stopping: AbortSignal) => Promise<Outcome>;
};

const minute_ms = 60_000;
const waits_ms = [1, 5, 30, 120, 360, 720, 1440].map((minutes) => minutes * minute_ms);

/** So long something is tried; a message that is three days old helps nobody. */
const patience_ms = 3 * 1440 * minute_ms;

/** When to try again after so many attempts; null once three days are over. */
export function nextTry({ attempts, created_at }: Pick<Delivery, "attempts" | "created_at">, at: Date): Date | null {
  const wait = waits_ms[Math.min(attempts, waits_ms.length) - 1] ?? minute_ms;
  const next = at.getTime() + wait;
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
