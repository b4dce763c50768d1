import { expect, test } from "bun:test";
import { createServer, type Socket } from "node:net";
import { gone } from "#src/checks/kinds/gone.ts";
import type { Fields } from "#src/http/form.ts";
import { makeAuthority } from "./support/authority.ts";
import { closedPort, listen, listenEncrypted, stopLater } from "./support/servers.ts";
import { here, surroundings } from "./support/surroundings.ts";

const zone = {
  "acme.old.example": here,
  "empty.old.example": { MX: [] },
  "bad.old.example": "SERVFAIL" as const,
  "mute.old.example": "silent" as const,
};
const world = await surroundings(zone);
const see = (url: string, config: Fields = {}) =>
  gone.run(gone.form.parse({ url, timeout_ms: "2000", ...config }), world);

const answering = (text: string) => (socket: Socket) => void socket.once("data", () => socket.end(text));
const serve = (text: string) => listen(answering(text));
const at = (port: number) => `http://acme.old.example:${port}/`;

test.each([
  ["404", "HTTP/1.1 404 Not Found\r\n\r\n", "status-404"],
  ["410", "HTTP/1.1 410 Gone\r\n\r\n", "status-410"],
])("%s proves that it is gone", async (_, text, by) => {
  expect(await see(at(await serve(text)))).toMatchObject({ state: "up", reason: null, details: { gone_by: by } });
});

test("a name that does not exist, or leads nowhere, proves it", async () => {
  expect(await see("https://none.old.example/")).toMatchObject({ state: "up", details: { gone_by: "no-such-name" } });
  expect(await see("https://acme.invalid/")).toMatchObject({ state: "up", details: { gone_by: "no-such-name" } });
  expect(await see("https://empty.old.example/")).toMatchObject({
    state: "up",
    details: { gone_by: "no-such-record" },
  });
});

test("the expected text with status 200 proves it, and only with 200", async () => {
  const text = "This workspace was deleted";
  const page = `HTTP/1.1 200 OK\r\n\r\n<h1>${text}</h1>`;
  expect(await see(at(await serve(page)), { text })).toMatchObject({ state: "up", details: { gone_by: "text" } });
  expect((await see(at(await serve(page)))).state).toBe("down");
  expect((await see(at(await serve(page.replace("200 OK", "503 No"))), { text })).state).toBe("down");
});

test.each(["200 OK", "401 Who", "403 No", "500 Oops", "503 Later"])("any other answer is down: %s", async (status) => {
  const port = await serve(`HTTP/1.1 ${status}\r\n\r\nhello`);
  const seen = await see(at(port));
  expect(seen).toMatchObject({ state: "down", reason: { code: "still-there" } });
  expect(seen.reason?.en).toBe(`${at(port)} still answers: status ${status.slice(0, 3)}; 404 or 410 is expected.`);
});

test("a redirect is followed: to a 404 it is gone, to a log-in page it is not, to nowhere it still redirects", async () => {
  const missing = await serve("HTTP/1.1 404 No\r\n\r\n");
  const login = await serve("HTTP/1.1 200 OK\r\n\r\nLog in");
  const to = (address: string) => serve(`HTTP/1.1 302 Go\r\nLocation: ${address}\r\n\r\n`);
  expect((await see(at(await to(at(missing))))).state).toBe("up");
  expect((await see(at(await to(at(login))))).reason?.en).toContain(`by way of ${at(login)}`);
  expect(await see(at(await to("http://none.old.example/")))).toMatchObject({
    state: "down",
    reason: { code: "still-redirects" },
  });
});

test("what proves nothing is unknown: the name service, silence, a refused or broken connection", async () => {
  expect(await see("http://bad.old.example/")).toMatchObject({ state: "unknown", reason: { code: "resolver-failed" } });
  expect((await see("http://mute.old.example/")).state).toBe("unknown");
  expect(await see(at(await listen(() => {})), { timeout_ms: "150" })).toMatchObject({
    state: "unknown",
    reason: { code: "timeout" },
  });
  const reset = await listen((socket) => socket.once("data", () => socket.resetAndDestroy()));
  expect((await see(at(reset))).state).toBe("unknown");
  expect((await see(at(await serve("no http")))).state).toBe("unknown");
  const refused = await see(at(await closedPort()));
  expect(refused).toMatchObject({ state: "unknown", reason: { code: "refused" } });
  expect(refused.reason?.en).toEndWith("That does not prove that nothing is left.");
});

test("a refused connection counts where somebody said so", async () => {
  expect(await see(at(await closedPort()), { refused_counts: "on" })).toMatchObject({
    state: "up",
    details: { gone_by: "refused" },
  });
});

test("an address that is being given up may have lost its certificate: its answer still counts", async () => {
  const pair = await (await makeAuthority()).issue("other.example.ch", { since: -9, until: -1 });
  const port = await listenEncrypted(pair, answering("HTTP/1.1 404 No\r\n\r\n"));
  const seen = await see(`https://acme.old.example:${port}/`);
  expect(seen).toMatchObject({
    state: "up",
    details: { gone_by: "status-404", certificate: { subject: "other.example.ch" } },
  });
});

/** Only whoever may take port 80 can have it; an address of this machine's own range disturbs no other server there. */
function listenOnPort80(address: string, text: string): Promise<boolean> {
  const server = createServer((socket) => void socket.on("error", () => {}).once("data", () => socket.end(text)));
  stopLater(() => server.close());
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(80, address, () => resolve(true));
  });
}

test("where encryption is gone already, what is still said without it counts", async () => {
  if (!(await listenOnPort80("127.71.0.1", "HTTP/1.1 200 OK\r\n\r\nhello"))) return;
  if (!(await listenOnPort80("127.71.0.2", "HTTP/1.1 410 Gone\r\n\r\n"))) return;
  const zone = { "still.old.example": { A: ["127.71.0.1"] }, "gone.old.example": { A: ["127.71.0.2"] } };
  const where = await surroundings(zone);
  const seeThere = (host: string) => gone.run(gone.form.parse(gone.fromTarget(host)), where);
  expect(await seeThere("still.old.example")).toMatchObject({
    state: "down",
    details: { url: "http://still.old.example/" },
  });
  expect(await seeThere("gone.old.example")).toMatchObject({ state: "up", details: { gone_by: "status-410" } });
});
