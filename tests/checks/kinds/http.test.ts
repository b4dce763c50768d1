import { expect, test } from "bun:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { http } from "#src/checks/kinds/http.ts";
import type { Fields } from "#src/http/form.ts";
import { listen } from "./support/servers.ts";
import { answering, at, page, seeIn, webWorld } from "./support/web.ts";

const see = seeIn(await webWorld());

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
  const config = {
    method: "POST",
    headers: "X-One: 1\nUser-Agent: me",
    body: '{"a":1}',
    user: "anna",
    password: "pä:ss",
    secret_header: "X-Key: k",
  };
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
    socket.once("data", (bytes: Buffer) =>
      socket.end(/\r\nAuthorization: Bearer t0k3n\r\n/.test(String(bytes)) ? page("ok") : "HTTP/1.1 401 No\r\n\r\n"),
    );
  });
  expect((await see({ url: at(port), token: "t0k3n" })).state).toBe("up");
  expect((await see({ url: at(port) })).reason?.en).toBe("Status 401; 200-299 is expected.");
});

test.each([
  ["503", "HTTP/1.1 503 Sorry\r\nContent-Length: 4\r\n\r\ndown", {}, "status", "Status 503; 200-299 is expected."],
  ["wrong body", page("maintenance"), { keyword: "Welcome" }, "keyword-missing", '"Welcome" is not there.'],
  [
    "forbidden word",
    page("Fatal error"),
    { keyword_absent: "Fatal" },
    "keyword-present",
    '"Fatal" is there and must not be.',
  ],
  ["no JSON", page("<p>"), { json_path: "$.ok" }, "not-json", "The answer is no JSON."],
  ["JSON without it", page("{}"), { json_path: "$.ok" }, "json-missing", "There is nothing at $.ok."],
  [
    "JSON otherwise",
    page('{"db":{"ok":false}}'),
    { json_path: "$.db.ok", json_value: "true" },
    "json-value",
    'At $.db.ok there is "false"; "true" is expected.',
  ],
  ["not HTTP", "SSH-2.0-OpenSSH_9.2\r\n", {}, "not-http", "is no HTTP."],
  ["a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", {}, "not-http", "is no HTTP."],
  ["nothing", "", {}, "no-answer", "ended the connection without an answer."],
  [
    "half a body",
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
    {},
    "cut-off",
    "broke its answer off in the middle.",
  ],
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
  const port = await listen(
    answering(
      Buffer.concat([
        Buffer.from(
          page("", "Content-Encoding: gzip\r\n").replace("Content-Length: 0", `Content-Length: ${packed.length}`),
        ),
        packed,
      ]),
    ),
  );
  expect((await see({ url: at(port), keyword: "treasure" })).state).toBe("up");
  const chunked = await listen(
    answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n"),
  );
  expect((await see({ url: at(chunked), keyword: "bcde" })).state).toBe("up");
  const twice = brotliCompressSync(gzipSync("deep"));
  const both = await listen(
    answering(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip, br\r\n\r\n`), twice])),
  );
  expect((await see({ url: at(both), keyword: "deep" })).state).toBe("up");
});

test("HEAD ends at the head, and 100 Continue is not the answer", async () => {
  const port = await listen((socket) =>
    socket.once("data", () =>
      socket.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No\r\nContent-Length: 0\r\n\r\n"),
    ),
  );
  expect((await see({ url: at(port) })).details["status"]).toBe(204);
  const head = await listen((socket) =>
    socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")),
  );
  expect((await see({ url: at(head), method: "HEAD" })).state).toBe("up");
});

test("only the wished family is called", async () => {
  const port = await listen(answering(page("ok")));
  expect((await see({ url: at(port), family: "4" })).state).toBe("up");
  expect((await see({ url: at(port), family: "6" })).reason?.en).toBe("app.example.ch has no IPv6 address.");
});

test("what was typed wrong is said with its field", () => {
  const wrong = (config: Fields) =>
    http.form.safeParse({ url: "https://a.ch/", ...config }).error?.issues.map(({ path }) => path.join("."));
  expect(wrong({ url: "ftp://a.ch/" })).toEqual(["url"]);
  expect(wrong({ url: "https://anna:pw@a.ch/" })).toEqual(["url"]);
  expect(wrong({ status: "abc" })).toEqual(["status"]);
  expect(wrong({ json_path: "$[" })).toEqual(["json_path"]);
  expect(wrong({ headers: "no colon" })).toEqual(["headers"]);
  expect(wrong({ headers: "Content-Length: 5" })).toEqual(["headers"]);
  expect(wrong({ timeout_ms: "1" })).toEqual(["timeout_ms"]);
  expect(wrong({ url: "http://a.ch/", version: "2" })).toEqual(["version"]);
});
