import type { ParsedMail } from "#src/mail/message.ts";

type Canonical = {
  from: string;
  /** ISO; cut to the second, as Date has it. */
  date: string | null;
  subject: string;
  text: string;
  /** SHA-256 of each attachment, in order. */
  attachments: readonly string[];
};

/**
 * Rule R4: what stays the same when one mail comes by two ways. Spaces and line ends do not count, because servers and lists fold
 * lines; a footer that a list adds does.
 */
export function canonicalHash({ from, date, subject, text, attachments }: Canonical): string {
  const said = [from, date?.slice(0, 19) ?? "", plain(subject), plain(text), ...attachments];
  return new Bun.CryptoHasher("sha256").update(said.join("\0")).digest("hex");
}

export function canonicalHashOf(mail: ParsedMail): string {
  const { date, subject, text, attachments } = mail;
  const from = mail.from.map(({ address }) => address).join(",");
  return canonicalHash({
    from,
    date,
    subject: subject ?? "",
    text,
    attachments: attachments.map(({ sha256 }) => sha256),
  });
}

function plain(text: string): string {
  return text.replace(/\s+/g, "");
}
