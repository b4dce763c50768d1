import { expect, test } from "bun:test";
import { createSecureServer } from "node:http2";
import { addressPolicy } from "#src/checks/outgoing/address-policy.ts";
import type { Fields } from "#src/http/form.ts";
import { makeAuthority } from "./support/authority.ts";
import { listen, listenEncrypted, stopLater } from "./support/servers.ts";
import { answering, at, page, seeIn, webWorld } from "./support/web.ts";

const world = await webWorld();
const authority = await makeAuthority();
const see = seeIn(world);
const seeTrusting = seeIn({ ...world, ca: [authority.ca] });

test("redirects are followed or not, counted, and not in a circle", async () => {
  const port = await listen((socket) => {
    socket.once("data", (bytes: Buffer) => {
      const path = String(bytes).split(" ")[1]!;
      const to = path === "/round" ? "/round" : path === "/start" ? "/end" : path.startsWith("/n") ? `/n${path}` : null;
      socket.end(to ? `HTTP/1.1 302 Found\r\nLocation: ${to}\r\n\r\n` : page("arrived"));
    });
  });
  const followed = await see({ url: at(port, "/start"), keyword: "arrived" });
  expect(followed).toMatchObject({
    state: "up",
    details: { redirects: [at(port, "/start"), at(port, "/end")], url: at(port, "/end") },
  });
  expect((await see({ url: at(port, "/start"), redirects: "stay", status: "302" })).state).toBe("up");
  expect((await see({ url: at(port, "/start"), redirects: "stay" })).reason?.en).toBe(
    "Status 302; 200-299 is expected.",
  );
  expect((await see({ url: at(port, "/round") })).reason?.code).toBe("redirect-loop");
  expect((await see({ url: at(port, "/n") })).reason?.code).toBe("too-many-redirects");
  expect((await see({ url: at(port, "/n"), redirects_max: "2" })).reason?.en).toBe(
    "After 2 redirects there is still no page.",
  );
});

test("a redirect to another host takes no key along", async () => {
  let asked = "";
  const other = await listen((socket) =>
    socket.once("data", (bytes: Buffer) => {
      asked = String(bytes);
      socket.end(page("ok"));
    }),
  );
  const port = await listen(answering(`HTTP/1.1 307 Go\r\nLocation: http://other.example.ch:${other}/\r\n\r\n`));
  expect(
    (await see({ url: at(port), token: "secret1", secret_header: "X-Key: secret2", headers: "Cookie: secret3" })).state,
  ).toBe("up");
  expect(asked).toContain("Host: other.example.ch");
  expect(asked).not.toContain("secret");
});

test("a redirect to a metadata address is not followed, and nobody else's fault", async () => {
  const port = await listen(answering("HTTP/1.1 302 Go\r\nLocation: http://169.254.169.254/latest/meta-data/\r\n\r\n"));
  const seen = await see({ url: at(port) });
  expect(seen).toMatchObject({ state: "unknown", reason: { code: "address-refused" } });
  expect(seen.reason?.en).toContain("169.254.169.254");
});

test("a redirect to something that is no page is told", async () => {
  const port = await listen(answering("HTTP/1.1 302 Go\r\nLocation: file:///etc/passwd\r\n\r\n"));
  expect((await see({ url: at(port) })).reason?.code).toBe("bad-redirect");
});

test("the address that was resolved is judged, whatever the name and however it is written", async () => {
  const strict = { ...world, addresses: addressPolicy({ loopback: false, private: false }) };
  const port = await listen(answering(page("ok")));
  for (const host of [
    "app.example.ch",
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "localhost",
    "[::1]",
    "[::ffff:127.0.0.1]",
  ])
    expect((await seeIn(strict)({ url: `http://${host}:${port}/` })).reason?.code).toBe("address-refused");
});

test("a certificate that holds is up and told; each that does not is down and says why", async () => {
  const serve = (pair: { cert: string; key: string }) => listenEncrypted(pair, answering(page("ok")));
  const ask = async (port: number, config: Fields = {}) =>
    seeTrusting({ url: `https://app.example.ch:${port}/`, ...config });
  const good = await ask(await serve(await authority.issue("app.example.ch")));
  expect(good).toMatchObject({
    state: "up",
    details: {
      certificate: { subject: "app.example.ch", issuer: "Test Authority", names: ["app.example.ch"], days_left: 89 },
    },
  });
  const expired = await serve(await authority.issue("app.example.ch", { since: -60, until: -2 }));
  expect(await ask(expired)).toMatchObject({
    state: "down",
    reason: { code: "certificate-expired" },
    details: { certificate: { days_left: -3 } },
  });
  expect((await ask(expired, { ignore_certificate: "on" })).state).toBe("up");
  const early = await ask(await serve(await authority.issue("app.example.ch", { since: 2 })));
  expect(early).toMatchObject({ state: "down", reason: { code: "certificate-not-yet-valid" } });
  const wrong = await ask(await serve(await authority.issue("other.example.ch")));
  expect(wrong.reason?.en).toBe("The certificate is for other.example.ch; app.example.ch is expected.");
  const own = await ask(await serve(await authority.selfSigned("app.example.ch")));
  expect(own).toMatchObject({ state: "down", reason: { code: "certificate-self-signed" } });
  const soon = await ask(await serve(await authority.issue("app.example.ch", { since: -80, until: 2 })));
  expect(soon).toMatchObject({ state: "degraded", reason: { code: "certificate-ends-soon" } });
});

test("without our authority the chain is missing", async () => {
  const port = await listenEncrypted(await authority.issue("app.example.ch"), answering(page("ok")));
  expect((await see({ url: `https://app.example.ch:${port}/` })).reason?.code).toBe("certificate-untrusted");
});

test("plain HTTP where encryption is expected is down", async () => {
  const port = await listen(answering("HTTP/1.1 400 Bad\r\n\r\n"));
  expect((await see({ url: `https://app.example.ch:${port}/` })).reason?.code).toBe("no-encryption");
  const hanging = await listen(() => {});
  const seen = await see({ url: `https://app.example.ch:${hanging}/`, timeout_ms: "150" });
  expect(seen.reason?.en).toBe("No encrypted connection within 150 ms.");
});

test("HTTP/2 is spoken where it is wished, and missed where it is not offered", async () => {
  const server = createSecureServer(await authority.issue("app.example.ch"), (request, response) =>
    response.end(`two ${request.url}`),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stopLater(() => server.close());
  const { port } = server.address() as { port: number };
  const seen = await seeTrusting({ url: `https://app.example.ch:${port}/x`, version: "2", keyword: "two /x" });
  expect(seen).toMatchObject({ state: "up", details: { http_version: "2", status: 200 } });
  const one = await listenEncrypted(await authority.issue("app.example.ch"), answering(page("ok")), ["http/1.1"]);
  expect((await seeTrusting({ url: `https://app.example.ch:${one}/`, version: "2" })).state).toBe("down");
});
