import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { importsOf, startImport, stopImport } from "#src/inbox/import-actions.ts";
import { findImport } from "#src/inbox/import-store.ts";
import { takeIn } from "#src/storage/blobs.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { FakeImap } from "../support/imap.ts";
import { addMailbox, aMail, count, inboxFile, intakeOf } from "../support/intake.ts";
import { runIntake } from "../support/intake-kill.ts";

const done = { by: "person:1", at: now };

function mbox(mails: number): string {
  return Array.from(
    { length: mails },
    (_, n) =>
      `From anna@customer.test Mon Mar ${String(2 + (n % 20)).padStart(2, "0")} 10:00:00 2026\nStatus: ${n % 2 === 0 ? "RO" : "O"}\n${aMail(n, n === 3 ? { text: "Lange.\n".repeat(400_000) } : {})}`,
  ).join("\n");
}

async function ask(db: Database, text: string) {
  const taken = await takeIn(db, new Blob([text]).stream(), { at: now, mostBytes: 1e9 });
  return startImport(db, { mailbox_id: 1, from: { source: "mbox", file_name: "alt.mbox", taken } }, done);
}

/** A mailbox that receives nothing by itself. */
function quietBox(path?: string) {
  const db = inboxFile(path);
  addMailbox(db, 1, { paused_at: now.toISOString() });
  return db;
}

test("an mbox comes in with its dates; what was read or is old is closed; nobody is told", async () => {
  const db = quietBox();
  const id = await ask(db, mbox(40));
  const { stop } = await intakeOf(db);
  await untilOver(db, id);
  await stop();
  expect(findImport(db, id)).toMatchObject({ state: "done", done: 40, blob_id: null, error: null });
  expect(importsOf(db, 1)).toMatchObject([{ id, share: 1 }]);
  expect(count(db, "messages")).toBe(40);
  expect(db.query("SELECT DISTINCT state FROM tickets").all()).toEqual([{ state: "closed" }]);
  expect(db.query("SELECT min(at) AS at FROM messages").get()).toEqual({ at: "2026-03-02T10:00:00.000Z" });
  expect(db.query("SELECT count(*) AS n FROM arrivals WHERE was_read = 1").get()).toEqual({ n: 20 });
  expect(count(db, "outbox_deliveries")).toBe(0);
  expect(db.query("SELECT count(*) AS n FROM blobs").get()).toEqual({ n: 40 }); // the file itself is gone
});

test("what was not read and is recent waits for somebody", async () => {
  const db = quietBox();
  const head = "From anna@customer.test Fri Nov 20 10:00:00 2026\nStatus: O\n";
  const id = await ask(db, head + aMail("unread"));
  await intakeOf(db);
  await untilOver(db, id);
  expect(db.query("SELECT state FROM tickets").all()).toEqual([{ state: "open" }]);
});

test("the same file twice brings nothing twice", async () => {
  const db = quietBox();
  const { engine } = await intakeOf(db);
  for (const _ of [1, 2]) {
    const id = await ask(db, mbox(12));
    engine.reread();
    await untilOver(db, id);
  }
  expect(count(db, "messages")).toBe(12);
  expect(count(db, "arrivals")).toBe(24);
});

test("a folder of the server comes in; nothing is changed there", async () => {
  const server = await FakeImap.start();
  for (let n = 1; n <= 30; n += 1)
    server.add(aMail(n), { date: new Date("2025-05-05T10:00:00Z"), flags: n % 2 ? ["\\Seen"] : [] });
  const db = inboxFile();
  addMailbox(db, server.port, { paused_at: now.toISOString() });
  const id = await startImport(db, { mailbox_id: 1, from: { source: "folder", folder: "Archive" } }, done);
  await intakeOf(db);
  await untilOver(db, id);
  expect(findImport(db, id)).toMatchObject({ state: "done", total: 30, done: 30 });
  expect(count(db, "messages")).toBe(30);
  expect(server.asked.some((command) => command.startsWith("UID STORE"))).toBe(false);
});

test("a folder that is not there ends the import, with the reason", async () => {
  const server = await FakeImap.start();
  const db = inboxFile();
  addMailbox(db, server.port, { paused_at: now.toISOString() });
  const id = await startImport(db, { mailbox_id: 1, from: { source: "folder", folder: "Nowhere" } }, done);
  await intakeOf(db);
  await untilOver(db, id);
  expect(findImport(db, id)).toMatchObject({ state: "failed", error: "folder-missing" });
});

test("an import that is stopped keeps what came in, and no second one runs beside it", async () => {
  const db = quietBox();
  const id = await ask(db, mbox(200));
  expect(ask(db, mbox(1))).rejects.toThrow("An import is running");
  let filed = 0;
  const { once } = await intakeOf(db, {
    at(point) {
      if (point === "filed" && ++filed === 1) void stopImport(db, id, done);
    },
  });
  await once("filed");
  await untilOver(db, id);
  expect(findImport(db, id)!.state).toBe("stopped");
  expect(count(db, "messages")).toBeGreaterThan(0);
  expect(count(db, "messages")).toBeLessThan(200);
  expect(stopImport(db, id, done)).rejects.toThrow("over already");
});

test("an import that is killed goes on where it was", async () => {
  const path = join(newFolder(), "aktion.db");
  const server = await FakeImap.start();
  const db = inboxFile(path);
  addMailbox(db, server.port);
  await ask(db, mbox(100));
  db.close();
  for (const at of ["storing", "filing", "filed"] as const)
    expect((await runIntake(path, { at, nth: 20 - (at === "filed" ? 19 : 0) })).isWell).toBe(false);
  const again = openDatabase(path);
  await intakeOf(again);
  await untilOver(again, 1);
  expect(count(again, "arrivals")).toBe(100);
  expect(count(again, "messages")).toBe(100);
  expect(again.query("SELECT count(*) AS n FROM arrivals WHERE state <> 'filed'").get()).toEqual({ n: 0 });
}, 30_000);

async function untilOver(db: Database, id: number): Promise<void> {
  while (["waiting", "running"].includes(findImport(db, id)!.state))
    await new Promise((resolve) => setTimeout(resolve, 5));
}
