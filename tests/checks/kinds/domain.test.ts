import { expect, test } from "bun:test";
import { domain } from "#src/checks/kinds/domain.ts";
import type { Fields } from "#src/http/form.ts";
import { closedPort, listen } from "./support/servers.ts";
import { here, surroundings } from "./support/surroundings.ts";

const now = new Date("2026-11-26T12:00:00Z");
const world = { ...(await surroundings({ "rdap.example.net": here })), clock: () => now };
const see = (config: Fields) =>
  domain.run(domain.form.parse({ host: "ours.example", timeout_ms: "2000", ...config }), world);

/** A registry on loopback: answers by path. */
async function registry(answers: Record<string, [number, unknown]>): Promise<string> {
  const port = await listen((socket) =>
    socket.once("data", (bytes: Buffer) => {
      const [status, body] = answers[String(bytes).split(" ")[1]!] ?? [404, null];
      socket.end(
        `HTTP/1.1 ${status} X\r\nContent-Type: application/rdap+json\r\n\r\n${typeof body === "string" ? body : JSON.stringify(body)}`,
      );
    }),
  );
  return `http://rdap.example.net:${port}/`;
}

const ending = (eventDate: string, status = ["active"]) => ({
  status,
  events: [
    { eventAction: "registration", eventDate: "2010-01-01T00:00:00Z" },
    { eventAction: "expiration", eventDate },
  ],
});

test.each([
  ["far away", "2027-11-26T00:00:00Z", "up", undefined],
  ["soon", "2026-12-10T12:00:00Z", "degraded", "ours.example ends in 14 days, on 2026-12-10."],
  ["over", "2026-11-01T00:00:00Z", "down", "ours.example expired on 2026-11-01."],
])("an end that is %s", async (_, date, state, sentence) => {
  const rdap = await registry({ "/domain/ours.example": [200, ending(date)] });
  const seen = await see({ rdap });
  expect(seen.state).toBe(state as "up");
  expect(seen.reason?.en).toBe(sentence as string);
  expect(seen.details["expires_on"]).toBe(date.slice(0, 10));
});

test("not registered, or being lost, is down", async () => {
  expect((await see({ rdap: await registry({}) })).reason?.code).toBe("not-registered");
  const losing = await registry({
    "/domain/ours.example": [200, ending("2027-01-01T00:00:00Z", ["redemption period"])],
  });
  expect(await see({ rdap: losing })).toMatchObject({ state: "down", reason: { code: "being-lost" } });
});

test("the registry is found through the bootstrap", async () => {
  const rdap = await registry({ "/rdap/domain/ours.example": [200, ending("2028-01-01T00:00:00Z")] });
  const bootstrap = await registry({
    "/dns.json": [
      200,
      {
        services: [
          [["net"], ["https://x/"]],
          [["example"], [`${rdap}rdap/`]],
        ],
      },
    ],
  });
  expect(await see({ bootstrap: `${bootstrap}dns.json` })).toMatchObject({
    state: "up",
    details: { registry: `${rdap}rdap/`, days_left: 400 },
  });
});

test("where no registry is known, or it names no end, one entered by hand counts", async () => {
  const bootstrap = `${await registry({ "/dns.json": [200, { services: [] }] })}dns.json`;
  expect(await see({ bootstrap })).toMatchObject({ state: "unknown", reason: { code: "no-registry" } });
  const silent = await registry({ "/domain/ours.example": [200, { status: ["active"], events: [] }] });
  expect((await see({ rdap: silent })).reason?.en).toContain("Enter it by hand.");
  expect(await see({ expires_on: "2027-03-31" })).toMatchObject({
    state: "up",
    details: { expires_on: "2027-03-31", days_left: 124 },
  });
});

test("whatever is wrong with the registry is unknown", async () => {
  for (const answer of [
    [500, {}],
    [200, "no json"],
    [429, {}],
  ] as [number, unknown][])
    expect((await see({ rdap: await registry({ "/domain/ours.example": answer }) })).state).toBe("unknown");
  expect(await see({ rdap: `http://rdap.example.net:${await closedPort()}/` })).toMatchObject({
    state: "unknown",
    reason: { code: "registry-failed" },
  });
  expect((await see({ rdap: `http://rdap.example.net:${await listen(() => {})}/`, timeout_ms: "150" })).state).toBe(
    "unknown",
  );
});
