import { expect, test } from "bun:test";
import { createSecureServer } from "node:http2";
import type { Socket } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Fields } from "#src/http/form.ts";
import { addressPolicy } from "#src/checks/outgoing/address-policy.ts";
import { http } from "#src/checks/kinds/http.ts";
import { makeAuthority } from "./support/authority.ts";
import { closedPort, listen, listenEncrypted, stopLater } from "./support/servers.ts";
import { here, surroundings } from "./support/surroundings.ts";

const zone = { "app.example.ch": here, "other.example.ch": here, "bad.example.ch": "SERVFAIL" as const, "mute.example.ch": "silent" as const };
const world = await surroundings(zone);
const authority = await makeAuthority();
const trusting = { ...world, ca: [authority.ca] };

const see = (config: Fields, where = world) => http.run(http.form.parse({ timeout_ms: "2000", ...config }), where);

/** Answers every request with these bytes and ends. */
const answering = (text: string | Buffer) => (socket: Socket) => void socket.once("data", () => socket.end(text));

const page = (body: string, head = "") => `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${head}\r\n${body}`;

const at = (port: number, path = "/") => `http://app.example.ch:${port}${path}`;

test("a page that answers is up, and says what it was", async () => {
  const port = await listen(answering(page("all is well", "Content-Type: text/plain\r\n")));
  const seen = await see({ url: at(port), keyword: "well" });
  expect(seen).toMatchObject({
    state: "up",
    reason: null,
    details: { status: 200, http_version: "1.1", bytes: 11, address: "127.0.0.1", content_type: "text/plain" },
  });
  expect(seen.answer).toBeUndefined();
});

test("what was asked is what was sent: method, headers, body, log-in", async () => {
  let asked = "";
  const port = await listen((socket) => {
    socket.on("data", (bytes: Buffer) => {
      asked += bytes.toString();
      if (asked.endsWith('{"a":1}')) socket.end(page("ok"));
    });
  });
  const config = { method: "POST", headers: "X-One: 1\nUser-Agent: me", body: '{"a":1}', user: "anna", password: "pä:ss", secret_header: "X-Key: k" };
  expect((await see({ url: at(port, "/a?b=c"), ...config })).state).toBe("up");
  expect(asked).toStartWith("POST /a?b=c HTTP/1.1\r\n");
  expect(asked).toContain(`\r\nHost: app.example.ch:${port}\r\n`);
  expect(asked).toContain("\r\nX-One: 1\r\nUser-Agent: me\r\nX-Key: k\r\n");
  expect(asked).toContain(`\r\nAuthorization: Basic ${Buffer.from("anna:pä:ss").toString("base64")}\r\n`);
  expect(asked).toContain("\r\nContent-Type: application/json\r\n");
  expect(asked).toContain("\r\nContent-Length: 7\r\n");
  expect(asked.match(/user-agent/gi)).toHaveLength(1);
});

test("a bearer token goes along", async () => {
  const port = await listen((socket) => {
    socket.once("data", (bytes: Buffer) => socket.end(/\r\nAuthorization: Bearer t0k3n\r\n/.test(String(bytes)) ? page("ok") : "HTTP/1.1 401 No\r\n\r\n"));
  });
  expect((await see({ url: at(port), token: "t0k3n" })).state).toBe("up");
  expect((await see({ url: at(port) })).reason?.en).toBe("Status 401; 200-299 is expected.");
});

test.each([
  ["503", "HTTP/1.1 503 Sorry\r\nContent-Length: 4\r\n\r\ndown", {}, "status", "Status 503; 200-299 is expected."],
  ["wrong body", page("maintenance"), { keyword: "Welcome" }, "keyword-missing", '"Welcome" is not there.'],
  ["forbidden word", page("Fatal error"), { keyword_absent: "Fatal" }, "keyword-present", '"Fatal" is there and must not be.'],
  ["no JSON", page("<p>"), { json_path: "$.ok" }, "not-json", "The answer is no JSON."],
  ["JSON without it", page("{}"), { json_path: "$.ok" }, "json-missing", "There is nothing at $.ok."],
  ["JSON otherwise", page('{"db":{"ok":false}}'), { json_path: "$.db.ok", json_value: "true" }, "json-value", 'At $.db.ok there is "false"; "true" is expected.'],
  ["not HTTP", "SSH-2.0-OpenSSH_9.2\r\n", {}, "not-http", "is no HTTP."],
  ["a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", {}, "not-http", "is no HTTP."],
  ["nothing", "", {}, "no-answer", "ended the connection without an answer."],
  ["half a body", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", {}, "cut-off", "broke its answer off in the middle."],
  ["half a head", "HTTP/1.1 200 OK\r\nContent-", {}, "cut-off", "in the middle"],
  ["bad gzip", page("not gzip", "Content-Encoding: gzip\r\n"), {}, "bad-encoding", "cannot be read"],
])("%s is down, with what was expected and what was seen", async (_, text, config, code, sentence) => {
  const port = await listen(answering(text));
  const seen = await see({ url: at(port), ...config });
  expect(seen.state).toBe("down");
  expect(seen.reason?.code).toBe(code);
  expect(seen.reason?.en).toContain(sentence);
  expect(seen.reason?.de).not.toBe("");
});

test("the answer's first kilobyte is kept for why it is down", async () => {
  const port = await listen(answering(`HTTP/1.1 500 No\r\n\r\n${"ü".repeat(5000)}`));
  const { answer } = await see({ url: at(port) });
  expect(answer).toBe("ü".repeat(512));
});

test("JSON values are compared as text", async () => {
  const port = await listen(answering(page('{"db":[{"ok":true,"n":3}]}')));
  expect((await see({ url: at(port), json_path: "$.db[0].ok", json_value: "true" })).state).toBe("up");
  expect((await see({ url: at(port), json_path: "$..n", json_value: "3" })).state).toBe("up");
});

test("compressed and chunked answers are read", async () => {
  const packed = gzipSync("hidden treasure");
  const port = await listen(answering(Buffer.concat([Buffer.from(page("", "Content-Encoding: gzip\r\n").replace("Content-Length: 0", `Content-Length: ${packed.length}`)), packed])));
  expect((await see({ url: at(port), keyword: "treasure" })).state).toBe("up");
  const chunked = await listen(answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n"));
  expect((await see({ url: at(chunked), keyword: "bcde" })).state).toBe("up");
  const twice = brotliCompressSync(gzipSync("deep"));
  const both = await listen(answering(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip, br\r\n\r\n`), twice])));
  expect((await see({ url: at(both), keyword: "deep" })).state).toBe("up");
});

test("HEAD ends at the head, and 100 Continue is not the answer", async () => {
  const port = await listen((socket) => socket.once("data", () => socket.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No\r\nContent-Length: 0\r\n\r\n")));
  expect((await see({ url: at(port) })).details["status"]).toBe(204);
  const head = await listen((socket) => socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")));
  expect((await see({ url: at(head), method: "HEAD" })).state).toBe("up");
});

test.each([
  ["hangs without a word", () => {}, "No answer within 150 ms."],
  ["hangs in its headers", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\nX: "), "No answer within 150 ms."],
  ["hangs in its body", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal"), "No complete answer within 150 ms."],
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
  const port = await listen(answering(Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"), bomb])));
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
  expect(await see({ url: "http://none.example.ch/" })).toMatchObject({ state: "down", reason: { code: "no-such-name" } });
  expect(await see({ url: "http://bad.example.ch/" })).toMatchObject({ state: "unknown", reason: { code: "resolver-failed" } });
  expect(await see({ url: "http://mute.example.ch/" })).toMatchObject({ state: "unknown", reason: { code: "resolver-failed" } });
  expect(await see({ url: "http://mute.example.ch/", timeout_ms: "50" })).toMatchObject({ state: "unknown", reason: { code: "resolver-timeout" } });
});

test("only the wished family is called", async () => {
  const port = await listen(answering(page("ok")));
  expect((await see({ url: at(port), family: "4" })).state).toBe("up");
  expect((await see({ url: at(port), family: "6" })).reason?.en).toBe("app.example.ch has no IPv6 address.");
});

test("redirects are followed or not, counted, and not in a circle", async () => {
  const port = await listen((socket) => {
    socket.once("data", (bytes: Buffer) => {
      const path = String(bytes).split(" ")[1]!;
      const to = path === "/round" ? "/round" : path === "/start" ? "/end" : path.startsWith("/n") ? `/n${path}` : null;
      socket.end(to ? `HTTP/1.1 302 Found\r\nLocation: ${to}\r\n\r\n` : page("arrived"));
    });
  });
  const followed = await see({ url: at(port, "/start"), keyword: "arrived" });
  expect(followed).toMatchObject({ state: "up", details: { redirects: [at(port, "/start"), at(port, "/end")], url: at(port, "/end") } });
  expect((await see({ url: at(port, "/start"), redirects: "stay", status: "302" })).state).toBe("up");
  expect((await see({ url: at(port, "/start"), redirects: "stay" })).reason?.en).toBe("Status 302; 200-299 is expected.");
  expect((await see({ url: at(port, "/round") })).reason?.code).toBe("redirect-loop");
  expect((await see({ url: at(port, "/n") })).reason?.code).toBe("too-many-redirects");
  expect((await see({ url: at(port, "/n"), redirects_max: "2" })).reason?.en).toBe("After 2 redirects there is still no page.");
});

test("a redirect to another host takes no key along", async () => {
  let asked = "";
  const other = await listen((socket) => socket.once("data", (bytes: Buffer) => ((asked = String(bytes)), socket.end(page("ok")))));
  const port = await listen(answering(`HTTP/1.1 307 Go\r\nLocation: http://other.example.ch:${other}/\r\n\r\n`));
  expect((await see({ url: at(port), token: "secret1", secret_header: "X-Key: secret2", headers: "Cookie: secret3" })).state).toBe("up");
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
  for (const host of ["app.example.ch", "127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
    expect((await see({ url: `http://${host}:${port}/` }, strict)).reason?.code).toBe("address-refused");
});

test("a certificate that holds is up and told; each that does not is down and says why", async () => {
  const serve = (pair: { cert: string; key: string }) => listenEncrypted(pair, answering(page("ok")));
  const ask = async (port: number, config: Fields = {}) => see({ url: `https://app.example.ch:${port}/`, ...config }, trusting);
  const good = await ask(await serve(await authority.issue("app.example.ch")));
  expect(good).toMatchObject({
    state: "up",
    details: { certificate: { subject: "app.example.ch", issuer: "Test Authority", names: ["app.example.ch"], days_left: 89 } },
  });
  const expired = await serve(await authority.issue("app.example.ch", { since: -60, until: -2 }));
  expect(await ask(expired)).toMatchObject({ state: "down", reason: { code: "certificate-expired" }, details: { certificate: { days_left: -3 } } });
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
  const server = createSecureServer(await authority.issue("app.example.ch"), (request, response) => response.end(`two ${request.url}`));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stopLater(() => server.close());
  const { port } = server.address() as { port: number };
  const seen = await see({ url: `https://app.example.ch:${port}/x`, version: "2", keyword: "two /x" }, trusting);
  expect(seen).toMatchObject({ state: "up", details: { http_version: "2", status: 200 } });
  const one = await listenEncrypted(await authority.issue("app.example.ch"), answering(page("ok")), ["http/1.1"]);
  expect((await see({ url: `https://app.example.ch:${one}/`, version: "2" }, trusting)).state).toBe("down");
});

test("when the program stops, a run ends at once as unknown", async () => {
  const port = await listen(() => {});
  const stopping = new AbortController();
  const running = see({ url: at(port) }, { ...world, signal: stopping.signal });
  stopping.abort();
  expect(await running).toMatchObject({ state: "unknown", reason: { code: "stopped" } });
});

test("what was typed wrong is said with its field", () => {
  const wrong = (config: Fields) => http.form.safeParse({ url: "https://a.ch/", ...config }).error?.issues.map(({ path }) => path.join("."));
  expect(wrong({ url: "ftp://a.ch/" })).toEqual(["url"]);
  expect(wrong({ url: "https://anna:pw@a.ch/" })).toEqual(["url"]);
  expect(wrong({ status: "abc" })).toEqual(["status"]);
  expect(wrong({ json_path: "$[" })).toEqual(["json_path"]);
  expect(wrong({ headers: "no colon" })).toEqual(["headers"]);
  expect(wrong({ headers: "Content-Length: 5" })).toEqual(["headers"]);
  expect(wrong({ timeout_ms: "1" })).toEqual(["timeout_ms"]);
});
