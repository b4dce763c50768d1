import type { Chance } from "../support/chance.ts";

/** A mail as it may arrive after a bad journey: the same chance breaks it the same way. */
export function mutated(raw: Uint8Array, chance: Chance): Uint8Array {
  let mail = Buffer.from(raw).toString("latin1");
  for (let left = 1 + chance.count(5); left > 0; left--) mail = chance.one(breakages)(mail, chance);
  return new Uint8Array(Buffer.from(mail, "latin1"));
}

type Breakage = (mail: string, chance: Chance) => string;

const atLine = (mail: string, chance: Chance, change: (line: string) => string): string => {
  const lines = mail.split("\n");
  const index = chance.count(lines.length - 1);
  return [...lines.slice(0, index), change(lines[index]!), ...lines.slice(index + 1)].join("\n");
};

const breakages: Breakage[] = [
  (mail, chance) => replaced(mail, chance.count(mail.length), 1, String.fromCharCode(chance.count(255))),
  (mail, chance) => replaced(mail, chance.count(mail.length), chance.count(40), ""),
  (mail, chance) => mail.slice(0, chance.count(mail.length)),
  (mail, chance) => replaced(mail, chance.count(mail.length), 0, chance.one(odd)),
  (mail, chance) => atLine(mail, chance, () => ""),
  (mail, chance) => atLine(mail, chance, (line) => `${line}\n${line}`),
  (mail, chance) => atLine(mail, chance, (line) => line.trimStart()),
  (mail, chance) => atLine(mail, chance, (line) => ` ${line}`),
  (mail, chance) => atLine(mail, chance, (line) => line.replace(/[:;="<>-]/, "")),
  (mail, chance) => atLine(mail, chance, (line) => line.slice(0, line.length / 2)),
  (mail) => mail.replace(/\r\n/g, "\n"),
  (mail) => mail.replace(/(?<!\r)\n/g, "\r\n"),
  (mail, chance) => mail.replace(/\r?\n\r?\n/, chance.one(["\r\n", "\n \n", "\r\n\r\n\r\n"])),
  (mail, chance) => mail.replace(/charset="?[\w-]+"?/i, () => `charset=${chance.one(charsets)}`),
  (mail, chance) => mail.replace(/boundary=/i, () => chance.one(["boundary", "boundry=", "boundary =", "BOUNDARY*0="])),
  (mail, chance) =>
    mail.replace(/content-transfer-encoding:[^\n]*/i, () => `Content-Transfer-Encoding: ${chance.one(encodings)}`),
];

const replaced = (mail: string, at: number, length: number, by: string) =>
  mail.slice(0, at) + by + mail.slice(at + length);

const odd = [
  "\0",
  "\r",
  "\n",
  '"',
  "(",
  "<",
  "=?utf-8?Q?",
  "?=",
  "--",
  "\xff\xfe",
  "=\n",
  "%",
  ";;",
  "\r\n\r\n",
  ":::",
  "\x1b$B",
];
const charsets = ["utf-7", "utf-16", "x-unknown", "iso-2022-jp", "hz-gb-2312", "'utf8'", "gb18030", "cp850", "utf-32"];
const encodings = ["base64", "quoted-printable", "8bit", "x-uuencode", "bаse64", "binary; x"];
