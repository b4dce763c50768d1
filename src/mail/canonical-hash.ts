import type { ParsedMail } from "./mail.ts";

/** SHA-256 (hex) of what a mail says: sender, date, subject and decoded content. Two copies that took different routes give the same (rule R4). */
export function canonicalHash(mail: Pick<ParsedMail, "from" | "date" | "subject" | "bodies" | "attachments">): string {
  const said = {
    from: mail.from.map(({ address }) => address),
    date: mail.date,
    subject: mail.subject?.replace(/\s+/g, " ").trim() ?? null,
    bodies: mail.bodies.map(({ kind, content }) => [kind, content.replace(/\r\n?/g, "\n").trimEnd()]),
    attachments: mail.attachments.map(({ filename, sha256 }) => [filename, sha256]),
  };
  return new Bun.CryptoHasher("sha256").update(JSON.stringify(said)).digest("hex");
}
