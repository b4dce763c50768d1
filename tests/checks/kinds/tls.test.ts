import { expect, test } from "bun:test";
import { tls } from "#src/checks/kinds/tls.ts";
import type { Fields } from "#src/http/form.ts";
import { makeAuthority } from "./support/authority.ts";
import { closedPort, listen, listenEncrypted } from "./support/servers.ts";
import { here, surroundings } from "./support/surroundings.ts";

const authority = await makeAuthority();
const world = await surroundings({ "app.example.ch": here }, { ca: [authority.ca] });
const see = (port: number, config: Fields = {}) =>
  tls.run(tls.form.parse({ host: "app.example.ch", port: String(port), ...config }), world);
const serve = (pair: { cert: string; key: string }) => listenEncrypted(pair, (socket) => socket.end());

test("a certificate that holds is up, with its dates, names, issuer and fingerprint", async () => {
  const seen = await see(await serve(await authority.issue("app.example.ch")));
  expect(seen.state).toBe("up");
  expect(seen.details["certificate"]).toMatchObject({
    subject: "app.example.ch",
    issuer: "Test Authority",
    chain: ["app.example.ch", "Test Authority"],
    days_left: 89,
    protocol: "TLSv1.3",
  });
  const { fingerprint } = seen.details["certificate"] as { fingerprint: string };
  expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test.each([
  ["expired", () => authority.issue("app.example.ch", { since: -50, until: -1 }), "certificate-expired"],
  ["not yet valid", () => authority.issue("app.example.ch", { since: 1 }), "certificate-not-yet-valid"],
  ["for another name", () => authority.issue("www.example.ch"), "certificate-wrong-name"],
  ["self-signed", () => authority.selfSigned("app.example.ch"), "certificate-self-signed"],
  ["of an unknown authority", async () => (await makeAuthority()).issue("app.example.ch"), "certificate-untrusted"],
])("one that is %s is down", async (_, make, code) => {
  expect(await see(await serve(await make()))).toMatchObject({ state: "down", reason: { code } });
});

test("near its end it is degraded, from the day that is wished; a short life is warned of later", async () => {
  const port = await serve(await authority.issue("app.example.ch", { since: -80, until: 10 }));
  expect((await see(port)).reason?.en).toMatch(/^The certificate ends in 9 days, on \d{4}-\d\d-\d\d\.$/);
  expect((await see(port, { warn_days: "5" })).state).toBe("up");
  const short = await serve(await authority.issue("app.example.ch", { since: -1, until: 5 }));
  expect((await see(short)).state).toBe("up");
});

test("another name, and a fingerprint that was noted, can be expected", async () => {
  const port = await serve(await authority.issue("www.example.ch"));
  const seen = await see(port, { name: "www.example.ch" });
  expect(seen.state).toBe("up");
  const { fingerprint } = seen.details["certificate"] as { fingerprint: string };
  expect(
    (await see(port, { name: "www.example.ch", fingerprint: fingerprint.toLowerCase().replaceAll(":", " ") })).state,
  ).toBe("up");
  expect((await see(port, { name: "www.example.ch", fingerprint: "AB:CD" })).reason?.code).toBe("certificate-changed");
});

test("an address in numbers must be on the certificate", async () => {
  const port = await serve(await authority.issue("127.0.0.1"));
  expect((await see(port, { host: "127.0.0.1" })).state).toBe("up");
  const other = await serve(await authority.issue("app.example.ch"));
  expect((await see(other, { host: "127.0.0.1" })).reason?.code).toBe("certificate-wrong-name");
});

test("no encryption, no connection and a hanging handshake are down", async () => {
  const plain = await listen((socket) => socket.end("220 hello\r\n"));
  expect((await see(plain)).reason?.code).toBe("no-encryption");
  expect((await see(await closedPort())).reason?.code).toBe("refused");
  const hanging = await listen(() => {});
  expect((await see(hanging, { timeout_ms: "150" })).reason?.code).toBe("timeout");
  const hangingUp = await listen((socket) => socket.once("data", () => socket.end()));
  expect((await see(hangingUp)).reason?.code).toBe("connection-broken");
});
