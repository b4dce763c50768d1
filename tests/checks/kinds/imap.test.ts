import { expect, test } from "bun:test";
import { imap } from "#src/checks/kinds/imap.ts";
import { tls } from "#src/checks/kinds/tls.ts";
import type { Fields } from "#src/http/form.ts";
import { makeAuthority } from "./support/authority.ts";
import { imapScript, mailServer } from "./support/mail-server.ts";
import { listen } from "./support/servers.ts";
import { here, surroundings } from "./support/surroundings.ts";

const authority = await makeAuthority();
const pair = await authority.issue("mail.example.ch");
const world = await surroundings({ "mail.example.ch": here }, { ca: [authority.ca] });
const see = (port: number, config: Fields = {}) =>
  imap.run(imap.form.parse({ host: "mail.example.ch", port: String(port), timeout_ms: "2000", ...config }), world);

test("encrypted from the beginning, with log-in and a polite end, is up", async () => {
  const heard: string[] = [];
  const port = await mailServer(pair, imapScript(), { implicit: true, heard });
  expect(await see(port, { user: "anna", password: "secret" })).toMatchObject({
    state: "up",
    details: { encrypted: true, logged_in: true, certificate: { subject: "mail.example.ch" } },
  });
  expect(heard.map((line) => line.split(" ")[1])).toEqual(["CAPABILITY", "AUTHENTICATE", "LOGOUT"]);
});

test("STARTTLS, and LOGIN with quotes where nothing better is offered", async () => {
  const port = await mailServer(pair, imapScript({ saslIr: false }));
  expect((await see(port, { encryption: "starttls", user: "anna", password: 'se"cret' })).state).toBe("up");
  expect(await see(port, { encryption: "starttls", user: "anna", password: "wrong" })).toMatchObject({
    state: "down",
    reason: { code: "login-refused" },
  });
  const config = tls.form.parse({ host: "mail.example.ch", port, starttls: "imap" });
  expect((await tls.run(config, world)).state).toBe("up");
});

test("without STARTTLS it is down where encryption is required", async () => {
  const port = await mailServer(pair, imapScript({ starttls: false }));
  expect((await see(port, { encryption: "starttls" })).reason?.code).toBe("no-starttls");
  expect((await see(port, { encryption: "none" })).state).toBe("up");
});

test.each([
  ["turns away", "* BYE too many\r\n", "imap-bye"],
  ["is no IMAP", "220 smtp here\r\n", "not-imap"],
  ["hangs up", "", "closed"],
])("a server that %s is down", async (_, greeting, code) => {
  const port = await listen((socket) => socket.end(greeting));
  expect((await see(port, { encryption: "none" })).reason?.code).toBe(code);
});
