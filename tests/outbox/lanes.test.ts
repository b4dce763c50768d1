import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { deliverDue, deliveryJobs } from "#src/outbox/deliver.ts";
import type { Channel, Delivery, Outcome } from "#src/outbox/delivery.ts";
import { enqueue } from "#src/outbox/store.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";

const never = new AbortController().signal;
const at = now.toISOString();
const delivered = { state: "delivered", answer: "" } as const satisfies Outcome;

const rows = (db: Database) =>
  db.query<Pick<Delivery, "state" | "attempts">, []>("SELECT state, attempts FROM outbox_deliveries ORDER BY id").all();

function put(db: Database, subject_key: string, lane = "letter", due_at = at): void {
  enqueue(db, { channel: "letter", lane, subject_key, payload: "{}", due_at, created_at: at });
}

function letters(given: Partial<Channel>): Channel {
  return { name: "letter", repeatable: true, width: 1, deliver: async () => delivered, ...given };
}

test("a lane that is slow holds up nobody else, and takes only so many at once", async () => {
  const db = openDatabase(":memory:");
  const slow = Promise.withResolvers<Outcome>();
  const begun: string[] = [];
  const channel = letters({
    width: 2,
    deliver({ lane, subject_key }) {
      begun.push(subject_key);
      return lane === "slow" ? slow.promise : Promise.resolve(delivered);
    },
  });
  for (let n = 0; n < 9; n += 1) for (const lane of ["slow", "quick"]) put(db, `${lane} ${n}`, lane);
  const [send] = deliveryJobs({ db, channels: [channel], clock: () => now }, () => {});
  await send!.run(now, never);
  while (begun.length < 11) await Promise.resolve();
  expect(begun.filter((key) => key.startsWith("quick"))).toHaveLength(9);
  put(db, "other", "other");
  await send!.run(now, never);
  expect(begun).toContain("other");
  expect(begun.filter((key) => key.startsWith("slow"))).toEqual(["slow 0", "slow 1"]);
  slow.resolve(delivered);
  await send!.over!();
  expect(rows(db).every(({ state }) => state === "delivered")).toBe(true);
});

test("a lane that is closed waits without an attempt, leaves once it is open, and is given up after three days", async () => {
  const db = openDatabase(":memory:");
  let why: string | null = "no-mailbox";
  const sent: string[] = [];
  const givenUp: string[] = [];
  const channel = letters({
    closed: () => why,
    gaveUp: ({ subject_key }, error) => void givenUp.push(`${subject_key}: ${error}`),
    async deliver({ subject_key }) {
      sent.push(subject_key);
      return delivered;
    },
  });
  put(db, "a");
  const sending = { db, channels: [channel], clock: () => now };
  await deliverDue(sending, never);
  expect(rows(db)).toEqual([{ state: "waiting", attempts: 0 }]);
  why = null;
  await deliverDue(sending, never);
  expect(sent).toEqual(["a"]);
  why = "no-mailbox";
  put(db, "b");
  await deliveryJobs(sending, () => {})[1]!.run(new Date(now.getTime() + 73 * 3_600_000), never);
  expect([givenUp, rows(db)[1]!.state]).toEqual([["b: no-mailbox"], "failed"]);
});

test("what was postponed is as if it had not been taken up", async () => {
  const db = openDatabase(":memory:");
  const outcomes: Outcome[] = [{ state: "postponed" }, delivered];
  const stopping = new AbortController();
  const channel = letters({
    async deliver() {
      stopping.abort();
      return outcomes.shift()!;
    },
  });
  put(db, "a");
  const sending = { db, channels: [channel], clock: () => now };
  await deliverDue(sending, stopping.signal);
  expect(rows(db)).toEqual([{ state: "waiting", attempts: 0 }]);
  await deliverDue(sending, never);
  expect(rows(db)).toEqual([{ state: "delivered", attempts: 1 }]);
});

test("what is put in leaves at once, and what is due later at its moment, not at the next tick", async () => {
  const db = openDatabase(":memory:");
  const left = new Map<string, number>();
  const both = Promise.withResolvers<void>();
  const channel = letters({
    async deliver({ subject_key }) {
      left.set(subject_key, Date.now());
      if (left.size === 2) both.resolve();
      return delivered;
    },
  });
  const [send] = deliveryJobs({ db, channels: [channel], clock: () => new Date() }, () => {});
  await send!.run(new Date(), never);
  const due = Date.now() + 150;
  put(db, "now", "letter", new Date().toISOString());
  put(db, "later", "letter", new Date(due).toISOString());
  await both.promise;
  expect(left.get("now")!).toBeLessThan(due);
  expect(left.get("later")! - due).toBeWithin(0, 700);
});
