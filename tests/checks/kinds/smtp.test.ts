import { expect, test } from "bun:test";
import { smtp } from "#src/checks/kinds/smtp.ts";
import { tls } from "#src/checks/kinds/tls.ts";
import type { Fields } from "#src/http/form.ts";
import { makeAuthority } from "./support/authority.ts";
import { mailServer, smtpScript } from "./support/mail-server.ts";
import { listen } from "./support/servers.ts";
import { here, surroundings } from "./support/surroundings.ts";

const authority = await makeAuthority();
const pair = await authority.issue("mail.example.ch");
const world = await surroundings({ "mail.example.ch": here }, { ca: [authority.ca] });
const see = (port: number, config: Fields = {}) =>
  smtp.run(smtp.form.parse({ host: "mail.example.ch", port: String(port), timeout_ms: "2000", ...config }), world);

test("greeting, STARTTLS, certificate and a polite end are up", async () => {
  const heard: string[] = [];
  const port = await mailServer(pair, smtpScript(), { heard });
  const seen = await see(port);
  expect(seen).toMatchObject({
    state: "up",
    details: {
      encrypted: true,
      certificate: { subject: "mail.example.ch" },
      offers: ["AUTH PLAIN LOGIN", "SIZE 1000"],
    },
  });
  expect(heard).toEqual(["EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]", "QUIT"]);
});

test("a log-in is tried only encrypted, both ways, and its refusal is down", async () => {
  const port = await mailServer(pair, smtpScript());
  expect(await see(port, { user: "anna", password: "secret" })).toMatchObject({
    state: "up",
    details: { logged_in: true },
  });
  const refused = await see(port, { user: "anna", password: "wrong" });
  expect(refused).toMatchObject({ state: "down", reason: { code: "login-refused" } });
  expect(refused.reason?.en).toContain('answers "535 5.7.8 no"; 235 is expected.');
  const byLogin = await mailServer(pair, smtpScript({ ways: "LOGIN" }));
  expect((await see(byLogin, { user: "anna", password: "secret" })).state).toBe("up");
  const noWay = await mailServer(pair, smtpScript({ ways: "XOAUTH2" }));
  expect((await see(noWay, { user: "anna", password: "secret" })).reason?.code).toBe("no-login-way");
  expect(smtp.form.safeParse({ host: "a.ch", user: "anna", encryption: "if-offered" }).error?.issues[0]?.path).toEqual([
    "encryption",
  ]);
});

test("without STARTTLS it is down where encryption is required, and up where it is not", async () => {
  const port = await mailServer(pair, smtpScript({ starttls: false }));
  expect(await see(port)).toMatchObject({ state: "down", reason: { code: "no-starttls" } });
  expect(await see(port, { encryption: "if-offered" })).toMatchObject({ state: "up", details: { encrypted: false } });
  expect((await see(port, { encryption: "none" })).state).toBe("up");
});

test("encrypted from the beginning", async () => {
  const port = await mailServer(pair, smtpScript(), { implicit: true });
  expect(await see(port, { encryption: "tls" })).toMatchObject({ state: "up", details: { encrypted: true } });
});

test.each([
  ["expired", () => authority.issue("mail.example.ch", { since: -9, until: -1 }), "certificate-expired"],
  ["for another name", () => authority.issue("other.example.ch"), "certificate-wrong-name"],
  ["self-signed", () => authority.selfSigned("mail.example.ch"), "certificate-self-signed"],
])("a certificate that is %s is down, also seen by the tls kind", async (_, make, code) => {
  const port = await mailServer(await make(), smtpScript());
  expect((await see(port)).reason?.code).toBe(code);
  const config = tls.form.parse({ host: "mail.example.ch", port, starttls: "smtp" });
  expect((await tls.run(config, world)).reason?.code).toBe(code);
});

test.each([
  ["turns away", "554 no service\r\n", "smtp-reply", 'answers "554 no service"; 220 is expected.'],
  ["is no SMTP", "SSH-2.0-x\r\n", "not-smtp", 'is no SMTP: "SSH-2.0-x".'],
  ["greets without end", "220-again\r\n".repeat(7000), "not-smtp", "is no SMTP"],
  ["sends a line without end", "x".repeat(90_000), "endless-line", "a line without end"],
])("a server that %s is down", async (_, greeting, code, sentence) => {
  const port = await listen((socket) => socket.write(greeting));
  const seen = await see(port);
  expect(seen.reason?.code).toBe(code);
  expect(seen.reason?.en).toContain(sentence);
});

test("text slipped in before the encryption is not trusted", async () => {
  const script = smtpScript();
  const port = await mailServer(pair, { ...script, go: "220 go\r\n250 injected\r\n" });
  expect((await see(port)).reason?.code).toBe("text-before-encryption");
});

test("a server that hangs or hangs up is down", async () => {
  const hanging = await listen(() => {});
  expect((await see(hanging, { timeout_ms: "150" })).reason?.en).toBe("No answer within 150 ms.");
  const closing = await listen((socket) => socket.end("220 hi\r\n"));
  expect((await see(closing)).reason?.code).toBe("closed");
});
