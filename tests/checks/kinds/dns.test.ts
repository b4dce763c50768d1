import { expect, test } from "bun:test";
import { dns } from "#src/checks/kinds/dns.ts";
import type { Fields } from "#src/http/form.ts";
import { nameServer } from "./support/name-server.ts";
import { surroundings, surroundingsAt } from "./support/surroundings.ts";

const zone = {
  "example.ch": {
    A: ["192.0.2.1", "192.0.2.2"],
    MX: [{ preference: 10, exchange: "Mail.example.ch" }],
    TXT: [["v=spf1 ", "-all"]],
    CAA: [{ flags: 0, tag: "issue", value: "letsencrypt.org" }],
    NS: ["ns1.example.ch"],
  },
  "bad.example.ch": "SERVFAIL" as const,
  "closed.example.ch": "REFUSED" as const,
  "mute.example.ch": "silent" as const,
  "odd.example.ch": "garbage" as const,
};
const world = await surroundings(zone);
const see = (config: Fields, where = world) => dns.run(dns.form.parse({ host: "example.ch", ...config }), where);

test("a record that is there is up, with its values", async () => {
  expect(await see({})).toMatchObject({ state: "up", details: { values: ["192.0.2.1", "192.0.2.2"] } });
  expect((await see({ type: "MX", expected: "10 mail.example.ch." })).state).toBe("up");
  expect((await see({ type: "TXT", expected: "v=spf1 -all" })).state).toBe("up");
  expect((await see({ type: "CAA", expected: '0 issue "letsencrypt.org"' })).state).toBe("up");
});

test("another value is down, and so is one too many where exactly these are wished", async () => {
  const other = await see({ expected: "192.0.2.9" });
  expect(other.reason?.en).toBe("example.ch A is 192.0.2.1, 192.0.2.2; 192.0.2.9 is expected.");
  expect((await see({ expected: "192.0.2.1" })).state).toBe("up");
  expect((await see({ expected: "192.0.2.1", match: "equals" })).state).toBe("down");
  expect((await see({ expected: "192.0.2.2\n192.0.2.1", match: "equals" })).state).toBe("up");
});

test("no such name and no such record are facts; failures of the name service are not", async () => {
  expect(await see({ host: "none.example.ch" })).toMatchObject({ state: "down", reason: { code: "no-such-name" } });
  expect(await see({ type: "AAAA" })).toMatchObject({ state: "down", reason: { code: "no-such-record" } });
  expect((await see({ host: "bad.example.ch" })).reason?.en).toBe(
    "The name service could not resolve bad.example.ch (SERVFAIL).",
  );
  for (const host of ["bad.example.ch", "closed.example.ch", "mute.example.ch", "odd.example.ch"])
    expect((await see({ host })).state).toBe("unknown");
});

test("a name under .invalid does not exist, and nobody is asked", async () => {
  expect((await see({ host: "old.invalid" }, surroundingsAt(1))).reason?.code).toBe("no-such-name");
});

test("a name server of one's own is asked; when it is what is checked, its failure is down", async () => {
  const port = await nameServer({ "example.ch": { A: ["198.51.100.7"] }, "bad.example.ch": "SERVFAIL" });
  const server = `127.0.0.1:${port}`;
  expect(await see({ server })).toMatchObject({ state: "up", details: { values: ["198.51.100.7"] } });
  expect((await see({ server, host: "bad.example.ch" })).state).toBe("unknown");
  expect(await see({ server, host: "bad.example.ch", server_is_target: "on" })).toMatchObject({
    state: "down",
    reason: { code: "server-failed" },
  });
});

test("an answer too long for UDP is fetched over TCP", async () => {
  const port = await nameServer({ "long.example.ch": { A: ["192.0.2.5"] } }, { longOverTcp: true });
  expect(await see({ host: "long.example.ch" }, surroundingsAt(port))).toMatchObject({
    state: "up",
    details: { values: ["192.0.2.5"] },
  });
});

test("a name server at a refused address is not asked", async () => {
  expect((await see({ server: "169.254.169.254" })).reason?.code).toBe("address-refused");
});
