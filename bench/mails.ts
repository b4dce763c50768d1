import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chanceFrom } from "../tests/support/chance.ts";

const syllables = "ba co di fu ge ha ki lo mu ne pa ro su ta vi xo ze tri pla men".split(" ");

/**
 * Writes so many different mails straight into a Maildir, as a busy support address gets them: text, HTML with text, one in seven with
 * a file; a third are answers to earlier ones. Half are larger than 14 KB.
 */
export function fillMaildir(inbox: string, count: number): number {
  const folder = join(inbox, "cur");
  mkdirSync(folder, { recursive: true });
  for (let n = 0; n < count; n += 1) {
    const mail = mailNumber(n);
    writeFileSync(join(folder, `${1_790_000_000 + n}.M${n}P1.bench,S=${mail.length}:2,`), mail);
  }
  return count;
}

/** A mail of 50 MB, one of 50 MB in 7-bit text, and one of 10'000 parts. */
export function putHugeMails(inbox: string): number {
  const folder = join(inbox, "cur");
  mkdirSync(folder, { recursive: true });
  const head = (n: number) => [
    "From: Kundin <customer@customer.test>",
    "To: support@example.test",
    `Subject: Gross ${n}`,
    `Message-ID: <huge.${n}@customer.test>`,
    "MIME-Version: 1.0",
  ];
  const line = `${"QUJD".repeat(19)}`;
  const base64 = Array.from({ length: 670_000 }, () => line);
  const attached = [
    "Content-Type: application/zip; name=alles.zip",
    "Content-Transfer-Encoding: base64",
    "",
    ...base64,
  ];
  const text = Array.from(
    { length: 700_000 },
    (_, n) => `Zeile ${n} mit einigen gewöhnlichen Wörtern, wie ein Protokoll sie hat`,
  );
  const small = (n: number) => ["Content-Type: text/plain; charset=utf-8", "", `Teil ${n}`];
  const mails = [
    [...head(1), ...multipart("mixed", [["Content-Type: text/plain", "", "Anbei."], attached])],
    [...head(2), "Content-Type: text/plain; charset=utf-8", "", ...text],
    [
      ...head(3),
      ...multipart(
        "mixed",
        Array.from({ length: 10_000 }, (_, n) => small(n)),
      ),
    ],
  ];
  for (const [n, lines] of mails.entries()) {
    const mail = Buffer.from(lines.join("\r\n"));
    writeFileSync(join(folder, `${1_790_000_000 + n}.M${n}P2.bench,S=${mail.byteLength}:2,`), mail);
  }
  return mails.length;
}

export function mailNumber(n: number): string {
  const chance = chanceFrom(n + 1);
  const word = () => Array.from({ length: 2 + chance.count(2) }, () => chance.one(syllables)).join("");
  const words = (many: number) => Array.from({ length: many }, word).join(" ");
  const earlier = n >= 50 && n % 3 === 0 ? n - 50 : null; // of the same customer
  const customer = n % 50;
  const thread =
    earlier === null
      ? []
      : [`In-Reply-To: <bench.${earlier}@customer.test>`, `References: <bench.${earlier}@customer.test>`];
  const text = lines(words(150 + chance.count(700)));
  const head = [
    "Return-Path: <customer@customer.test>",
    "Received: from mx.customer.test (mx.customer.test [192.0.2.7]) by mail.example.test with ESMTPS id 1; Mon, 23 Nov 2026 10:00:00 +0100",
    `From: Kundin ${customer} <customer${customer}@customer.test>`,
    "To: support@example.test",
    `Subject: ${earlier === null ? "" : "Re: "}Bestellung ${earlier ?? n}`,
    `Message-ID: <bench.${n}@customer.test>`,
    "Date: Mon, 23 Nov 2026 10:00:00 +0100",
    ...thread,
    "MIME-Version: 1.0",
  ];
  return [...head, ...bodyOf(n, text, chance)].join("\r\n");
}

type Chance = ReturnType<typeof chanceFrom>;

function bodyOf(n: number, text: string[], chance: Chance): string[] {
  const plain = ["Content-Type: text/plain; charset=utf-8", "", ...text];
  if (n % 7 === 0) return multipart("mixed", [plain, file(n, chance)]);
  if (n % 3 !== 0) return plain;
  const html = [
    "Content-Type: text/html; charset=utf-8",
    "",
    "<html><body>",
    ...text.map((line) => `<p style="margin:0">${line}</p>`),
    "</body></html>",
  ];
  return multipart("alternative", [plain, html]);
}

function multipart(kind: string, parts: string[][]): string[] {
  return [
    `Content-Type: multipart/${kind}; boundary="b"`,
    "",
    ...parts.flatMap((part) => ["--b", ...part]),
    "--b--",
    "",
  ];
}

function file(n: number, chance: Chance): string[] {
  const bytes = Buffer.from(Array.from({ length: 20_000 }, () => chance.count(255)));
  const head = [`Content-Type: application/pdf; name="beleg-${n}.pdf"`, "Content-Transfer-Encoding: base64", ""];
  return [...head, ...(bytes.toString("base64").match(/.{1,76}/g) ?? [])];
}

function lines(text: string): string[] {
  return text.match(/.{1,72}(?: |$)/g) ?? [];
}
