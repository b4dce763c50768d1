import { expect, test } from "bun:test";
import { type Automatic, compose, type OutgoingContent, recipientsOf, smtpAddress } from "#src/mail/compose.ts";
import { parseMail } from "#src/mail/message.ts";
import { content } from "../support/outgoing.ts";
import { headerOf } from "../support/smtp.ts";

const blobs: Record<number, Uint8Array> = {
  1: new TextEncoder().encode("Zeile 1\nZeile 2\n"),
  2: new Uint8Array(300_000).fill(7),
};

async function raw(given: Partial<OutgoingContent> = {}, automatic: Automatic | null = null): Promise<string> {
  const bytesOf = async function* (id: number) {
    yield blobs[id]!;
  };
  const source = compose({
    content: content(given),
    mail_id: "t-12-abc@beispiel.ch",
    automatic,
    install: "0123abcd",
    bytesOf,
  });
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts).toString("latin1");
}

const parsed = (text: string) => parseMail(Buffer.from(text, "latin1"));
const names = (text: string) =>
  text
    .split("\r\n\r\n")[0]!
    .split(/\r\n(?![ \t])/)
    .map((line) => line.split(":")[0]!.toLowerCase());

test("a mail says who, to whom, when, what and in answer to what; who is in Bcc is not said", async () => {
  const text = await raw({
    cc: [{ name: "Müller, Beat", address: "beat@kunde.test" }],
    bcc: [{ name: "", address: "still@kunde.test" }],
    replyTo: [{ name: "", address: "support+t-12-abc@beispiel.ch" }],
    subject: "Re: Überweisung «fünf»",
    inReplyTo: "frage@kunde.test",
    references: ["erste@kunde.test"],
  });
  expect(parsed(text)).toMatchObject({
    from: [{ name: "Beispiel Support", address: "support@beispiel.ch" }],
    to: [{ name: "Anna", address: "anna@kunde.test" }],
    cc: [{ name: "Müller, Beat", address: "beat@kunde.test" }],
    bcc: [],
    replyTo: [{ address: "support+t-12-abc@beispiel.ch" }],
    subject: "Re: Überweisung «fünf»",
    date: "2026-11-23T09:00:00.000Z",
    messageId: "t-12-abc@beispiel.ch",
    inReplyTo: "frage@kunde.test",
    references: ["erste@kunde.test", "frage@kunde.test"],
    html: null,
    automatic: { is: false },
  });
  expect(text).not.toContain("still@kunde.test");
  expect(parsed(text).text.trim()).toBe("Guten Tag\r\n\r\nDanke.");
});

test("what people write arrives as they wrote it", async () => {
  const written = `Grüezi — 5 €\n\n.\n..zwei Punkte\nFrom hier\n${"lang ".repeat(300)}\nEnde 🙂\n`;
  expect(parsed(await raw({ text: written })).text.replaceAll("\r\n", "\n")).toBe(written);
  const both = parsed(await raw({ text: "nur Text", html: "<p>schön</p>" }));
  expect([both.text.trim(), both.html?.trim()]).toEqual(["nur Text", "<p>schön</p>"]);
});

test("attachments arrive byte by byte, under their names", async () => {
  const attachments = [
    { filename: "Rechnung März.txt", contentType: "text/plain", blob_id: 1 },
    { filename: "bild.png", contentType: "image/png", blob_id: 2, contentId: "bild1" },
  ];
  const mail = parsed(await raw({ html: '<img src="cid:bild1">', attachments }));
  expect(mail.attachments.map(({ filename }) => filename).sort()).toEqual(["Rechnung März.txt", "bild.png"]);
  const named = (name: string) => mail.attachments.find(({ filename }) => filename === name)!;
  expect(Buffer.from(named("Rechnung März.txt").content).equals(blobs[1]!)).toBe(true);
  expect(Buffer.from(named("bild.png").content).equals(blobs[2]!)).toBe(true);
  expect(named("bild.png").contentId).toBe("bild1");
});

const bad = "x\r\nBcc: opfer@kunde.test\r\n\r\nText";

test("nothing in the content can add a header, a recipient or a body", async () => {
  const text = await raw({
    from: { name: bad, address: "support@beispiel.ch" },
    to: [{ name: `"${bad}`, address: "anna@kunde.test" }],
    replyTo: [{ name: bad, address: "support@beispiel.ch" }],
    subject: bad,
    inReplyTo: `a@b${bad}`,
    references: ["gut@kunde.test", `c@d${bad}`, "mit leer@kunde.test"],
    threadIndex: bad,
    headers: { "X-Gut": bad, "X-Böse": "x", "X-Zwei\r\nBcc": "opfer@kunde.test", "": "x" },
    attachments: [{ filename: bad, contentType: `text/plain\r\nBcc: opfer@kunde.test`, blob_id: 1, contentId: bad }],
  });
  expect(names(text)).not.toContain("bcc");
  expect(names(text).sort()).toEqual(
    [
      "content-type",
      "date",
      "from",
      "message-id",
      "mime-version",
      "references",
      "reply-to",
      "subject",
      "to",
      "x-gut",
    ].sort(),
  );
  expect(text).not.toMatch(/^bcc:/im);
  const mail = parsed(text);
  expect(mail.references).toEqual(["gut@kunde.test"]);
  expect(mail.to.map(({ address }) => address)).toEqual(["anna@kunde.test"]);
});

test("an address that is none, or two, is refused before anything is queued", () => {
  for (const address of [
    "",
    "anna",
    "@kunde.test",
    "a@b@",
    "anna@kunde.test>,<x@y.test",
    "a b@kunde.test",
    "a@kunde.test\r\nRCPT TO:<x@y.test>",
    "a,b@kunde.test",
  ])
    expect(() => smtpAddress(address)).toThrow("not an address");
  expect(smtpAddress("jürg@bücher.example")).toBe("jürg@xn--bcher-kva.example");
  const twice = {
    to: [{ name: "", address: "a@k.test" }],
    cc: [{ name: "A", address: "a@k.test" }],
    bcc: [{ name: "", address: "b@k.test" }],
  };
  expect(recipientsOf(twice)).toEqual(["a@k.test", "b@k.test"]);
});

test("References keep the first and the newest, and are never longer than servers take", async () => {
  const references = Array.from({ length: 300 }, (_, n) => `${n}-${"x".repeat(40)}@kunde.test`);
  const line = headerOf(await raw({ references, inReplyTo: references.at(-1)! }), "References")!;
  const kept = line.match(/<[^>]+>/g)!.map((one) => one.slice(1, -1));
  expect(line.length).toBeLessThan(2100);
  expect(kept[0]).toBe(references[0]!);
  expect(kept.slice(1)).toEqual(references.slice(1 - kept.length));
  expect((await raw({ references })).split("\r\n").every((one) => one.length <= 998)).toBe(true);
});

test("Outlook's thread goes on where there was one: five bytes more, with the time since it began", async () => {
  const begun = new Date("2026-11-20T09:00:00.000Z");
  const header = Buffer.alloc(22);
  const time = (BigInt(begun.getTime()) + 11_644_473_600_000n) * 10_000n;
  header.writeUIntBE(Number(time >> 16n), 0, 6);
  header.fill(9, 6);
  const text = await raw({ threadIndex: header.toString("base64"), subject: "AW: Re: Rechnung" });
  const index = Buffer.from(headerOf(text, "Thread-Index")!, "base64");
  expect([index.length, index.subarray(0, 22).equals(header)]).toEqual([27, true]);
  const since_ms = Number((BigInt(index.readUInt32BE(22)) << 18n) / 10_000n);
  expect(Math.abs(since_ms - 3 * 86_400_000)).toBeLessThan(100);
  expect(headerOf(text, "Thread-Topic")).toBe("Rechnung");
  expect(headerOf(await raw(), "Thread-Index")).toBeNull();
  expect(headerOf(await raw({ threadIndex: "Kaputt==" }), "Thread-Index")).toBeNull();
});

test("automatic mail says that it is, in every way that others look for, and is known by us too", async () => {
  const text = await raw({}, "auto-replied");
  expect(headerOf(text, "Auto-Submitted")).toBe("auto-replied");
  expect(headerOf(text, "X-Auto-Response-Suppress")).toBe("All");
  expect(headerOf(text, "Precedence")).toBe("auto_reply");
  expect(headerOf(text, "X-Loop")).toBe("aktion-0123abcd");
  expect(parsed(text).automatic.is).toBe(true);
});
