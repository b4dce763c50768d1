import { expect, test } from "bun:test";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { closedPort, listen } from "./support/servers.ts";
import { answering, at, page, seeIn, webWorld } from "./support/web.ts";

const world = await webWorld();
const see = seeIn(world);

test.each([
  ["hangs without a word", () => {}, "No answer within 150 ms."],
  ["hangs in its headers", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\nX: "), "No answer within 150 ms."],
  [
    "hangs in its body",
    (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal"),
    "No complete answer within 150 ms.",
  ],
])("a server that %s is down at the time limit", async (_, speak, sentence) => {
  const port = await listen(speak);
  const seen = await see({ url: at(port), timeout_ms: "150" });
  expect(seen).toMatchObject({ state: "down", reason: { code: "timeout", en: sentence } });
  expect(seen.duration_ms).toBeLessThan(1000);
});

test("headers that drip, one byte at a time, end at the time limit", async () => {
  const port = await listen((socket) => {
    const drip = setInterval(() => socket.write("x"), 10);
    socket.on("close", () => clearInterval(drip));
    socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
  });
  expect((await see({ url: at(port), timeout_ms: "150" })).reason?.code).toBe("timeout");
});

test("headers without end are refused before the time limit", async () => {
  const port = await listen((socket) => {
    socket.write("HTTP/1.1 200 OK\r\n");
    const pour = () => socket.writable && socket.write(`X-More: ${"y".repeat(8000)}\r\n`, () => setImmediate(pour));
    pour();
  });
  expect((await see({ url: at(port) })).reason?.code).toBe("header-too-long");
});

test("a body without end ends at the cap, and is judged by what was read", async () => {
  const port = await listen((socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    const pour = () => socket.writable && socket.write("again and ".repeat(1000), () => setImmediate(pour));
    pour();
  });
  const seen = await see({ url: at(port), body_max_kb: "16", keyword: "again" });
  expect(seen).toMatchObject({ state: "up", details: { bytes: 16_384, truncated: true } });
  const missing = await see({ url: at(port), body_max_kb: "16", keyword: "never" });
  expect(missing.reason?.en).toBe('"never" is not there in the first 16384 characters.');
});

test("a few bytes that unpack to hundreds of megabytes stop at the cap", async () => {
  const bomb = gzipSync(Buffer.alloc(300_000_000));
  const port = await listen(
    answering(Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"), bomb])),
  );
  const before = process.memoryUsage().rss;
  expect(await see({ url: at(port) })).toMatchObject({ state: "up", details: { bytes: 1_048_576, truncated: true } });
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});

test("slower than wished is degraded", async () => {
  const port = await listen((socket) => socket.once("data", () => setTimeout(() => socket.end(page("ok")), 30)));
  const seen = await see({ url: at(port), slow_ms: "10" });
  expect(seen).toMatchObject({ state: "degraded", reason: { code: "slow" } });
  expect(seen.reason?.en).toMatch(/^The answer took \d+ ms; at most 10 ms are expected\.$/);
});

test("a connection that is refused or reset is down", async () => {
  const refused = await see({ url: at(await closedPort()) });
  expect(refused).toMatchObject({ state: "down", reason: { code: "refused" } });
  const port = await listen((socket) => socket.once("data", () => socket.resetAndDestroy()));
  const reset = await see({ url: at(port) });
  expect(reset.state).toBe("down");
  expect(["connection-broken", "no-answer"]).toContain(reset.reason!.code);
});

test("a name that does not exist is down; a name service that fails or is silent is unknown", async () => {
  expect(await see({ url: "http://none.example.ch/" })).toMatchObject({
    state: "down",
    reason: { code: "no-such-name" },
  });
  expect(await see({ url: "http://bad.example.ch/" })).toMatchObject({
    state: "unknown",
    reason: { code: "resolver-failed" },
  });
  expect(await see({ url: "http://mute.example.ch/" })).toMatchObject({
    state: "unknown",
    reason: { code: "resolver-failed" },
  });
  expect(await see({ url: "http://mute.example.ch/", timeout_ms: "50" })).toMatchObject({
    state: "unknown",
    reason: { code: "resolver-timeout" },
  });
});

test("when the program stops, a run ends at once as unknown", async () => {
  const port = await listen(() => {});
  const stopping = new AbortController();
  const running = seeIn({ ...world, signal: stopping.signal })({ url: at(port) });
  stopping.abort();
  expect(await running).toMatchObject({ state: "unknown", reason: { code: "stopped" } });
});
