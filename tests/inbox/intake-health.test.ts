import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { alarmLateMailboxes, mailboxTroubles } from "#src/inbox/health-actions.ts";
import { notePolled, noteTrouble, noteUnaccounted } from "#src/inbox/health-store.ts";
import { backoff_ms } from "#src/inbox/intake/backoff.ts";
import { now, visit } from "../support/browser.ts";
import { FakeImap } from "../support/imap.ts";
import { addMailbox, aMail, arrivals, count, inboxFile, intakeOf } from "../support/intake.ts";

const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const began = after(-600);

function polledBox() {
  const db = inboxFile();
  const id = addMailbox(db, 993, { created_at: began.toISOString() });
  db.query(
    "INSERT INTO people (email, name, role, language, password_hash, created_at) VALUES ('o@example.test', 'O', 'owner', 'en', 'x', ?)",
  ).run(now.toISOString());
  notePolled(db, id, now.toISOString());
  return { db, id };
}

const activity = (db: ReturnType<typeof inboxFile>) =>
  db
    .query<{ what: string }, []>("SELECT what FROM activity ORDER BY id")
    .all()
    .map(({ what }) => what);

test("a mailbox that is silent for too long is told once, and again only after it was well", () => {
  const { db, id } = polledBox();
  alarmLateMailboxes(db, after(15), began);
  expect(activity(db)).toEqual([]);
  for (const minute of [16, 17, 18]) alarmLateMailboxes(db, after(minute), began);
  expect(activity(db)).toEqual(["mailbox.late"]);
  expect(db.query("SELECT recipient FROM outbox_deliveries").all()).toEqual([{ recipient: "person:1" }]);
  notePolled(db, id, after(20).toISOString());
  alarmLateMailboxes(db, after(21), began);
  expect(activity(db)).toEqual(["mailbox.late", "mailbox.well"]);
  alarmLateMailboxes(db, after(60), began);
  expect(activity(db)).toEqual(["mailbox.late", "mailbox.well", "mailbox.late"]);
});

test("after a long stop of the program nobody is alarmed before it had its time", () => {
  const { db } = polledBox();
  alarmLateMailboxes(db, after(600), after(599));
  expect(activity(db)).toEqual([]);
  alarmLateMailboxes(db, after(616), after(599));
  expect(activity(db)).toEqual(["mailbox.late"]);
});

test("a paused mailbox is nobody's trouble", () => {
  const { db } = polledBox();
  db.run("UPDATE mailboxes SET paused_at = '2026-11-23'");
  alarmLateMailboxes(db, after(900), began);
  expect(activity(db)).toEqual([]);
  expect(mailboxTroubles(db, after(900))).toEqual([]);
});

test("the list of troubles says what, since when, and what is missing", () => {
  const { db, id } = polledBox();
  expect(mailboxTroubles(db, after(1))).toEqual([]);
  noteTrouble(db, id, { code: "password", said: "no" }, after(2).toISOString());
  noteTrouble(db, id, { code: "password", said: "no, again" }, after(3).toISOString());
  noteUnaccounted(db, id, 2);
  expect(mailboxTroubles(db, after(4))).toMatchObject([
    { mailbox_id: id, code: "password", said: "no, again", since: after(2).toISOString(), late: false, unaccounted: 2 },
  ]);
  expect(mailboxTroubles(db, after(30))).toMatchObject([{ late: true }]);
});

test("what is watched of the intake stands in /metrics", async () => {
  const token = "a-token-that-is-long-enough";
  const prepare = (db: Database) => void addMailbox(db, 993, { created_at: after(-30).toISOString() });
  const site = visit({ as: "nobody", env: { AKTION_METRICS_TOKEN: token }, prepare });
  const told = await (await site.get("/metrics", { authorization: `Bearer ${token}` })).text();
  expect(told).toContain("\naktion_mailboxes_in_trouble 1\n");
  expect(told).toContain("\naktion_mails_unaccounted 0\n");
});

test("who asks in vain waits longer each time, but no more than five minutes, and a quarter of an hour for a password", () => {
  expect([0, 1, 2, 3].map((n) => backoff_ms(n, "cut-off", 0.5))).toEqual([1000, 2000, 4000, 8000]);
  expect(backoff_ms(50, "cut-off", 0.5)).toBe(300_000);
  expect(backoff_ms(0, "password", 0.5)).toBe(60_000);
  expect(backoff_ms(50, "password", 0.5)).toBe(900_000);
  expect(backoff_ms(0, "cut-off", 0)).toBeLessThan(backoff_ms(0, "cut-off", 1));
});

test("a full disk pauses the intake and loses nothing", async () => {
  const server = await FakeImap.start();
  for (let n = 1; n <= 200; n += 1) server.add(aMail(n, { text: crypto.randomUUID().repeat(100) }));
  const db = inboxFile();
  addMailbox(db, server.port);
  const pages = () => Object.values(db.query<Record<string, number>, []>("PRAGMA page_count").get()!)[0]!;
  db.run(`PRAGMA max_page_count = ${pages() + 60}`);
  const { once } = await intakeOf(db, { backoff: () => 20 });
  expect((await once("trouble")).trouble.code).toBe("disk-full");
  db.run("PRAGMA max_page_count = 1000000");
  await once("well");
  expect(arrivals(db).filter(({ state }) => state === "filed")).toHaveLength(200);
  expect(count(db, "messages")).toBe(200);
  expect(server.mails.every(({ flags }) => flags.has("\\Seen"))).toBe(true);
});
