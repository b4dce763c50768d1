import { expect, test } from "bun:test";
import { parseMail } from "#src/mail/message.ts";
import { visibleOf } from "#src/mail/visible.ts";

const mail = (...lines: string[]): Uint8Array => new Uint8Array(Buffer.from(lines.join("\r\n"), "latin1"));

test("a mail of 50 MB is taken apart without a copy of its file, which is decoded when asked for", () => {
  const line = `${"QUJD".repeat(19)}\r\n`;
  const raw = mail(
    "Content-Type: multipart/mixed; boundary=b",
    "",
    "--b",
    "Content-Type: application/pdf; name=a.pdf",
    "Content-Transfer-Encoding: base64",
    "",
    `${line.repeat(641_000)}--b--`,
  );
  const start = performance.now();
  const { attachments } = parseMail(raw);
  expect(performance.now() - start).toBeLessThan(1000);
  expect(attachments[0]?.size).toBe(641_000 * 57);
});

test("a mail of 10'000 parts is read in less than two seconds, each part there", () => {
  const part = "--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nInhalt\r\n";
  const start = performance.now();
  const { attachments } = parseMail(
    mail("Content-Type: multipart/mixed; boundary=b", "", `${part.repeat(10_000)}--b--`),
  );
  expect(performance.now() - start).toBeLessThan(2000);
  expect(attachments.length).toBe(10_000);
});

const many = 50_000;
const hostile: Record<string, Uint8Array> = {
  "10'000 multiparts inside of each other": mail(
    ...Array.from({ length: 10_000 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}`),
    "",
    "Text",
  ),
  "a list of addresses without commas": mail(`To: ${"a@b.example ".repeat(many)}`, "", "x"),
  "quotes that never close": mail(`To: ${'\\"'.repeat(many)}`, "", "x"),
  "brackets that never close": mail(`To: ${'<("['.repeat(many)}`, "", "x"),
  "white space without end": mail(
    `To: a${" ".repeat(many)}b`,
    `Content-Type: text/plain; a=b${" ".repeat(many)}c`,
    "",
    "x",
  ),
  "parameters without end": mail(
    `Content-Type: text/plain; ${Array.from({ length: many }, (_, at) => `name*${at}=a`).join("; ")}`,
    "",
    "x",
  ),
  "encoded words that never close": mail(`Subject: ${"=?utf-8?Q?a ".repeat(many)}`, "", "x"),
  "Base64 of nothing but padding": mail("Content-Transfer-Encoding: base64", "", "= =".repeat(many)),
  "escapes without end": mail("Subject: x", "", "\x1b$B".repeat(many)),
  "lines that are no header": mail("From: a@b.example", "junk\r\nX-A: b\r\n".repeat(10_000), "x"),
  "tags that never close": mail("Content-Type: text/html", "", "<div><a href='".repeat(many)),
};

for (const [name, raw] of Object.entries(hostile))
  test(`${name}: read in linear time`, () => {
    const start = performance.now();
    visibleOf(parseMail(raw));
    expect(performance.now() - start).toBeLessThan(2000);
  });
