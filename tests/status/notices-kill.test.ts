import { expect, onTestFinished, test } from "bun:test";
import { join } from "node:path";
import { openDatabase } from "#src/storage/database.ts";
import { newFolder } from "../support/folder.ts";
import { seeded } from "../support/random.ts";
import { smtpServer } from "../support/smtp.ts";
import { anIncident, aSubscriber, later, mailReady } from "../support/status.ts";

const people = 200;
const random = seeded(Number(process.env["TEST_SEED"] ?? 8));

/** The subscriber's mails by what they are about, as the mail server has them. */
const aboutOf = (raw: string) => /^Subject: .*?\((.*)\)/m.exec(raw)?.[1] ?? raw.slice(0, 200);

test("killed again and again while two hundred are written to, each gets each update exactly once", async () => {
  const server = await smtpServer({ dot: () => Bun.sleep(2).then(() => null) });
  const path = join(newFolder(), "aktion.db");
  prepare(path, server.port);
  const idIn = (raw: string) => /^Message-ID: <([^>]+)>/im.exec(raw)?.[1];
  const sent = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request) =>
      new Response(
        server.arrived.some(({ raw }) => idIn(raw) === new URL(request.url).searchParams.get("id")) ? "yes" : "no",
      ),
  });
  onTestFinished(() => void sent.stop(true));
  let kills = 0;
  while (server.arrived.length < 2 * people) {
    const child = Bun.spawn(
      [process.execPath, "tests/support/notice-sender.ts", path, `http://127.0.0.1:${sent.port}/`],
      { stdout: "pipe", stderr: "inherit" },
    );
    await child.stdout.getReader().read();
    const reached = server.arrived.length + 8 + Math.floor(random() * 70);
    while (server.arrived.length < Math.min(reached, 2 * people)) await Bun.sleep(1);
    await Bun.sleep(random() * 12);
    child.kill("SIGKILL");
    await child.exited;
    kills += 1;
  }
  await settle(path, `http://127.0.0.1:${sent.port}/`);
  const got = server.arrived.map(({ to, raw }) => `${to} ${aboutOf(raw)}`);
  expect(kills).toBeGreaterThan(4);
  expect([got.length, new Set(got).size]).toEqual([2 * people, 2 * people]);
}, 120_000);

function prepare(path: string, port: number): void {
  const db = openDatabase(path, { create: true });
  mailReady(db, port);
  const before = new Date();
  for (let n = 0; n < people; n += 1) aSubscriber(db, `person-${n}@kunde.test`, { at: later(-60, before) });
  anIncident(db, { title: "Erste", at: before, tells: true });
  db.run("UPDATE notice_updates SET state = 'identified'");
  anIncident(db, { title: "Zweite", at: before, tells: true });
  db.close();
}

/** Once more until nothing is on its way: what would come twice comes now. */
async function settle(path: string, lookup: string): Promise<void> {
  const child = Bun.spawn([process.execPath, "tests/support/notice-sender.ts", path, lookup], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const db = openDatabase(path);
  const open = db.query<{ n: number }, []>("SELECT count(*) AS n FROM outbox_deliveries WHERE state <> 'delivered'");
  for (let tries = 0; open.get()!.n > 0 && tries < 2000; tries += 1) await Bun.sleep(10);
  const states = db
    .query("SELECT state, count(*) AS n, max(last_error) AS error FROM outbox_deliveries GROUP BY state")
    .all();
  db.close();
  child.kill("SIGKILL");
  await child.exited;
  expect(states).toEqual([{ state: "delivered", n: 2 * people, error: null }]);
}
