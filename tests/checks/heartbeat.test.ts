import { expect, test } from "bun:test";
import { expectedPing } from "#src/checks/heartbeats.ts";
import { checkNow } from "#src/checks/read.ts";
import { findCheck } from "#src/checks/store.ts";
import { visit } from "../support/browser.ts";
import { key, observing, someCheck, troubles } from "../support/checks.ts";

const evening = new Date("2026-11-23T20:00:00.000Z"); // 21:00 in Zurich
const nightly = { cron: "0 2 * * *", time_zone: "Europe/Zurich", grace_s: "1800" };

function backup(config: Record<string, string> = nightly) {
  const watch = observing({
    start: evening,
    prepare: (db) => void someCheck(db, "heartbeat", config, evening, { name: "Datensicherung", own_network: false }),
  });
  const aktion = visit({ at: watch.clock, secretsKey: key, db: watch.db });
  const path = `/ping/${findCheck(watch.db, "datensicherung")!.ping_key}`;
  const ping = (what = "", init: RequestInit = {}) =>
    aktion.app.handle(new Request(`http://localhost${path}${what}`, init));
  const state = () => checkNow(watch.db, findCheck(watch.db, "datensicherung")!).standing.confirmed;
  const hours = async (count: number) => {
    watch.sleep(count * 3600 - 2);
    await watch.pass(2);
  };
  return { watch, aktion, ping, state, hours, path };
}

test("a sign of life is heard by GET, POST and HEAD, from anywhere, without a log-in", async () => {
  const { ping, watch } = backup();
  await watch.pass(2);
  for (const method of ["GET", "POST", "HEAD"])
    expect([method, (await ping("", { method })).status]).toEqual([method, 200]);
  const elsewhere = {
    method: "POST",
    headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
  };
  expect((await ping("", elsewhere)).status).toBe(200);
  expect(watch.db.query("SELECT count(*) AS n FROM check_pings").get()).toEqual({ n: 4 });
});

test("until somebody reported for the first time, nothing is known and nothing is down", async () => {
  const { state, hours, watch } = backup();
  await hours(48);
  expect(state()).toBe("new");
  expect(troubles(watch.db)).toEqual([]);
});

test("a backup that does not report by half past two is down, and well with its next sign of life", async () => {
  const { ping, state, hours, watch, aktion } = backup();
  await ping();
  expect(state()).toBe("up");
  expect(await aktion.page("/checks/datensicherung")).toContain("24.11.2026, 02:00 Europe/Zurich (01:00 UTC)");
  await hours(5.4);
  expect(state()).toBe("up");
  await hours(0.2);
  expect(state()).toBe("down");
  expect(troubles(watch.db)).toMatchObject([{ kind: "down", until_at: null }]);
  await ping();
  expect(state()).toBe("up");
});

test("an exit code other than 0 is a failure at once, with what was said", async () => {
  const { ping, state, aktion, watch } = backup();
  await ping("/start");
  await ping("/3", { method: "POST", body: "restic: <no space left>" });
  await watch.pass(2);
  expect(state()).toBe("down");
  expect(await aktion.page("/checks/datensicherung")).toContain("restic: &lt;no space left&gt;");
  await ping("/0");
  expect(state()).toBe("up");
});

test("a note is no sign of life", async () => {
  const { ping, state, watch } = backup();
  await ping("/log", { method: "POST", body: "still thinking" });
  await watch.pass(2);
  expect(state()).toBe("new");
});

test.each([
  ["2027-03-27T12:00:00.000Z", "2027-03-28T01:00:00.000Z"], // 02:00 does not exist that night: it is 03:00
  ["2027-10-30T12:00:00.000Z", "2027-10-31T00:00:00.000Z"], // 02:00 is there twice: the first counts
])("on the night of %s it is expected at %s", async (from, expected) => {
  const start = new Date(from);
  const watch = observing({
    start,
    prepare: (db) => void someCheck(db, "heartbeat", nightly, start, { name: "Datensicherung" }),
  });
  const aktion = visit({ at: watch.clock, secretsKey: key, db: watch.db });
  await aktion.app.handle(new Request(`http://localhost/ping/${findCheck(watch.db, "datensicherung")!.ping_key}`));
  expect(expectedPing(watch.db, findCheck(watch.db, "datensicherung")!)).toBe(expected);
});

test("ten kilobytes of what was said are kept, and more does no harm", async () => {
  const { ping, watch } = backup();
  expect((await ping("", { method: "POST", body: "ä".repeat(50_000) })).status).toBe(200);
  const { body } = watch.db.query<{ body: string }, []>("SELECT body FROM check_pings").get()!;
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(10 * 1024 + 3);
});

test("a loop is stopped after sixty in a minute, and a stranger learns nothing", async () => {
  const { ping, aktion } = backup();
  const answers = await Promise.all(Array.from({ length: 62 }, () => ping()));
  expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(2);
  const stranger = await aktion.app.handle(new Request("http://localhost/ping/nobody-knows-this-one"));
  expect(stranger.status).toBe(404);
  expect(await stranger.text()).not.toContain("Datensicherung");
  expect((await ping("/300")).status).toBe(404);
});

test("a new address makes the old one void", async () => {
  const { ping, aktion } = backup();
  await aktion.post("/checks/datensicherung/key");
  expect((await ping()).status).toBe(404);
});
