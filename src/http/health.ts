import type { Database } from "bun:sqlite";
import { createHash, timingSafeEqual } from "node:crypto";
import { Elysia } from "elysia";
import { headOf } from "#src/history/store.ts";
import { countWaiting } from "#src/outbox/store.ts";
import type { Settings } from "#src/settings.ts";
import { isWritable } from "#src/storage/writable.ts";
import { version } from "#src/version.ts";
import { takeWorstLag } from "./loop-lag.ts";
import type { Tally } from "./requests.ts";
import { visitOf } from "./visitor.ts";

/** A number that an area wants watched. `name` is in Prometheus' style, with its unit. */
export type Gauge = { name: string; help: string; read: () => number };

type Watched = { db: Database; settings: Settings; tally: Tally; gauges: readonly Gauge[] };

/** What machines ask to learn whether all is well: `/healthz` for anybody, `/metrics` from this computer or with the token. */
export function health({ db, settings, tally, gauges }: Watched) {
  return new Elysia({ name: "health" })
    .get("/healthz", () => healthOf(db))
    .get("/metrics", ({ request }) =>
      mayMeasure(request, settings) ? measured([...ours(db), ...gauges], tally) : withoutToken(),
    );
}

function healthOf(db: Database): Response {
  const ok = isWritable(db);
  return Response.json({ ok, version, database: ok ? "writable" : "not writable" }, { status: ok ? 200 : 503 });
}

function withoutToken(): Response {
  return new Response("Ask from this computer, or with the token of AKTION_METRICS_TOKEN.\n", {
    status: 401,
    headers: { "www-authenticate": "Bearer", "content-type": "text/plain; charset=utf-8" },
  });
}

function mayMeasure(request: Request, { metricsToken }: Settings): boolean {
  const sent = request.headers.get("authorization")?.replace(/^Bearer /i, "");
  if (metricsToken !== null && sent !== undefined && isSame(sent, metricsToken)) return true;
  return isLoopback(request);
}

/** A proxy on this computer also comes from loopback: it names another host, or says for whom it asks. */
function isLoopback(request: Request): boolean {
  const forwarded = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via"];
  if (forwarded.some((name) => request.headers.has(name))) return false;
  if (!/^(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?$/.test(request.headers.get("host") ?? "")) return false;
  return ["127.0.0.1", "::1"].includes(visitOf(request)?.address ?? "");
}

function isSame(sent: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(sent), digest(expected));
}

function ours(db: Database): Gauge[] {
  return [
    { name: "aktion_uptime_seconds", help: "Since the program was started.", read: () => process.uptime() },
    { name: "aktion_resident_memory_bytes", help: "Memory in use.", read: () => process.memoryUsage.rss() },
    { name: "aktion_event_loop_lag_max_ms", help: "Worst delay since this was last asked.", read: takeWorstLag },
    { name: "aktion_history_entries", help: "Entries in the history chain.", read: () => headOf(db).count },
    { name: "aktion_outbox_waiting", help: "Deliveries that have not left.", read: () => countWaiting(db) },
  ];
}

function measured(gauges: readonly Gauge[], tally: Tally): Response {
  const lines = [
    `# HELP aktion_info The version that runs.\n# TYPE aktion_info gauge\naktion_info{version="${version}"} 1`,
    ...gauges.map(({ name, help, read }) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${read()}`),
    "# HELP aktion_requests_total Requests answered.\n# TYPE aktion_requests_total counter",
    ...Object.entries(tally).map(([status, count]) => `aktion_requests_total{status="${status}"} ${count}`),
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "content-type": "text/plain; version=0.0.4" } });
}
