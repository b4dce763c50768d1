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
  const hasher = new Bun.CryptoHasher("sha256");
  hasher.update([from, date?.slice(0, 19) ?? "", plain(subject), ""].join("\0"));
  for (const { n, part } of partsOf(text)) {
    hasher.update(plain(part));
    if (n % 8 === 7) Bun.gc(true); // the collector does not see how much such texts hold
  }
  for (const one of attachments) hasher.update(`\0${one}`);
  return hasher.digest("hex");
}

/** So many characters of a text are looked at at once. */
const piece = 1024 * 1024;

const known = new WeakMap<ParsedMail, string>();

/** Computed once for each mail: before the transaction that files it, if somebody asks then. */
export function canonicalHashOf(mail: ParsedMail): string {
  const hash = known.get(mail) ?? computed(mail);
  known.set(mail, hash);
  return hash;
}

function computed(mail: ParsedMail): string {
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

/** In pieces that part no pair of surrogates: their bytes would be others. */
function* partsOf(text: string): Generator<{ n: number; part: string }> {
  for (let [n, from] = [0, 0]; from < text.length; n += 1) {
    const to = from + piece;
    const end = /[\uD800-\uDBFF]/.test(text[to - 1] ?? "") ? to - 1 : to;
    yield { n, part: text.slice(from, end) };
    from = end;
  }
}
