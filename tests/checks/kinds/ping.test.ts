import { expect, test } from "bun:test";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lookWith, ping } from "#src/checks/kinds/ping.ts";
import { observe } from "#src/checks/outgoing/run.ts";
import { newFolder } from "../../support/folder.ts";
import { here, surroundings } from "./support/surroundings.ts";

const world = await surroundings({ "app.example.ch": here, "bad.example.ch": "SERVFAIL" });
const configOf = (typed: Record<string, string>) =>
  ping.form.parse({ host: "app.example.ch", timeout_ms: "5000", ...typed }) as Parameters<typeof lookWith>[2];

/** Runs with a program that prints what a system's ping prints, and ends as that does. */
async function see(output: string, exit: number, typed: Record<string, string> = {}) {
  const program = join(newFolder(), "ping");
  writeFileSync(program, `#!/bin/sh\ncat <<'END'\n${output}\nEND\nexit ${exit}\n`);
  chmodSync(program, 0o755);
  return observe({ timeout_ms: 5000 }, world, (run) => lookWith(program, run, configOf(typed)));
}

const iputils = (received: number, loss: number) => `PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=12.5 ms

--- 127.0.0.1 ping statistics ---
3 packets transmitted, ${received} received, ${loss}% packet loss, time 400ms
rtt min/avg/max/mdev = 12.1/12.5/12.9/0.100 ms`;

const busybox = `PING 127.0.0.1 (127.0.0.1): 56 data bytes

--- 127.0.0.1 ping statistics ---
3 packets transmitted, 3 packets received, 0% packet loss
round-trip min/avg/max = 0.089/0.105/0.123 ms`;

test("answers are up, with loss and average, of iputils and of busybox", async () => {
  expect(await see(iputils(3, 0), 0)).toMatchObject({
    state: "up",
    details: { loss_percent: 0, average_ms: 12.5, address: "127.0.0.1" },
  });
  expect(await see(busybox, 0)).toMatchObject({ state: "up", details: { average_ms: 0.105 } });
});

test("lost packets and slow answers are degraded, no answer is down", async () => {
  expect((await see(iputils(2, 33), 0)).reason?.en).toBe("Of 3 packets 33 % were lost.");
  expect((await see(iputils(3, 0), 0, { slow_ms: "10" })).reason?.en).toBe(
    "The answer took 12.5 ms on average; at most 10 ms are expected.",
  );
  expect((await see(iputils(0, 100), 1)).reason?.en).toBe("app.example.ch did not answer 3 packets.");
});

test("what ping itself cannot do is unknown", async () => {
  expect((await see("ping: connect: Network is unreachable", 2)).reason?.en).toBe(
    "The ping program could not ask: ping: connect: Network is unreachable",
  );
  expect((await see("ping: socket: Operation not permitted", 1)).state).toBe("unknown");
});

test("without the program it is unknown, and says where to get it", async () => {
  const seen = await observe({ timeout_ms: 500 }, world, (run) => lookWith(null, run, configOf({})));
  expect(seen).toMatchObject({ state: "unknown", reason: { code: "no-ping-program" } });
  expect(seen.reason?.en).toContain("iputils-ping");
});

test.skipIf(Bun.which("ping") === null)("the system's own ping reaches this machine", async () => {
  expect(await ping.run(configOf({ count: "1" }), world)).toMatchObject({ state: "up", details: { loss_percent: 0 } });
});
