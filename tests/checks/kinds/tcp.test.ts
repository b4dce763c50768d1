import { expect, test } from "bun:test";
import { tcp } from "#src/checks/kinds/tcp.ts";
import type { Fields } from "#src/http/form.ts";
import { closedPort, listen } from "./support/servers.ts";
import { here, surroundings } from "./support/surroundings.ts";

const world = await surroundings({ "app.example.ch": here });
const see = (port: number, config: Fields = {}) =>
  tcp.run(tcp.form.parse({ host: "app.example.ch", port: String(port), ...config }), world);

test("a port that takes connections is up, one that refuses them is down", async () => {
  expect(await see(await listen(() => {}))).toMatchObject({ state: "up", details: { address: "127.0.0.1" } });
  const port = await closedPort();
  expect(await see(port)).toMatchObject({
    state: "down",
    reason: { code: "refused", en: `127.0.0.1:${port} accepts no connection.` },
  });
});

test("the expected banner is waited for, also in pieces", async () => {
  const port = await listen((socket) => {
    socket.write("SSH-");
    setTimeout(() => socket.write("2.0-OpenSSH\r\n"), 10);
  });
  expect(await see(port, { banner: "SSH-2.0" })).toMatchObject({ state: "up", details: { banner: "SSH-2.0-OpenSSH" } });
});

test("another banner, no banner, and a banner without end are down", async () => {
  const other = await listen((socket) => socket.end("220 mail\r\n"));
  const seen = await see(other, { banner: "SSH-2.0" });
  expect(seen).toMatchObject({ state: "down", reason: { code: "banner" }, answer: "220 mail\r\n" });
  expect(seen.reason?.en).toContain('says "220 mail"; "SSH-2.0" is expected.');
  const silent = await listen(() => {});
  expect((await see(silent, { banner: "SSH", timeout_ms: "150" })).reason?.en).toBe("No answer within 150 ms.");
  const closing = await listen((socket) => socket.end());
  expect((await see(closing, { banner: "SSH" })).reason?.code).toBe("closed");
  const endless = await listen((socket) => {
    const pour = () => socket.writable && socket.write("x".repeat(8000), () => setImmediate(pour));
    pour();
  });
  expect((await see(endless, { banner: "SSH" })).reason?.code).toBe("banner");
});

test("a line is sent first where one is wished", async () => {
  const port = await listen((socket) =>
    socket.on("data", (bytes: Buffer) => socket.write(bytes.toString() === "PING\r\n" ? "+PONG\r\n" : "-ERR\r\n")),
  );
  expect((await see(port, { send: "PING", banner: "+PONG" })).state).toBe("up");
});
