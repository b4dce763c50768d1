import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { enqueueFor } from "#src/outbox/announce.ts";
import { deliverDue, deliveryJobs } from "#src/outbox/deliver.ts";
import { type Channel, type Delivery, deliveryId, nextTry, type Outcome } from "#src/outbox/delivery.ts";
import { claimNext, countWaiting, enqueue } from "#src/outbox/store.ts";
import { signatureOf } from "#src/outbox/webhook.ts";
import { webhookChannel } from "#src/outbox/webhook-channel.ts";
import { archiveWebhook, insertWebhook } from "#src/outbox/webhook-store.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";
import { receiver } from "../support/receiver.ts";

const never = new AbortController().signal;
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

/** A database with one webhook, and a clock that is moved by hand. */
function sendingTo(address: string) {
  const db = openDatabase(":memory:");
  let at = now;
  const clock = () => at;
  const created = { created_by: "person:1", created_at: now.toISOString() };
  insertWebhook(db, { address, kinds: "dates.digest", secret: "whsec_secret", ...created });
  const sending = { db, channels: [webhookChannel(db, clock)], clock };
  return {
    db,
    sending,
    announce: (key: string) =>
      enqueueFor(db, 1, { subject_key: key, body: { kind: "dates.digest", key }, at: clock() }),
    deliver: (minutes = 0) => {
      at = later(at, minutes);
      return deliverDue(sending, never);
    },
  };
}

const rows = (db: Database) =>
  db
    .query<Pick<Delivery, "state" | "attempts" | "due_at" | "last_error" | "answer">, []>(
      "SELECT state, attempts, due_at, last_error, answer FROM outbox_deliveries ORDER BY id",
    )
    .all();

test("a webhook gets JSON, signed, with an id that says which delivery it is", async () => {
  const { received, address } = receiver();
  const { db, announce, deliver } = sendingTo(address);
  announce("digest 1");
  await deliver();
  expect(rows(db)).toMatchObject([{ state: "delivered", attempts: 1, last_error: null }]);
  expect(rows(db)[0]!.answer).toMatch(/^200 in \d+ ms$/);
  const [one] = received;
  expect(JSON.parse(one!.body)).toEqual({ created_at: now.toISOString(), kind: "dates.digest", key: "digest 1" });
  expect(one!.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(one!.id).toBe(deliveryId({ subject_key: "digest 1" }));
  expect(one!.signature).toBe(signatureOf("whsec_secret", one!.body, now));
});

test("the signature is what anybody can compute with openssl", () => {
  const second = Math.floor(now.getTime() / 1000);
  const computed = Bun.spawnSync(["openssl", "dgst", "-sha256", "-hmac", "whsec_secret"], {
    stdin: Buffer.from(`${second}.{"a":1}`),
  });
  const mac = computed.stdout.toString().trim().split(/[ =]+/).at(-1);
  expect(signatureOf("whsec_secret", '{"a":1}', now)).toBe(`t=${second},v1=${mac}`);
});

test("what is refused is tried again, later and later, with the same id, until it arrives", async () => {
  const { received, address } = receiver((_, count) => new Response("", { status: count < 3 ? 500 : 204 }));
  const { db, announce, deliver } = sendingTo(address);
  announce("digest 1");
  await deliver();
  expect(rows(db)).toMatchObject([{ state: "waiting", last_error: "status 500", due_at: later(now, 1).toISOString() }]);
  await deliver();
  expect(received).toHaveLength(1);
  await deliver(1);
  await deliver(5);
  expect(rows(db)).toMatchObject([{ state: "delivered", attempts: 3 }]);
  expect(new Set(received.map(({ id }) => id)).size).toBe(1);
});

test("after three days it is given up", async () => {
  const { address } = receiver(() => new Response("", { status: 503 }));
  const { db, announce, deliver } = sendingTo(address);
  announce("digest 1");
  for (let hour = 0; hour <= 73; hour += 1) await deliver(60);
  expect(rows(db)).toMatchObject([{ state: "failed", last_error: "status 503" }]);
  const at = (attempts: number) => nextTry({ attempts, created_at: now.toISOString() }, now)?.toISOString();
  expect([1, 2, 3, 4, 5, 6, 7, 8].map(at)).toEqual(
    [1, 5, 30, 120, 360, 720, 1440, 1440].map((minutes) => later(now, minutes).toISOString()),
  );
  expect(nextTry({ attempts: 7, created_at: now.toISOString() }, later(now, 2 * 1440 + 1))).toBeNull();
});

test("410 means that nobody wants it any more, and a webhook that was removed gets nothing", async () => {
  const { received, address } = receiver(() => new Response("", { status: 410 }));
  const { db, announce, deliver } = sendingTo(address);
  announce("digest 1");
  await deliver();
  announce("digest 2");
  archiveWebhook(db, 1, now.toISOString());
  await deliver();
  expect(rows(db)).toMatchObject([
    { state: "failed", last_error: "status 410" },
    { state: "failed", last_error: "gone" },
  ]);
  expect(received).toHaveLength(1);
});

test("a redirect is not followed", async () => {
  const elsewhere = receiver();
  const { address } = receiver(() => new Response("", { status: 307, headers: { location: elsewhere.address } }));
  const { db, announce, deliver } = sendingTo(address);
  announce("digest 1");
  await deliver();
  expect(rows(db)).toMatchObject([{ state: "waiting", last_error: "redirect 307" }]);
  expect(elsewhere.received).toEqual([]);
});

test("nobody at home is a sentence, not a crash", async () => {
  const { db, announce, deliver } = sendingTo("http://127.0.0.1:9/");
  announce("digest 1");
  await deliver();
  expect(rows(db)[0]).toMatchObject({ state: "waiting", attempts: 1 });
  expect(rows(db)[0]!.last_error).toStartWith("unreachable");
});

test("stopping in the middle leaves it unknown, and it is sent again with the same id", async () => {
  const stopping = new AbortController();
  const { received, address } = receiver(async (_, count) => {
    if (count > 1) return new Response("ok");
    stopping.abort();
    await new Promise(() => {});
    return new Response();
  });
  const { db, sending, announce, deliver } = sendingTo(address);
  announce("digest 1");
  await deliverDue(sending, stopping.signal);
  expect(rows(db)).toMatchObject([{ state: "unknown", last_error: "interrupted" }]);
  await deliver(1);
  expect(rows(db)).toMatchObject([{ state: "delivered", attempts: 2 }]);
  expect(received[0]!.id).toBe(received[1]!.id);
});

test("a delivery is taken by one of two that ask at once", () => {
  const db = openDatabase(":memory:");
  const at = now.toISOString();
  enqueue(db, { channel: "webhook", subject_key: "a", payload: "{}", due_at: at, created_at: at });
  expect(claimNext(db, "webhook", "waiting", at)).toMatchObject({ state: "claimed", attempts: 1 });
  expect(claimNext(db, "webhook", "waiting", at)).toBeNull();
});

function stub(name: string, repeatable: boolean, sent: string[], outcome: Outcome): Channel {
  return {
    name,
    repeatable,
    width: 1,
    async deliver({ subject_key }) {
      sent.push(subject_key);
      return outcome;
    },
  };
}

test("after a crash only a channel whose receiver would notice sends again; the rest waits for a person", async () => {
  const db = openDatabase(":memory:");
  const at = now.toISOString();
  const sent: string[] = [];
  for (const channel of ["webhook", "letter"])
    enqueue(db, { channel, subject_key: channel, payload: "{}", due_at: at, created_at: at });
  db.run("UPDATE outbox_deliveries SET state = 'claimed', attempts = 1, claimed_at = ?", [at]);
  const arrived = { state: "delivered", answer: "" } as const;
  const channels = [stub("webhook", true, sent, arrived), stub("letter", false, sent, arrived)];
  const logged: object[] = [];
  const jobs = deliveryJobs({ db, channels, clock: () => now }, (event) => void logged.push(event));
  await jobs[0]!.run(now, never);
  await jobs[0]!.over!();
  expect(sent).toEqual(["webhook"]);
  expect(rows(db).map(({ state }) => state)).toEqual(["delivered", "unknown"]);
  expect(logged).toEqual([{ level: "info", what: "outbox.taken-up-again", count: 2 }]);
});

test("mail waits while there is no way to send it, is given up after three days, and is cleared away after thirty", async () => {
  const db = openDatabase(":memory:");
  const at = now.toISOString();
  enqueue(db, { channel: "mail", subject_key: "digest", payload: "{}", due_at: at, created_at: at });
  const [send, clear] = deliveryJobs({ db, channels: [], clock: () => now }, () => {});
  await send!.run(now, never);
  await clear!.run(later(now, 71 * 60), never);
  expect([countWaiting(db), rows(db)[0]!.state]).toEqual([1, "waiting"]);
  await clear!.run(later(now, 73 * 60), never);
  expect(rows(db)).toMatchObject([{ state: "failed", last_error: "no-channel" }]);
  await clear!.run(later(now, 35 * 1440), never);
  expect(rows(db)).toEqual([]);
});
