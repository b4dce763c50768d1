import { expect, test } from "bun:test";
import { now } from "../support/browser.ts";
import { FakeImap } from "../support/imap.ts";
import { addMailbox, aMail, arrivals, count, inboxFile, intakeOf, unaccountedFor } from "../support/intake.ts";

async function withServer(mails: number) {
  const server = await FakeImap.start();
  for (let n = 1; n <= mails; n += 1) server.add(aMail(n));
  const db = inboxFile();
  const id = addMailbox(db, server.port);
  return { server, db, id };
}

const uidsOf = (server: FakeImap) => server.mails.map(({ uid }) => uid);

test("what lies on the server becomes tickets, and is marked as read there only then", async () => {
  const { server, db } = await withServer(3);
  const { once } = await intakeOf(db, {
    at(point) {
      if (point === "filed") expect(server.mails.some(({ flags }) => flags.has("\\Seen"))).toBe(false);
    },
  });
  expect((await once("filed")).ticket_ids).toHaveLength(3);
  await once("well");
  expect(arrivals(db).map(({ state }) => state)).toEqual(["filed", "filed", "filed"]);
  expect(server.mails.every(({ flags }) => flags.has("\\Seen"))).toBe(true);
  expect(arrivals(db).every((one) => one.finished_on_server_at !== null)).toBe(true);
  expect(server.asked.filter((command) => /BODY\[|BODY\.PEEK/.test(command)).every((one) => one.includes("PEEK"))).toBe(
    true,
  );
});

test("what comes while it waits is there at once", async () => {
  const { server, db } = await withServer(1);
  const { once } = await intakeOf(db);
  await once("well");
  server.add(aMail("later"));
  await once("filed");
  await once("filed");
  expect(unaccountedFor(db, uidsOf(server))).toEqual([]);
  expect(count(db, "tickets")).toBe(2);
});

test("what somebody else has read already comes in all the same", async () => {
  const { server, db } = await withServer(1);
  server.add(aMail("read"), { flags: ["\\Seen"] });
  const { once } = await intakeOf(db);
  await once("well");
  server.add(aMail("read later"), { flags: ["\\Seen"] });
  await once("filed");
  await once("filed");
  expect(count(db, "tickets")).toBe(3);
  expect(db.query("SELECT state FROM tickets").all()).toEqual(Array(3).fill({ state: "open" }));
});

test("as the mailbox says, nothing is changed on the server", async () => {
  const { server, db } = await withServer(2);
  db.run("UPDATE mailboxes SET after_intake = 'nothing'");
  await (await intakeOf(db)).once("well");
  expect(server.mails.every(({ flags }) => flags.size === 0)).toBe(true);
  expect(server.asked.some((command) => command.startsWith("UID STORE"))).toBe(false);
});

test("as the mailbox says, it is deleted on the server, and only what is stored here", async () => {
  const { server, db } = await withServer(2);
  server.withheld.add(2);
  db.run("UPDATE mailboxes SET after_intake = 'delete'");
  await (await intakeOf(db)).once("well");
  expect(uidsOf(server)).toEqual([2]);
  expect(count(db, "messages")).toBe(1);
});

test("a mail that the server lists and does not give is told after ten minutes, and holds up none", async () => {
  const { server, db } = await withServer(1);
  for (const n of [2, 3]) server.add(aMail(n), { date: new Date(now.getTime() - 601_000) });
  server.withheld.add(2);
  await (await intakeOf(db)).once("well");
  expect(unaccountedFor(db, [1, 2, 3])).toEqual([2]);
  expect(db.query("SELECT unaccounted FROM mailbox_health").get()).toEqual({ unaccounted: 1 });
});

test("a mail that was passed over is found by comparing all that lies there", async () => {
  const { server, db } = await withServer(3);
  server.withheld.add(2);
  const first = await intakeOf(db);
  await first.once("well");
  await first.stop();
  server.withheld.clear();
  await (await intakeOf(db)).once("well");
  expect(unaccountedFor(db, [1, 2, 3])).toEqual([]);
  expect(db.query("SELECT unaccounted FROM mailbox_health").get()).toEqual({ unaccounted: 0 });
});

test("when the server counts anew, everything is looked at again and nothing comes twice", async () => {
  const { server, db } = await withServer(40);
  const { once } = await intakeOf(db);
  await once("well");
  server.add(aMail("new"));
  server.countAnew(2);
  await once("trouble");
  await once("well");
  expect(unaccountedFor(db, uidsOf(server))).toEqual([]);
  expect(count(db, "messages")).toBe(41);
  expect(arrivals(db).filter(({ state }) => state === "duplicate")).toHaveLength(40);
});

test("the same mail twice in a folder is one message", async () => {
  const { server, db } = await withServer(1);
  server.add(aMail(1));
  await (await intakeOf(db)).once("well");
  expect(count(db, "messages")).toBe(1);
  expect(arrivals(db).map(({ state }) => state)).toEqual(["filed", "duplicate"]);
  expect(unaccountedFor(db, [1, 2])).toEqual([]);
});

test("the same mail to two mailboxes lies here once and is a ticket in each", async () => {
  const { server, db, id } = await withServer(1);
  const other = addMailbox(db, server.port, { slug: "info" });
  const { once } = await intakeOf(db);
  await once("well", id);
  await once("well", other);
  expect(count(db, "arrivals")).toBe(2);
  expect(count(db, "blobs")).toBe(1);
  expect(db.query("SELECT mailbox_id FROM tickets ORDER BY mailbox_id").all()).toEqual([
    { mailbox_id: 1 },
    { mailbox_id: 2 },
  ]);
});

test("one mailbox that cannot be reached keeps no other from receiving", async () => {
  const { server, db } = await withServer(2);
  const broken = addMailbox(db, 1, { slug: "broken" });
  const wrong = addMailbox(db, server.port, { slug: "wrong", password: "other" });
  const { once, told } = await intakeOf(db);
  await once("well", 1);
  await until(told, (all) =>
    [broken, wrong].every((id) => all.some((one) => one.what === "trouble" && one.mailbox_id === id)),
  );
  expect(count(db, "tickets")).toBe(2);
  const health = db.query("SELECT mailbox_id, trouble FROM mailbox_health ORDER BY mailbox_id").all();
  expect(health).toEqual([
    { mailbox_id: 1, trouble: null },
    { mailbox_id: broken, trouble: "connection-refused" },
    { mailbox_id: wrong, trouble: "password" },
  ]);
});

test("what was erased here and is offered again leaves a row and nothing of the mail", async () => {
  const { server, db } = await withServer(2);
  const { tombstoneDigest } = await import("#src/inbox/tombstone.ts");
  const sha = new Bun.CryptoHasher("sha256").update(server.mails[0]!.raw).digest("hex");
  for (const digest of tombstoneDigest(db, { raw_sha256: sha, mail_id: null, canonical_hash: null }))
    db.query("INSERT INTO mail_tombstones (digest, at) VALUES (?, '2026-11-01')").run(digest);
  await (await intakeOf(db)).once("well");
  expect(arrivals(db).map(({ state }) => state)).toEqual(["erased", "filed"]);
  expect(db.query("SELECT raw_sha256, blob_id, size FROM arrivals WHERE uid = 1").get()).toEqual({
    raw_sha256: null,
    blob_id: null,
    size: 0,
  });
  expect(count(db, "blobs")).toBe(1);
});

test("a connection that breaks every few bytes brings everything in, each once, also mails longer than it lasts", async () => {
  const { server, db } = await withServer(30);
  server.add(aMail("long", { text: "Zeile mit vielen Wörtern. ".repeat(600) }));
  server.add(aMail("after"));
  server.cuts = [3000, 1700, 4100, 900, 2600, 5000, 1500];
  const { once } = await intakeOf(db);
  await once("well");
  expect(unaccountedFor(db, uidsOf(server))).toEqual([]);
  expect(count(db, "messages")).toBe(32);
  expect(server.connections).toBeGreaterThan(10);
}, 60_000);

test("a mail that cannot be filed becomes a stub that is seen, is not marked as read, and stops no other", async () => {
  const { server, db } = await withServer(5);
  db.run(
    "CREATE TRIGGER breaks BEFORE INSERT ON messages WHEN NEW.subject = 'Frage 3' AND NEW.kind = 'in' BEGIN SELECT raise(ABORT, 'broken'); END",
  );
  await (await intakeOf(db)).once("well");
  expect(arrivals(db).map(({ state }) => state)).toEqual(["filed", "filed", "unreadable", "filed", "filed"]);
  expect(unaccountedFor(db, [1, 2, 3, 4, 5])).toEqual([]);
  expect(db.query("SELECT kind, error FROM messages WHERE kind = 'unread'").all()).toEqual([
    { kind: "unread", error: "broken" },
  ]);
  expect(server.mails.map(({ flags }) => flags.has("\\Seen"))).toEqual([true, true, false, true, true]);
});

test("a stub that is tried again becomes the mail, and is marked as read then", async () => {
  const { server, db } = await withServer(1);
  db.run(
    "CREATE TRIGGER breaks BEFORE INSERT ON messages WHEN NEW.kind = 'in' BEGIN SELECT raise(ABORT, 'broken'); END",
  );
  const { once, engine } = await intakeOf(db);
  await once("well");
  db.run("DROP TRIGGER breaks");
  const { markForRetry } = await import("#src/inbox/filing-store.ts");
  expect(markForRetry(db, 1)).toBe(true);
  await engine.look();
  await once("well");
  expect(arrivals(db).map(({ state }) => state)).toEqual(["filed"]);
  expect(db.query("SELECT kind FROM messages").all()).toEqual([{ kind: "in" }]);
  expect(server.mails[0]!.flags.has("\\Seen")).toBe(true);
});

test("what lay there long before the mailbox was set up is history: it comes in quietly, and what was read is closed", async () => {
  const { server, db } = await withServer(0);
  server.add(aMail("old"), { date: new Date("2026-10-20T09:00:00Z"), flags: ["\\Seen"] });
  server.add(aMail("recent"), { date: new Date("2026-11-20T09:00:00Z"), flags: ["\\Seen"] });
  await (await intakeOf(db)).once("well");
  expect(db.query("SELECT subject, state FROM tickets ORDER BY id").all()).toEqual([
    { subject: "Frage old", state: "closed" },
    { subject: "Frage recent", state: "open" },
  ]);
});

test("what a person changes in a mailbox holds at once", async () => {
  const { server, db } = await withServer(1);
  db.run("UPDATE mailboxes SET imap_port = 1");
  const { once, engine } = await intakeOf(db);
  await once("trouble");
  db.query("UPDATE mailboxes SET imap_port = ?").run(server.port);
  engine.reread();
  await once("well");
  expect(count(db, "tickets")).toBe(1);
  expect(db.query("SELECT trouble, trouble_since FROM mailbox_health").get()).toEqual({
    trouble: null,
    trouble_since: null,
  });
  db.run("UPDATE mailboxes SET paused_at = '2026-11-23'");
  engine.reread();
  server.add(aMail("paused"));
  await engine.look();
  expect(count(db, "tickets")).toBe(1);
});

async function until<One>(told: readonly One[], holds: (all: readonly One[]) => boolean): Promise<void> {
  while (!holds(told)) await new Promise((resolve) => setImmediate(resolve));
}
