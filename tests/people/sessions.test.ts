import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { createApp } from "#src/app.tsx";
import { issueToken } from "#src/people/token-actions.ts";
import { readSettings } from "#src/settings.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { secondsLater } from "./account.ts";

const hours = (count: number) => count * 3600;
const days = (count: number) => hours(24 * count);

function seen(db: Database) {
  return db
    .query<{ last_seen_at: string | null; seen_before_at: string | null }, []>(
      "SELECT last_seen_at, seen_before_at FROM people WHERE id = 1",
    )
    .get()!;
}

test("a session ends after two weeks without a visit", async () => {
  const time = { now };
  const { get } = visit({ at: () => time.now });
  expect((await get("/people")).status).toBe(200);
  time.now = secondsLater(now, days(13));
  expect((await get("/people")).status).toBe(200);
  time.now = secondsLater(time.now, days(14));
  expect((await get("/people")).status).toBe(303);
});

test("a session ends on its last day, however busy", async () => {
  const time = { now };
  const { get, db } = visit({ at: () => time.now });
  db.run("UPDATE sessions SET expires_at = '2026-11-25T09:00:00.000Z'");
  time.now = secondsLater(now, days(2) - 1);
  expect((await get("/people")).status).toBe(200);
  time.now = secondsLater(now, days(2));
  expect((await get("/people")).status).toBe(303);
});

test("a cookie that is none, empty or somebody else's opens nothing", async () => {
  const { app } = visit();
  for (const cookie of ["", "aktion=", "aktion=nonsense", "other=1; aktionx=2", "aktion=%00"]) {
    const answer = await app.handle(new Request("http://localhost/people", { headers: { cookie } }));
    expect([cookie, answer.status]).toEqual([cookie, 303]);
  }
});

test("the cookie is found among others", async () => {
  const { app, cookie } = visit();
  const answer = await app.handle(
    new Request("http://localhost/people", { headers: { cookie: `a=1; ${cookie}; b=aktion=2` } }),
  );
  expect(answer.status).toBe(200);
});

test("being seen is written down at most once a minute", async () => {
  const time = { now };
  const { get, db } = visit({ at: () => time.now });
  await get("/people/me");
  expect(seen(db).last_seen_at).toBe(now.toISOString());
  time.now = secondsLater(now, 59);
  await get("/people/me");
  expect(seen(db).last_seen_at).toBe(now.toISOString());
  time.now = secondsLater(now, 61);
  await get("/people/me");
  expect(seen(db).last_seen_at).toBe(time.now.toISOString());
});

test("a new visit begins after half an hour, and remembers when the last one ended", async () => {
  const time = { now };
  const { get, db } = visit({ at: () => time.now });
  await get("/people/me");
  expect(seen(db).seen_before_at).toBeNull();
  time.now = secondsLater(now, 20 * 60);
  await get("/people/me");
  expect(seen(db).seen_before_at).toBeNull();
  const left = time.now.toISOString();
  time.now = secondsLater(now, hours(3));
  await get("/people/me");
  expect(seen(db)).toEqual({ last_seen_at: time.now.toISOString(), seen_before_at: left });
});

test("a page is shown while somebody else writes the file", async () => {
  const { mkdtempSync } = await import("node:fs");
  const { Database } = await import("bun:sqlite");
  const { openDatabase } = await import("#src/storage/database.ts");
  const path = `${mkdtempSync("/tmp/aktion-seen-")}/aktion.db`;
  const db = openDatabase(path, { create: true });
  const cookie = logIn(db, "owner");
  const app = createApp({ db, clock: () => now, settings: readSettings({}), log: () => {} });
  const other = new Database(path);
  other.run("BEGIN IMMEDIATE");
  const began = performance.now();
  const answer = await app.handle(new Request("http://localhost/people/me", { headers: { cookie } }));
  other.run("ROLLBACK");
  expect([answer.status, performance.now() - began < 1000]).toEqual([200, true]);
  expect(db.query("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  expect(db.query("PRAGMA busy_timeout").get()).toEqual({ timeout: 5000 });
  other.close();
  db.close();
});

test("a token opens machines' addresses, and no page", async () => {
  const { app, db } = visit({ as: "nobody" });
  const token = issueToken(db, { name: "Bericht", scope: "read" }, { by: "person:1", at: now })!;
  const ask = (path: string, headers: Record<string, string>) =>
    app.handle(new Request(`http://localhost${path}`, { headers }));
  const bearer = { authorization: `Bearer ${token}` };
  expect((await ask("/api/nothing-here", bearer)).status).toBe(404);
  expect((await ask("/people/me", bearer)).status).toBe(303);
  expect((await ask("/api/nothing-here", { authorization: "Bearer wrong" })).status).toBe(401);
  expect((await ask("/api/nothing-here", { authorization: `Basic ${token}` })).status).toBe(401);
  expect((await ask("/api/nothing-here", { cookie: logIn(db, "owner") })).status).toBe(401);
});

test("the last use of a token is written down", async () => {
  const { app, db } = visit();
  const token = issueToken(db, { name: "Bericht", scope: "read" }, { by: "person:1", at: now })!;
  const headers = { authorization: `Bearer ${token}` };
  await app.handle(new Request("http://localhost/api/nothing-here", { headers }));
  expect(db.query("SELECT last_used_at FROM api_tokens").get()).toEqual({ last_used_at: now.toISOString() });
});
