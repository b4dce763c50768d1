import { expect, test } from "bun:test";
import { loggable } from "#src/http/requests.ts";
import type { Settings } from "#src/settings.ts";
import { version } from "#src/version.ts";
import { visit } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { serve } from "../support/program.ts";

const token = "a-token-that-is-long-enough";
const withToken = { AKTION_METRICS_TOKEN: token } satisfies Record<string, string>;
type Metrics = Settings["metricsToken"];

test("/healthz tells anybody that it runs and can write, and nothing else", async () => {
  const answer = await visit({ as: "nobody" }).get("/healthz");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ ok: true, version, database: "writable" });
  expect(answer.headers.get("set-cookie")).toBeNull();
});

test("/healthz answers 503 when the file cannot be written", async () => {
  const site = visit({ as: "nobody" });
  site.db.run("PRAGMA query_only = ON");
  const answer = await site.get("/healthz");
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ ok: false, database: "not writable" });
});

test("/metrics wants the token from another computer", async () => {
  const site = visit({ as: "nobody", env: withToken });
  const asked = async (authorization: string) => (await site.get("/metrics", { authorization })).status;
  expect((await site.get("/metrics")).status).toBe(401);
  expect(await asked("Bearer wrong")).toBe(401);
  expect(await asked(`Bearer ${token}x`)).toBe(401);
  expect(await asked(`Bearer ${token}`)).toBe(200);
});

test("without a token set, no token opens /metrics", async () => {
  const unset: Metrics = null;
  expect((await visit({ as: "nobody" }).get("/metrics", { authorization: `Bearer ${unset}` })).status).toBe(401);
  expect((await visit({ as: "nobody" }).get("/metrics", { authorization: "Bearer " })).status).toBe(401);
});

test("from this computer /metrics needs no token, but a proxy on it does", async () => {
  const { url } = await serve(`${newFolder()}/aktion.db`);
  const status = async (headers: Record<string, string> = {}) => (await fetch(`${url}/metrics`, { headers })).status;
  expect(await status()).toBe(200);
  expect(await status({ "x-forwarded-for": "203.0.113.7" })).toBe(401);
  expect(await status({ forwarded: "for=203.0.113.7" })).toBe(401);
  expect(await status({ "x-real-ip": "203.0.113.7" })).toBe(401);
  expect(await status({ host: "aktion.example.ch" })).toBe(401);
});

test("/metrics counts answers by class, whoever gave them, and says what it measures", async () => {
  const site = visit({ env: withToken });
  await site.get("/healthz");
  await site.get("/nowhere");
  await site.get("/services", { cookie: "" });
  await site.post("/logout", {}, { "sec-fetch-site": "cross-site" });
  const text = await site.page("/metrics", { authorization: `Bearer ${token}` });
  expect(text).toContain('aktion_requests_total{status="2xx"} 1\n');
  expect(text).toContain('aktion_requests_total{status="3xx"} 1\n');
  expect(text).toContain('aktion_requests_total{status="4xx"} 2\n');
  for (const name of [
    "uptime_seconds",
    "resident_memory_bytes",
    "event_loop_lag_max_ms",
    "history_entries",
    "outbox_waiting",
    "sessions",
  ])
    expect(text).toMatch(
      new RegExp(`^# HELP aktion_${name} .+\\n# TYPE aktion_${name} gauge\\naktion_${name} [\\d.]+$`, "m"),
    );
});

test.each([
  ["/services/newsletter", "/services/newsletter"],
  ["/people/12/role", "/people/12/role"],
  ["/setup/v3MrI13EMmoLvJWyjwPInFM60ZOkLH7p0L-Fx8BvE34", "/setup/…"],
  ["/setup/abc", "/setup/…"],
  ["/invitation/lower", "/invitation/…"],
  ["/reset/lower", "/reset/…"],
  ["/ping/lower", "/ping/…"],
  ["/status/unsubscribe/lower", "/status/unsubscribe/…"],
  ["/people/anna@example.ch", "/people/…"],
  ["/people/anna%40example.ch", "/people/…"],
  ["/elsewhere/v3MrI13EMmoLvJWyjwPInFM60ZOkLH7p0L", "/elsewhere/…"],
  ["/", "/"],
])("the log writes %s as %s", (path, logged) => {
  expect(loggable(path)).toBe(logged);
});

test("a request is one line in the log, without its query", async () => {
  const program = await serve(`${newFolder()}/aktion.db`);
  const answer = await fetch(`${program.url}/login?email=anna@example.ch`);
  program.kill("SIGTERM");
  await program.exited;
  const lines = program
    .said()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  const logged = lines.map((line) => JSON.parse(line)).filter(({ what }) => what === "request");
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatchObject({ level: "info", method: "GET", path: "/login", status: answer.status });
  expect(logged[0].request).toBe(answer.headers.get("x-request-id"));
  expect(program.said()).not.toContain("anna");
});
