import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "../../support/folder.ts";
import { command } from "../../support/world.ts";
import { makeAuthority } from "./support/authority.ts";
import { nameServer } from "./support/name-server.ts";
import { closedPort, listen, listenEncrypted } from "./support/servers.ts";
import { here } from "./support/surroundings.ts";

const resolver = `127.0.0.1:${await nameServer({
  "app.example.ch": here,
  "acme.old.example": here,
  "ours.ch": { TXT: ["v=spf1 include:servers.mcsv.net -all"] },
  "bad.example.ch": "SERVFAIL",
})}`;
const page = await listen((socket) =>
  socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")),
);
const missing = await listen((socket) => socket.once("data", () => socket.end("HTTP/1.1 404 No\r\n\r\n")));
const check = (...args: string[]) => command(["check", ...args]);

test("--json prints what the contract says, and the exit tells whether it is up", async () => {
  const url = `http://127.0.0.1:${page}/`;
  const { exit, out, err } = await check(url, "--json");
  expect(JSON.parse(out)).toMatchObject({
    kind: "http",
    target: url,
    state: "up",
    reason: null,
    details: { status: 200 },
  });
  expect(Object.keys(JSON.parse(out))).toEqual(["kind", "target", "state", "reason", "duration_ms", "details"]);
  expect([exit, err]).toEqual([0, ""]);
  const down = await check(`http://127.0.0.1:${missing}/`, "--json");
  expect(JSON.parse(down.out)).toMatchObject({ state: "down", reason: "Status 404; 200-299 is expected." });
  expect(down.exit).toBe(1);
});

test("without --json it is a sentence and the details, in German where asked", async () => {
  const { out, exit } = await check(`http://127.0.0.1:${missing}/`, "--lang", "de");
  expect(out).toStartWith(`down  http://127.0.0.1:${missing}/ (http, `);
  expect(out).toContain("\nStatus 404, erwartet ist 200-299.\n  address: 127.0.0.1\n");
  expect(exit).toBe(1);
});

test("degraded and unknown end with 1 too", async () => {
  const slow = await listen((socket) =>
    socket.once("data", () => setTimeout(() => socket.end("HTTP/1.1 200 OK\r\n\r\n"), 20)),
  );
  expect(await check(`http://127.0.0.1:${slow}/`, "--slow-ms", "5")).toMatchObject({
    exit: 1,
    out: expect.stringContaining("degraded  "),
  });
  expect(await check("bad.example.ch", "--resolver", resolver)).toMatchObject({
    exit: 1,
    out: expect.stringContaining("unknown  "),
  });
});

test("the kind is guessed from the target, or said", async () => {
  const kindFor = async (...args: string[]) =>
    JSON.parse((await check(...args, "--json", "--resolver", resolver)).out).kind;
  expect(await kindFor(`127.0.0.1:${page}`)).toBe("tcp");
  expect(await kindFor("none.example.ch")).toBe("http");
  expect(await kindFor("tls://none.example.ch")).toBe("tls");
  expect(await kindFor("imaps://none.example.ch")).toBe("imap");
  expect(await kindFor("ours.ch", "--old", "mailchimp")).toBe("trace");
  expect(await kindFor("app.example.ch", "--kind", "dns")).toBe("dns");
});

test("gone: 404 and no such name are up, an answer is down, a failing name service is unknown", async () => {
  const stateOf = async (target: string, ...more: string[]) =>
    JSON.parse((await check(target, "--kind", "gone", "--json", "--resolver", resolver, ...more)).out).state;
  expect(await stateOf(`http://acme.old.example:${missing}/`)).toBe("up");
  expect(await stateOf("none.old.example")).toBe("up");
  expect(await stateOf("https://acme.invalid/")).toBe("up");
  expect(await stateOf(`http://acme.old.example:${page}/`)).toBe("down");
  expect(await stateOf(`http://acme.old.example:${page}/`, "--text", "ok")).toBe("up");
  expect(await stateOf("bad.example.ch")).toBe("unknown");
});

test("trace tells each trace and how to remove it, in one language", async () => {
  const { exit, out } = await check("ours.ch", "--old", "mailchimp", "--resolver", resolver);
  expect(exit).toBe(1);
  expect(out).toContain("One trace of Mailchimp at ours.ch: SPF.");
  expect(out).toContain('remove: Take "include:servers.mcsv.net" out of the SPF record (TXT) of ours.ch.');
  expect(out).not.toContain("Nehmen Sie");
});

test("--old takes a slug of the register", async () => {
  const db = join(newFolder(), "aktion.db");
  await command(["demo", "--seed-only", "--db", db]);
  const told = await check("ours.ch", "--old", "microsoft-office", "--resolver", resolver, "--db", db, "--json");
  expect(JSON.parse(told.out).details.old).toBe("Microsoft 365");
  const unknown = await check("ours.ch", "--old", "freescout", "--resolver", resolver, "--db", db);
  expect(unknown).toMatchObject({ exit: 2, out: "" });
  expect(unknown.err).toContain("We do not know this provider.");
  expect((await check("ours.ch", "--old", "whoever", "--db", join(newFolder(), "none.db"))).exit).toBe(2);
});

test("an authority of one's own is trusted where it is given", async () => {
  const authority = await makeAuthority();
  const port = await listenEncrypted(await authority.issue("app.example.ch"), (socket) => socket.end());
  const file = join(newFolder(), "ca.pem");
  writeFileSync(file, `# ours\n${authority.ca}`);
  const target = [`app.example.ch:${port}`, "--kind", "tls", "--resolver", resolver];
  expect((await check(...target, "--ca", file)).exit).toBe(0);
  expect((await check(...target)).out).toContain("has no chain to a known authority");
  expect((await check(...target, "--ca", "/nowhere.pem")).exit).toBe(2);
});

test("metadata addresses are refused unless they are allowed", async () => {
  const refused = await check("http://169.254.169.254/latest/", "--timeout-ms", "50");
  expect(refused.out).toContain("is not called: it is meant for this line only.");
  const allowed = await check("http://169.254.169.254/latest/", "--timeout-ms", "50", "--allow", "169.254.0.0/16");
  expect(allowed.out).not.toContain("is not called");
});

test.each([
  [[], 'Say "aktion check TARGET"'],
  [["a.ch", "b.ch"], 'Say "aktion check TARGET"'],
  [
    ["a.ch", "--kind", "weather"],
    'There is no kind "weather". --kind takes http, tcp, ping, dns, tls, domain, smtp, imap, gone, trace.',
  ],
  [["gopher://a.ch"], 'There is no kind "gopher".'],
  [["backup", "--kind", "heartbeat"], "A heartbeat is not asked"],
  [["a.ch", "--kind", "dns", "--banner", "x"], "A check of kind dns takes no --banner."],
  [["a.ch", "--status", "many"], "--status: For example 200"],
  [["a.ch", "--kind", "tcp"], "--port: A port from 1 to 65535."],
  [["a b", "--kind", "ping"], 'TARGET: "a b" is not the name of a server.'],
  [["a.ch", "--kind", "trace"], "--old: Please the old provider, for example mailchimp."],
  [["a.ch", "--old", "nobody"], "--old: We do not know this provider."],
  [["a.ch", "--resolver", "ns.example.ch"], "--resolver takes an address"],
  [["a.ch", "--allow", "everything"], "--allow takes addresses"],
  [["a.ch", "--lang", "fr"], "--lang takes de or en"],
  [["a.ch", "--weather"], "--weather"],
])("wrong usage ends with 2 and a sentence: %p", async (args, sentence) => {
  const { exit, out, err } = await check(...args);
  expect([exit, out]).toEqual([2, ""]);
  expect(err).toContain(sentence);
});

test("what a server says cannot move the cursor of a terminal", async () => {
  const port = await listen((socket) => socket.end("\u001b[2J\u001b[31mowned\r\n"));
  const { out } = await check(`127.0.0.1:${port}`, "--banner", "SSH");
  expect(out).toContain("owned");
  expect(out).not.toContain("\u001b");
});

test("a port that refuses is down, and --help names each kind", async () => {
  expect((await check(`127.0.0.1:${await closedPort()}`)).exit).toBe(1);
  const { out, exit } = await check("--help");
  expect(exit).toBe(0);
  for (const kind of ["http", "tcp", "ping", "dns", "tls", "domain", "smtp", "imap", "gone", "trace"])
    expect(out).toContain(`\n${kind}: `);
});
