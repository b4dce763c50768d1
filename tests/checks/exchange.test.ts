import { expect, test } from "bun:test";
import { importChecks } from "#src/checks/exchange-actions.ts";
import { listChecks } from "#src/checks/store.ts";
import { issueToken } from "#src/people/token-actions.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now, visit } from "../support/browser.ts";
import { httpCheck, key, observing, someCheck, webServer } from "../support/checks.ts";

const owner = { key, mayOwnNetwork: true };
const done = { by: "person:1", at: now };

function filled() {
  const aktion = visit({ secretsKey: key });
  httpCheck(aktion.db, "http://127.0.0.1:1/", now, { name: "Router" });
  someCheck(aktion.db, "http", { url: "https://www.example.ch/", user: "a", password: "geheim" }, now, {
    name: "Website",
    parent: "router",
  });
  someCheck(aktion.db, "heartbeat", { cron: "0 2 * * *" }, now, { name: "Datensicherung" });
  return aktion;
}

const dump = (db: Parameters<typeof listChecks>[0]) => Buffer.from(db.serialize()).toString("base64");

test("what one Aktion exports, another imports; again, nothing changes; and what comes out is the same", async () => {
  const text = await (await filled().get("/checks/export.json")).text();
  const other = openDatabase(":memory:");
  expect(importChecks(other, text, owner, done)).toEqual({ ok: true, done: { added: 3, changed: 0, unchanged: 0 } });
  const before = dump(other);
  expect(importChecks(other, text, owner, done)).toEqual({ ok: true, done: { added: 0, changed: 0, unchanged: 3 } });
  expect(dump(other) === before).toBe(true);
  const again = visit({ db: other });
  expect(await (await again.get("/checks/export.json")).text()).toBe(text);
});

test("a change is made to what is there, by its slug; its password stays", async () => {
  const aktion = filled();
  const file = JSON.parse(await (await aktion.get("/checks/export.json")).text());
  const secrets = listChecks(aktion.db).find(({ slug }) => slug === "website")!.secrets;
  file.checks.find(({ slug }: { slug: string }) => slug === "website").every_s = 30;
  expect(importChecks(aktion.db, JSON.stringify(file), owner, done)).toMatchObject({
    done: { changed: 1, unchanged: 2 },
  });
  const website = listChecks(aktion.db).find(({ slug }) => slug === "website")!;
  expect(website.every_s).toBe(30);
  expect(website.secrets !== null && secrets !== null).toBe(true);
});

test.each([
  ["no JSON", "{", "Das ist keine Datei mit Prüfungen"],
  ["another file", '{"format":"other"}', "Das ist keine Datei mit Prüfungen"],
  ["an unknown kind", { kind: "smoke" }, "«smoke»"],
  ["a bad address", { config: { url: "ftp://x" } }, "https:// oder http://"],
  ["a system that is not here", { system: "slack" }, "«slack»"],
])("%s changes nothing and is told", (_, part, said) => {
  const entry = { slug: "a", name: "A", kind: "http", config: { url: "https://a.example/" }, every_s: 60 };
  const text =
    typeof part === "string"
      ? part
      : JSON.stringify({ format: "aktion-checks", version: 1, checks: [entry, { ...entry, slug: "b", ...part }] });
  const db = openDatabase(":memory:");
  const outcome = importChecks(db, text, owner, done);
  expect(outcome.ok ? "" : outcome.troubles.map(({ sentence }) => sentence.de).join(" ")).toContain(said);
  expect(listChecks(db)).toEqual([]);
});

test("a member imports nothing that reaches our own network", () => {
  const text = JSON.stringify({
    format: "aktion-checks",
    version: 1,
    checks: [
      { slug: "a", name: "A", kind: "http", config: { url: "http://127.0.0.1/" }, every_s: 60, own_network: true },
    ],
  });
  expect(importChecks(openDatabase(":memory:"), text, { key, mayOwnNetwork: false }, done).ok).toBe(false);
});

test("programs list checks, read one, make one, pause it, and read its results and outages", async () => {
  const server = webServer(() => new Response("", { status: 500 }));
  const watch = observing({ prepare: (db) => void httpCheck(db, server.url, now) });
  await watch.pass(60);
  const { app } = visit({ at: watch.clock, secretsKey: key, db: watch.db });
  const authorization = `Bearer ${issueToken(watch.db, { name: "api", scope: "write" }, done)}`;
  const ask = async (path: string, body?: object) => {
    const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
    const answer = await app.handle(
      new Request(`http://localhost/api/v1/checks${path}`, { ...init, headers: { authorization } }),
    );
    return { status: answer.status, json: (await answer.json()) as Record<string, never> };
  };
  expect((await ask("")).json).toMatchObject({
    checks: [{ slug: "website", state: "down", reason: { code: "status" } }],
  });
  expect((await ask("/website")).json).toMatchObject({ target: server.url, last_24_hours: { uptime: 0, up_s: 0 } });
  expect((await ask("/website/results")).json["results"]).not.toEqual([]);
  expect((await ask("/website/outages")).json).toMatchObject({ outages: [{ kind: "down", until: null }] });
  const made = await ask("", { name: "Shop", kind: "http", config: { url: "https://shop.example.ch/" } });
  expect(made).toMatchObject({ status: 201, json: { slug: "shop", every_s: 60 } });
  expect((await ask("", { name: "Shop", kind: "http", config: { link: "x" } })).json["error"]).toMatchObject({
    fields: { "config.link": {}, "config.url": {} },
  });
  expect(
    (await ask("", { name: "In", kind: "http", own_network: true, config: { url: "http://127.0.0.1/" } })).status,
  ).toBe(403);
  expect((await ask("/shop/pause", { paused: true })).json).toMatchObject({ state: "paused" });
  expect((await ask("/shop/pause", { paused: false })).json).toMatchObject({ state: "new" });
  expect((await ask("/nothing")).status).toBe(404);
});
