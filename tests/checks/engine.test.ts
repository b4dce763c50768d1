import { expect, test } from "bun:test";
import { pauseCheck, resumeCheck } from "#src/checks/actions.ts";
import { checkNow, timesBack } from "#src/checks/read.ts";
import { findCheck } from "#src/checks/store.ts";
import { uptimeOf } from "#src/checks/uptime.ts";
import { httpCheck, observing, spells, troubles, webServer } from "../support/checks.ts";

const start = Date.parse("2026-11-23T09:00:00.000Z");
const second = (iso: string | null) => (iso === null ? null : (Date.parse(iso) - start) / 1000);

/** `up 2-22, down 22-`: in seconds from the beginning. */
const told = (db: Parameters<typeof spells>[0]) =>
  spells(db)
    .map(
      ({ state, from_at, until_at }) =>
        `${state} ${Math.round(second(from_at)!)}-${until_at ? Math.round(second(until_at)!) : ""}`,
    )
    .join(", ");

test("an outage is confirmed after three failures within seconds, and dated back to the first", async () => {
  const server = webServer();
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, new Date(start)) });
  await watch.pass(60);
  server.answer = () => new Response("no", { status: 503 });
  await watch.pass(60);
  const [trouble] = troubles(watch.db);
  const first = second(trouble!.from_at)!;
  expect(first).toBeGreaterThan(60);
  expect(first).toBeLessThanOrEqual(80);
  expect(second(trouble!.noticed_at)! - first).toBeLessThan(12);
  server.answer = () => new Response("well");
  await watch.pass(60);
  expect(troubles(watch.db)).toHaveLength(1);
  expect(troubles(watch.db)[0]!.until_at).not.toBeNull();
  expect(spells(watch.db).map(({ state }) => state)).toEqual(["up", "down", "up"]);
});

test("why it is down is kept with the beginning of the answer", async () => {
  const server = webServer(() => new Response("<h1>Database gone</h1>", { status: 500 }));
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, new Date(start)) });
  await watch.pass(40);
  const now = checkNow(watch.db, findCheck(watch.db, "website")!);
  expect(now.standing.confirmed).toBe("down");
  expect(now.seen?.reason?.code).toBe("status");
  expect(now.seen?.answer).toContain("Database gone");
});

test("uptime is right to the second: an outage of 130 seconds in an hour", async () => {
  const server = webServer();
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, new Date(start), { every_s: 5 }) });
  await watch.pass(600);
  server.answer = () => new Response("", { status: 500 });
  await watch.pass(130);
  server.answer = () => new Response("well");
  await watch.pass(2870);
  const [down] = troubles(watch.db);
  const lasted = second(down!.until_at)! - second(down!.from_at)!;
  const times = timesBack(watch.db, 1, 1, watch.clock());
  expect(times.down).toBe(lasted * 1000);
  expect(lasted).toBe(130);
  expect(times.up + times.down + times.none).toBe(3_600_000);
  expect(uptimeOf(times)).toBe(times.up / (times.up + 130_000));
});

test("after a crash in the middle of a row of failures, the outage still begins with the first", async () => {
  const server = webServer();
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, new Date(start)) });
  await watch.pass(40);
  server.answer = () => new Response("", { status: 500 });
  await watch.pass(22);
  const runs = watch.db.query<{ runs: string }, []>("SELECT runs FROM check_states").get()!.runs;
  const first = JSON.parse(runs).down.from_at as string;
  watch.restart();
  await watch.pass(60);
  expect(troubles(watch.db)).toMatchObject([{ kind: "down", from_at: first }]);
});

test("while the program stood still nobody knows, and the time counts nowhere", async () => {
  const server = webServer();
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, new Date(start)) });
  await watch.pass(60);
  watch.sleep(1800);
  watch.restart();
  await watch.pass(60);
  const times = timesBack(watch.db, 1, 1, watch.clock());
  expect(times.down).toBe(0);
  expect(times.unknown).toBeGreaterThan(1795_000);
  expect(times.unknown).toBeLessThan(1825_000);
  expect(told(watch.db)).toMatch(/^up \d+-$/);
});

test("paused time counts nowhere, and after it the check begins anew", async () => {
  const server = webServer();
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, new Date(start)) });
  await watch.pass(60);
  pauseCheck(watch.db, "website", { by: "person:1", at: watch.clock() });
  server.answer = () => new Response("", { status: 500 });
  await watch.pass(120);
  expect(troubles(watch.db)).toEqual([]);
  server.answer = () => new Response("well");
  resumeCheck(watch.db, "website", { by: "person:1", at: watch.clock() });
  await watch.pass(30);
  expect(spells(watch.db).map(({ state }) => state)).toEqual(["up", "paused", "up"]);
  expect(timesBack(watch.db, 1, 1, watch.clock()).down).toBe(0);
});

test("a hundred checks begin evenly, at most seven in any second, and all within one interval", async () => {
  const asked: number[] = [];
  const server = webServer(() => {
    asked.push(watch.clock().getTime());
    return new Response("well");
  });
  const watch = observing({
    prepare: (db) => {
      for (let n = 0; n < 100; n += 1) httpCheck(db, server.url, new Date(start), { name: `Check ${n}` });
    },
  });
  await watch.pass(41);
  const within = (from: number) => asked.filter((at) => at >= from && at < from + 1000).length;
  expect(Math.max(...asked.map(within))).toBeLessThanOrEqual(7);
  expect(asked.filter((at) => at - start <= 20_050)).toHaveLength(100);
  expect(asked.length).toBeGreaterThanOrEqual(200);
});

test("what takes longer than its interval is not asked twice at once", async () => {
  let open = 0;
  let most = 0;
  const gate = Promise.withResolvers<void>();
  const server = webServer(async () => {
    most = Math.max(most, ++open);
    await gate.promise;
    open -= 1;
    return new Response("well");
  });
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, new Date(start), { every_s: 5 }) });
  for (let n = 0; n < 600; n += 1) {
    watch.sleep(0.05);
    watch.engine.tick();
  }
  expect(watch.engine.figures().skipped).toBeGreaterThanOrEqual(4);
  gate.resolve();
  await watch.engine.idle();
  expect(most).toBe(1);
});
