import { expect, test } from "bun:test";
import { readMailPart } from "#src/inbox/reading/read.ts";

const mail = (html: string, more = "") =>
  new TextEncoder().encode(
    [
      "From: a@example.ch",
      "Subject: x",
      'Content-Type: multipart/related; boundary="b"',
      "",
      "--b",
      "Content-Type: text/html; charset=utf-8",
      "",
      html,
      more,
      "--b--",
      "",
    ].join("\r\n"),
  );
const picture = [
  "--b",
  "Content-Type: image/png",
  "Content-ID: <logo@x>",
  "Content-Transfer-Encoding: base64",
  'Content-Disposition: inline; filename="logo.png"',
  "",
  "iVBORw0KGgo=",
].join("\r\n");

const frame = { what: "frame", remote: false, language: "de-CH", linkPage: "/inbox/link" } as const;

test("a mail becomes a document: its own pictures as data, others blocked and counted", async () => {
  const html =
    '<p>Grüezi</p><img src="cid:logo@x"><img src="http://127.0.0.1:1/a.png"><img src="http://t/o" width=1 height=1>';
  const shown = await readMailPart(mail(html, picture), frame);
  expect(shown).toMatchObject({ images: 2, trackers: 1 });
  const { document } = shown as { document: string };
  expect(document).toContain("Grüezi");
  expect(document).toContain("data:image/png;base64,iVBORw0KGgo=");
  expect(document).not.toContain("127.0.0.1:1");
});

test("a link leads straight on only where its text shows the true host", async () => {
  const html =
    '<a href="https://bank.example/x">https://bank.example</a> <a href="https://evil.example/y">bank.example</a>';
  const { document } = (await readMailPart(mail(html), frame)) as { document: string };
  expect(document).toContain('href="https://bank.example/x"');
  expect(document).toContain('href="/inbox/link?to=https%3A%2F%2Fevil.example%2Fy"');
});

test("an attachment's bytes come back as they were sent", async () => {
  const answer = await readMailPart(mail("<p>x</p>", picture), { what: "attachment", part: 0 });
  expect(Buffer.from((answer as { bytes: Uint8Array }).bytes).toString("base64")).toBe("iVBORw0KGgo=");
  expect(await readMailPart(mail("<p>x</p>"), { what: "attachment", part: 7 })).toEqual({ trouble: "missing" });
});

test("a mail without HTML, and one with more than anybody reads, is said to be so", async () => {
  const plain = new TextEncoder().encode("From: a@example.ch\r\nSubject: x\r\n\r\nNur Text\r\n");
  expect(await readMailPart(plain, frame)).toEqual({ trouble: "missing" });
  expect(await readMailPart(mail("x".repeat(1_100_000)), frame)).toEqual({ trouble: "too-large" });
});

test("two that ask at once both get their own", async () => {
  const [one, two] = await Promise.all([
    readMailPart(mail("<p>eins</p>"), frame),
    readMailPart(mail("<p>zwei</p>"), frame),
  ]);
  expect((one as { document: string }).document).toContain("eins");
  expect((two as { document: string }).document).toContain("zwei");
});
