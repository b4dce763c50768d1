import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { addressPolicy, commandLineAddresses, isRange } from "#src/checks/outgoing/address-policy.ts";
import { dial } from "#src/checks/outgoing/dial.ts";
import { connectionFinding } from "#src/checks/outgoing/finding.ts";
import { createResolver, type Resolver } from "#src/checks/outgoing/resolver.ts";
import { observe } from "#src/checks/outgoing/run.ts";
import { nameServer, type Zone } from "./support/name-server.ts";
import { listen } from "./support/servers.ts";
import { surroundings, surroundingsAt } from "./support/surroundings.ts";

const outside = addressPolicy({ loopback: false, private: false });
const inside = commandLineAddresses([]);

test.each([
  "169.254.169.254",
  "169.254.1.1",
  "fe80::1",
  "fd00:ec2::254",
  "100.100.100.200",
  "168.63.129.16",
  "0.0.0.0",
  "::",
  "224.0.0.1",
  "ff02::1",
  "255.255.255.255",
  "::ffff:169.254.169.254",
  "64:ff9b::a9fe:a9fe",
  "2002:a9fe:a9fe::1",
  "not an address",
])("nobody calls %s", (address) => {
  expect(outside(address)).not.toBeNull();
  expect(inside(address)).not.toBeNull();
});

test.each([
  "127.0.0.1",
  "127.1.2.3",
  "::1",
  "10.0.0.1",
  "172.16.9.9",
  "192.168.1.1",
  "100.64.0.1",
  "fd12::1",
  "::ffff:10.0.0.1",
])("%s is called from the command line, and elsewhere only where it is allowed", (address) => {
  expect(inside(address)).toBeNull();
  expect(outside(address)?.en).toContain("is not called");
  expect(addressPolicy({ loopback: false, private: false, exceptions: [address] })(address)).toBeNull();
});

test("public addresses are called, and a range can be let through", () => {
  expect(outside("93.184.216.34")).toBeNull();
  expect(outside("2606:4700::1")).toBeNull();
  expect(commandLineAddresses(["169.254.0.0/16"])("169.254.169.254")).toBeNull();
  expect(commandLineAddresses(["169.254.0.0/16"])("fe80::1")).not.toBeNull();
  expect(["10.0.0.0/8", "::1", "fd00::/8", "x", "10.0.0.0/40"].map(isRange)).toEqual([true, true, true, false, false]);
});

test("a name that answers another address the second time is judged by the one that is called", async () => {
  const port = await listen(() => {});
  let asked = 0;
  const rebinding: Resolver = {
    ask: async () => ({ outcome: "no-such-record", records: [] }),
    addressesOf: async (name) => ({
      outcome: "found",
      records: [{ name, type: "A", ttl: 0, value: asked++ === 0 ? "93.184.216.34" : "127.0.0.1" }],
    }),
  };
  const world = { ...surroundingsAt(1), resolver: rebinding, addresses: outside };
  await observe({ timeout_ms: 60 }, world, async (run) => void (await dial(run, { host: "x.example", port })));
  expect(asked).toBe(1);
  const second = await observe(
    { timeout_ms: 500 },
    world,
    async (run) => void (await dial(run, { host: "x.example", port })),
  );
  expect(second.reason?.code).toBe("address-refused");
});

test("an address that does not answer gives way to the next one", async () => {
  const port = await listen(() => {});
  const two: Zone = { "two.example.ch": { AAAA: ["::1"], A: ["127.0.0.1"] } };
  const seen = await observe(
    { timeout_ms: 2000 },
    await surroundings(two),
    async (run) => void (await dial(run, { host: "two.example.ch", port })),
  );
  expect(seen).toMatchObject({ state: "up", details: { address: "127.0.0.1" } });
});

test.each(["ENETUNREACH", "EMFILE", "ENOBUFS", "EADDRNOTAVAIL", "EACCES", "EAI_AGAIN"])("%s is our fault", (code) => {
  expect(connectionFinding(Object.assign(new Error(code), { code }), "x:1")).toMatchObject({
    state: "unknown",
    reason: { code: "own-fault" },
  });
});

test.each(["ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ETIMEDOUT", "EPIPE"])("%s is the target's", (code) => {
  expect(connectionFinding(Object.assign(new Error(code), { code }), "x:1").state).toBe("down");
});

test("a run that was held up by ourselves is unknown, not down", async () => {
  const port = await listen(() => {});
  const seen = await observe({ timeout_ms: 50 }, surroundingsAt(1), async (run) => {
    const socket = await dial(run, { host: "127.0.0.1", port });
    run.enter("ask");
    Bun.sleepSync(400); // the loop stands still, as with a machine that sleeps
    await new Promise((resolve) => socket.on("data", resolve));
  });
  expect(seen).toMatchObject({ state: "unknown", reason: { code: "own-delay" } });
});

test("a mistake of ours in a check is unknown", async () => {
  const seen = await observe({ timeout_ms: 500 }, surroundingsAt(1), async () => {
    throw new TypeError("undefined is not a function");
  });
  expect(seen).toMatchObject({ state: "unknown", reason: { code: "own-error" } });
});

test("what the name service said is kept for its time, and a failure never", async () => {
  let now = new Date("2027-01-01T00:00:00Z");
  const zone: Zone = { "app.example.ch": { A: ["192.0.2.1"] }, "bad.example.ch": "SERVFAIL" };
  const port = await nameServer(zone);
  const resolver = createResolver({ clock: () => now, servers: [{ address: "127.0.0.1", port }], patience_ms: 60 });
  const ask = async (name: string) =>
    (await resolver.ask(name, "A", new AbortController().signal)).records.map(({ value }) => value);
  expect(await ask("app.example.ch")).toEqual(["192.0.2.1"]);
  zone["app.example.ch"] = { A: ["192.0.2.2"] };
  expect(await ask("app.example.ch")).toEqual(["192.0.2.1"]);
  now = new Date("2027-01-01T00:00:31Z");
  expect(await ask("app.example.ch")).toEqual(["192.0.2.2"]);
  expect(await ask("bad.example.ch")).toEqual([]);
  zone["bad.example.ch"] = { A: ["192.0.2.3"] };
  expect(await ask("bad.example.ch")).toEqual(["192.0.2.3"]);
  now = new Date("2026-12-31T23:00:00Z");
  zone["app.example.ch"] = { A: ["192.0.2.4"] };
  expect(await ask("app.example.ch")).toEqual(["192.0.2.4"]);
});

test("names of the hosts file and localhost are found without asking anybody", async () => {
  const clock = () => new Date("2027-01-01T00:00:00Z");
  const resolver = createResolver({ clock });
  const found = async (host: string, family: 4 | 6 | null) =>
    (await resolver.addressesOf(host, family, new AbortController().signal)).records.map(({ value }) => value);
  expect(await found("localhost", 4)).toEqual(["127.0.0.1"]);
  const written = /^(\d+\.\d+\.\d+\.\d+)\s+(\S+)/m.exec(readFileSync("/etc/hosts", "utf8"));
  if (written) expect(await found(written[2]!.toUpperCase(), 4)).toContain(written[1]!);
});
