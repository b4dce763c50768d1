import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { createConnection } from "node:net";
import { type Needed, neededFor } from "#src/http/access.ts";
import { hashSecret, newSecret } from "#src/people/secret.ts";
import { issueToken } from "#src/people/token-actions.ts";
import type { Role } from "#src/reader.ts";
import { logIn, now, visit } from "../support/browser.ts";

/** Every address that anybody may ask. A new one is added here by hand, or this test fails. */
const openToAnybody = [
  "GET /favicon.ico",
  "GET /healthz",
  "GET /invitation/:secret",
  "GET /login",
  "GET /metrics",
  "GET /ping/:key",
  "GET /ping/:key/:what",
  "GET /public/*",
  "GET /reset/:secret",
  "GET /robots.txt",
  "GET /setup/:secret",
  "GET /status/",
  "GET /status/badge/:file",
  "GET /status/confirm/:secret",
  "GET /status/feed.atom",
  "GET /status/history",
  "GET /status/history/:month",
  "GET /status/logo/:file",
  "GET /status/look/:file",
  "GET /status/maintenance.ics",
  "GET /status/notices/:noticeId",
  "GET /status/subscribe",
  "GET /status/subscribe/sent",
  "GET /status/subscription/:secret",
  "GET /status/summary.json",
  "GET /status/unsubscribe/:secret",
  "POST /invitation/:secret",
  "POST /login",
  "POST /ping/:key",
  "POST /ping/:key/:what",
  "POST /reset/:secret",
  "POST /setup/:secret",
  "POST /status/confirm/:secret",
  "POST /status/subscribe",
  "POST /status/subscription/:secret",
  "POST /status/unsubscribe/:secret",
];

/** Open once their area is there; listed so that the area's author need not touch this test. */
const openLater = ["GET /api/openapi.json", "GET /stand", "GET /stand.md"];

/** What owners alone may use, by the first word of the address. */
const ownersOnly = /^\/(people|settings)(\/|$)/;
const everybodysOwn = /^\/people\/me(\/|$)/;

const { db, app } = visit({ as: "nobody" });
const people: Record<Role, number> = { owner: 1, member: 2, viewer: 3 };
for (const role of ["owner", "member", "viewer"] as const) logIn(db, role);
// Among the addresses is one that revokes the first token: this one.
issueToken(db, { name: "first", scope: "read" }, { by: "person:1", at: now });
const tokens = {
  read: issueToken(db, { name: "read", scope: "read" }, { by: "person:1", at: now })!,
  write: issueToken(db, { name: "write", scope: "write" }, { by: "person:1", at: now })!,
};

const routes = app.routes.map(({ method, path }) => ({ method, path }));
const asked = (path: string) => path.replace(/:[^/]+|\*/g, "1");

/** A session of their own for every request: some of the addresses end it. */
function cookieOf(data: Database, role: Role): string {
  const secret = newSecret();
  data
    .query(
      `INSERT INTO sessions (token_hash, handle, person_id, created_at, last_seen_at, expires_at, device)
       VALUES (?, ?, ?, '2026-11-23T09:00:00.000Z', '2026-11-23T09:00:00.000Z', '2027-01-01T00:00:00.000Z', '')`,
    )
    .run(hashSecret(secret), newSecret(), people[role]);
  return `aktion=${secret}`;
}

type Who = "nobody" | Role | "read" | "write";

async function answerTo(who: Who, method: string, path: string): Promise<"in" | "login" | "refused" | "unauthorized"> {
  const headers: Record<string, string> = { "sec-fetch-site": "same-origin" };
  if (who === "read" || who === "write") headers["authorization"] = `Bearer ${tokens[who]}`;
  else if (who !== "nobody") headers["cookie"] = cookieOf(db, who);
  const answer = await app.handle(new Request(`http://localhost${asked(path)}`, { method, headers }));
  await answer.body?.cancel();
  if (answer.status === 401) return "unauthorized";
  if (answer.status === 403) return "refused";
  return /^\/login(\?next=.*)?$/.test(answer.headers.get("location") ?? "") ? "login" : "in";
}

const ranks: Role[] = ["viewer", "member", "owner"];

function expected(needed: Needed, who: Who): Awaited<ReturnType<typeof answerTo>> {
  const isToken = who === "read" || who === "write";
  if (needed === "anybody") return "in";
  if (needed === "token:read") return isToken ? "in" : "unauthorized";
  if (needed === "token:write") return isToken ? (who === "write" ? "in" : "refused") : "unauthorized";
  if (who === "nobody" || isToken) return "login";
  return ranks.indexOf(who) >= ranks.indexOf(needed) ? "in" : "refused";
}

test.each(["nobody", "viewer", "member", "owner", "read", "write"] as const)(
  "at every address, %s gets exactly as far as is written down",
  async (who) => {
    const wrong: string[] = [];
    for (const { method, path } of routes) {
      if (path === "/metrics" || path === "/healthz") continue; // answer by loopback or token of their own
      const got = await answerTo(who, method, path);
      const right = expected(neededFor(method, asked(path)), who);
      if (got !== right) wrong.push(`${method} ${path}: ${got} instead of ${right}`);
    }
    expect(wrong).toEqual([]);
  },
);

test("what anybody may ask is exactly what is listed here", () => {
  const open = routes.filter(({ method, path }) => neededFor(method, asked(path)) === "anybody");
  const named = [...new Set(open.map(({ method, path }) => `${method} ${path}`))].filter(
    (one) => !openLater.includes(one),
  );
  expect(named.sort()).toEqual(openToAnybody);
});

test("people and settings are the owners', except for one's own account", () => {
  const theirs = routes.filter(({ path }) => ownersOnly.test(path) && !everybodysOwn.test(path));
  expect(theirs.length).toBeGreaterThan(20);
  expect(theirs.filter(({ method, path }) => neededFor(method, asked(path)) !== "owner")).toEqual([]);
});

test("every other change needs a member, an owner or a token that may write", () => {
  const changes = routes.filter(({ method }) => method !== "GET");
  const loose = changes.filter(({ method, path }) => ["viewer", "token:read"].includes(neededFor(method, asked(path))));
  const own = [
    "/deletions/calendar",
    "/deletions/calendar/revocation",
    "/inbox/:id/presence",
    "/logout",
    "/notifications/:notificationId/read",
    "/notifications/read",
    "/notifications/settings",
    "/people/me",
    "/people/me/language",
    "/people/me/password",
    "/people/me/sessions",
    "/people/me/working",
  ];
  expect(loose.map(({ path }) => path).sort()).toEqual(own);
});

test("the status page is for anybody, its rooms for the team, and its list of people and settings for owners", () => {
  for (const path of ["/status", "/status/notices/1", "/status/managex"])
    expect(neededFor("GET", path)).toBe("anybody");
  for (const path of ["/status/manage", "/status/manage/", "/status/manage/notices/1", "/status/manage/subscribers"])
    for (const method of ["GET", "POST"]) expect([path, neededFor(method, path)]).toEqual([path, "member"]);
  for (const path of [
    "/status/manage/settings",
    "/status/manage/settings/logo",
    "/status/manage/subscribers/import",
    "/status/manage/subscribers/export.csv",
  ])
    for (const method of ["GET", "POST"]) expect([path, neededFor(method, path)]).toEqual([path, "owner"]);
});

test("an address that nobody wrote a rule for is closed", () => {
  expect(neededFor("GET", "/something-new")).toBe("viewer");
  expect(neededFor("POST", "/something-new")).toBe("member");
  expect(neededFor("DELETE", "/something-new")).toBe("member");
  expect(neededFor("GET", "/loginx")).toBe("viewer");
  expect(neededFor("GET", "/statusx")).toBe("viewer");
  expect(neededFor("GET", "/apix")).toBe("viewer");
});

/** As it goes over the wire: `fetch` would tidy the path first. */
function sendRaw(port: number, path: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let got = "";
    const socket = createConnection(port, "127.0.0.1", () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`),
    );
    socket.on("data", (chunk) => (got += chunk));
    socket.on("close", () => resolve(Number(got.split(" ")[1])));
    socket.on("error", reject);
  });
}

test("no way of writing an address goes around the gate", async () => {
  app.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = app.server!;
  const paths = [
    "/people",
    "//people",
    "/people/",
    "/People",
    "/%70eople",
    "/login/../people",
    "/login/%2e%2e/people",
    "/login/..%2fpeople",
    "/public/../people",
    "/people/%2e%2e/link",
    "/people;login",
    "/people%00",
    "/people?/login",
    "http://localhost/people",
    "/login%2f..%2fpeople/1",
  ];
  try {
    for (const path of paths) {
      const status = await sendRaw(port!, path, cookieOf(db, "member"));
      expect([path, [303, 403, 404].includes(status)]).toEqual([path, true]);
    }
  } finally {
    await app.stop(true);
  }
});

test("a slash at the end changes nothing about who may", () => {
  for (const [method, path] of [
    ["GET", "/services/export/exchange.json"],
    ["GET", "/settings"],
    ["GET", "/stand"],
    ["POST", "/people/me/language"],
    ["POST", "/api/v1/services"],
  ] as const)
    expect(neededFor(method, `${path}/`)).toBe(neededFor(method, path));
});
