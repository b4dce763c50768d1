import { existsSync, readdirSync, readFileSync } from "node:fs";
import PostalMime from "postal-mime";
import { parseMail } from "../src/mail/message.ts";
import { visibleOf } from "../src/mail/visible.ts";
import { fixtures } from "../tests/mail/fixture.ts";
import { mutated } from "../tests/mail/mutation.ts";
import { chanceFrom } from "../tests/support/chance.ts";
import { project } from "../tools/step.ts";

export type MailParsing = {
  /** Mails of about 17 KB, as many people write: text, HTML, a quote, every third with a file. */
  perSecond: number;
  postalMime_perSecond: number;
  /** Of broken ones, read and folded. */
  broken: number;
  slowest_ms: number;
  huge: { name: string; ms: number; more_mb: number }[];
};

export async function measureMailParse(broken: number): Promise<MailParsing> {
  const mails = Array.from({ length: 300 }, (_, index) => usualMail(index));
  const perSecond = await rate(mails, (raw) => parseMail(raw));
  const postalMime_perSecond = await rate(mails, (raw) => PostalMime.parse(raw));
  return { perSecond, postalMime_perSecond, broken, slowest_ms: slowestOf(broken), huge: hugeMails().map(measureHuge) };
}

/** Mails a second by the processor time they take, so that what else runs on the machine does not count. The first round warms up. */
async function rate(mails: Uint8Array[], read: (raw: Uint8Array) => unknown): Promise<number> {
  let rounds = 0;
  let from = process.cpuUsage();
  for (let round = 0; round < 11; round++) {
    if (round === 1) from = process.cpuUsage();
    for (const raw of mails) await read(raw);
    rounds = round;
  }
  const { user, system } = process.cpuUsage(from);
  return (rounds * mails.length * 1e6) / (user + system);
}

function usualMail(number: number): Uint8Array {
  const text = "Guten Tag, vielen Dank f=C3=BCr die R=C3=BCckmeldung zur Rechnung, wir pr=C3=BCfen das.\r\n".repeat(20);
  const html = `<div class=3D"x"><p>${text}</p></div>\r\n`.repeat(4);
  const file = `--m\r\nContent-Type: application/pdf; name="beleg-${number}.pdf"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n${`${"QUJD".repeat(19)}\r\n`.repeat(100)}`;
  const head = [
    ...Array.from(
      { length: 5 },
      (_, hop) =>
        `Received: from mx${hop}.example (mx${hop}.example [192.0.2.${hop}])\r\n\tby mx.example with ESMTPS id ${number}`,
    ),
    `From: =?utf-8?Q?J=C3=BCrg_Meier?= <juerg.${number}@firma.example>`,
    "To: Hilfe <hilfe@aktion.example>, zweite@firma.example",
    `Subject: =?utf-8?B?UsO8Y2tmcmFnZQ==?= ${number}`,
    "Date: Mon, 23 Nov 2026 10:00:00 +0100",
    `Message-ID: <${number}@firma.example>`,
    "In-Reply-To: <0@firma.example>",
    "Content-Type: multipart/mixed; boundary=m",
  ].join("\r\n");
  const alternative = `--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${text}--a\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${html}--a--\r\n`;
  return new Uint8Array(Buffer.from(`${head}\r\n\r\n${alternative}${number % 3 === 0 ? file : ""}--m--\r\n`, "latin1"));
}

function slowestOf(broken: number): number {
  const mails = [...fixtures.map(({ raw }) => raw), ...corpus()];
  let slowest_ms = 0;
  for (let index = 0; index < broken; index++) {
    const raw = mutated(mails[index % mails.length]!, chanceFrom(index));
    const start = performance.now();
    visibleOf(parseMail(raw));
    slowest_ms = Math.max(slowest_ms, performance.now() - start);
  }
  return slowest_ms;
}

function corpus(): Uint8Array[] {
  const folder = `${project}../shared/corpus/mail/`;
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".eml")) : [];
  return files.map((file) => new Uint8Array(readFileSync(`${folder}${file}`)));
}

type Huge = { name: string; raw: Uint8Array };

function hugeMails(): Huge[] {
  const mail = (name: string, type: string, body: string): Huge => ({
    name,
    raw: new Uint8Array(Buffer.from(`From: a@firma.example\r\nContent-Type: ${type}\r\n\r\n${body}`, "latin1")),
  });
  const mixed = "multipart/mixed; boundary=b";
  const file = "--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  return [
    mail("50 MB, one file", mixed, `${file}${`${"QUJD".repeat(19)}\r\n`.repeat(641_000)}--b--`),
    mail("50 MB of text", "text/plain", "Guten Tag, das ist eine Zeile eines Protokolls.\r\n".repeat(1_020_000)),
    mail("50 MB of HTML", "text/html", "<p>Guten <b>Tag</b>, das ist ein Absatz.</p>\r\n".repeat(1_087_000)),
    mail(
      "10'000 parts",
      mixed,
      `${"--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nInhalt\r\n".repeat(10_000)}--b--`,
    ),
  ];
}

function measureHuge({ name, raw }: Huge): MailParsing["huge"][number] {
  Bun.gc(true);
  const before = process.memoryUsage().rss;
  const start = performance.now();
  parseMail(raw);
  const ms = performance.now() - start;
  return { name, ms, more_mb: Math.max(0, process.memoryUsage().rss - before) / 1e6 };
}
