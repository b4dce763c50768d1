import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { createSocket } from "node:dgram";
import { join } from "node:path";
import { freezeDays } from "#src/checks/day-actions.ts";
import { daysFrom } from "#src/checks/day-store.ts";
import { timesBack } from "#src/checks/read.ts";
import { openDatabase } from "#src/storage/database.ts";
import { closedPort, httpCheck, observing, someCheck, spells, troubles, webServer } from "../support/checks.ts";
import { newFolder } from "../support/folder.ts";

const start = new Date("2026-11-23T09:00:00.000Z");
const count = (db: Database, table: string) =>
  db.query<{ n: number }, []>(`SELECT count(*) AS n FROM ${table}`).get()!.n;

test("while another program holds the database for ten seconds, nothing falls, nothing is lost, and pages are not held up", async () => {
  const path = join(newFolder(), "aktion.db");
  const db = openDatabase(path, { create: true });
  const server = webServer();
  const watch = observing({ db, prepare: (into) => void httpCheck(into, server.url, start, { every_s: 5 }) });
  await watch.pass(20);
  const before = count(db, "check_journal");
  const other = new Database(path);
  other.run("BEGIN IMMEDIATE");
  const began = performance.now();
  await watch.pass(10);
  expect(performance.now() - began).toBeLessThan(2000);
  expect(count(db, "check_journal")).toBe(before);
  expect(watch.engine.figures().unwritten).toBeGreaterThanOrEqual(2);
  other.run("COMMIT");
  other.close();
  await watch.pass(5);
  expect(watch.engine.figures().unwritten).toBe(0);
  const answered = db.query<{ results: string }, []>("SELECT results FROM check_journal").all();
  expect(answered.flatMap(({ results }) => JSON.parse(results)).length).toBeGreaterThanOrEqual(7);
  expect(troubles(db)).toEqual([]);
  expect(timesBack(db, 1, 1, watch.clock())).toMatchObject({ down: 0, unknown: 0 });
});

test("an outage that begins and is confirmed while the database is held is written down with its true beginning", async () => {
  const path = join(newFolder(), "aktion.db");
  const db = openDatabase(path, { create: true });
  const server = webServer();
  const watch = observing({ db, prepare: (into) => void httpCheck(into, server.url, start, { every_s: 5 }) });
  await watch.pass(20);
  const other = new Database(path);
  other.run("BEGIN IMMEDIATE");
  server.answer = () => new Response("", { status: 500 });
  const broken = watch.clock().getTime();
  await watch.pass(20);
  other.run("ROLLBACK");
  other.close();
  await watch.pass(2);
  const [trouble] = troubles(db);
  expect(Date.parse(trouble!.from_at) - broken).toBeLessThanOrEqual(5050);
  expect(Date.parse(trouble!.from_at)).toBeGreaterThanOrEqual(broken);
});

test("when none of the reference targets answers it is our own line: nothing falls, and the time is nobody's", async () => {
  const dead = webServer();
  const alive = webServer();
  const references = [
    { host: "router.invalid", port: 53 }, // names that are never found
    { host: "provider.invalid", port: 53 },
  ];
  const watch = observing({ references, prepare: (db) => void httpCheck(db, dead.url, start) });
  await watch.pass(40);
  dead.stop();
  await watch.pass(60);
  expect(troubles(watch.db)).toEqual([]);
  expect(spells(watch.db).map(({ state }) => state)).toEqual(["up"]);
  expect(timesBack(watch.db, 1, 1, watch.clock()).unknown).toBeGreaterThan(30_000);
  expect(watch.db.query("SELECT kind, until_at FROM observer_faults").all()).toEqual([
    { kind: "line", until_at: null },
  ]);
  references.splice(0, 2, { host: "127.0.0.1", port: alive.port }, { host: "127.0.0.1", port: closedPort() });
  await watch.pass(60);
  expect(troubles(watch.db)).toMatchObject([{ kind: "down" }]);
  expect(
    watch.db.query<{ until_at: string }, []>("SELECT until_at FROM observer_faults").get()!.until_at,
  ).not.toBeNull();
}, 60_000);

test("a dead resolver is unknown, never down", async () => {
  const silent = createSocket("udp4");
  const { promise, resolve } = Promise.withResolvers<number>();
  silent.bind(0, "127.0.0.1", () => resolve(silent.address().port));
  const port = await promise;
  const watch = observing({
    prepare: (db) =>
      void someCheck(db, "dns", { host: "www.example.ch", server: `127.0.0.1:${port}`, timeout_ms: 200 }, start, {
        name: "DNS",
      }),
  });
  await watch.pass(90);
  silent.close();
  expect(troubles(watch.db)).toEqual([]);
  expect(spells(watch.db)).toEqual([]);
  expect(watch.engine.standing(1)?.observed).toBe("unknown");
}, 60_000);

test.each([
  ["ahead", 3_600_000],
  ["back", -3_600_000],
])("a clock that jumps an hour %s makes nothing fall", async (_, by_ms) => {
  const server = webServer();
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, start) });
  await watch.pass(60);
  watch.set(by_ms);
  await watch.pass(120);
  expect(troubles(watch.db)).toEqual([]);
  expect(timesBack(watch.db, 1, 3, watch.clock()).down).toBe(0);
  expect(watch.db.query("SELECT kind FROM observer_faults").all()).toEqual([{ kind: "clock" }]);
  const hour = timesBack(watch.db, 1, 1, watch.clock());
  if (by_ms > 0) expect(hour.unknown).toBeGreaterThan(3_400_000);
});

test("an outage during a jump back of the clock is still noticed and mended", async () => {
  const server = webServer();
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, start) });
  await watch.pass(60);
  watch.set(-3_600_000);
  await watch.pass(1);
  server.answer = () => new Response("", { status: 500 });
  await watch.pass(60);
  expect(troubles(watch.db)).toMatchObject([{ kind: "down", until_at: null }]);
  server.answer = () => new Response("well");
  await watch.pass(60);
  expect(troubles(watch.db)[0]!.until_at).not.toBeNull();
});

test.each([
  ["2027-03-28", 23, "2027-03-27T22:00:00.000Z"],
  ["2027-10-31", 25, "2027-10-30T21:00:00.000Z"],
])("on %s the day has %i hours, and all of them are counted", async (day, hours, from) => {
  const server = webServer();
  const watch = observing({
    start: new Date(from),
    prepare: (db) => void httpCheck(db, server.url, new Date(from), { every_s: 600 }),
  });
  for (let n = 0; n < 3 * 60; n += 1) {
    watch.sleep(599);
    await watch.pass(1);
  }
  freezeDays(watch.db, watch.clock());
  const row = daysFrom(watch.db, 1, day).find((one) => one.day === day)!;
  expect(row.up_ms + row.none_ms + row.unknown_ms).toBe(hours * 3_600_000);
  expect(row.down_ms).toBe(0);
});

test("what was counted of a day stays, whatever is changed later", async () => {
  const server = webServer();
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, start, { every_s: 600 }) });
  for (let n = 0; n < 200; n += 1) {
    watch.sleep(599);
    await watch.pass(1);
  }
  freezeDays(watch.db, watch.clock());
  const before = daysFrom(watch.db, 1, "2026-11-23");
  watch.db.run(
    "INSERT INTO maintenance_windows (title, starts, minutes, time_zone, created_by, created_at) VALUES ('late', '2026-11-23T00:00', 1440, 'UTC', 'x', '2026-11-20T00:00:00.000Z')",
  );
  watch.db.run(
    "INSERT INTO maintenance_spells (window_id, check_id, from_at, until_at) VALUES (1, 1, '2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z')",
  );
  freezeDays(watch.db, watch.clock());
  expect(before.length).toBeGreaterThan(0);
  expect(daysFrom(watch.db, 1, "2026-11-23")).toEqual(before);
});
