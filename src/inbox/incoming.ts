import type { Address, ParsedMail } from "#src/mail/message.ts";
import { normalisedSubject } from "#src/mail/subject.ts";
import type { MailboxRow } from "./mailbox.ts";
import { senderOf } from "./sender.ts";
import type { Standing } from "./standing.ts";

/** A mail that came in, with what the rules ask of it. */
export type Incoming = {
  parsed: ParsedMail;
  mailbox: MailboxRow;
  /** When it came, or now where the server's clock runs ahead. ISO. */
  at: string;
  sender: Address;
  standing: Standing;
  /** What it answers first, then what it refers to, newest to oldest; each once, never empty (R5). */
  ids: string[];
  /** Without marks of answers and forwards, and without our token. */
  subject: string;
};

/** So many references are followed and kept: the first, which began the thread, and the newest. */
const mostReferences = 100;

export function incomingOf(parsed: ParsedMail, rest: Pick<Incoming, "mailbox" | "at" | "standing">): Incoming {
  return {
    parsed,
    ...rest,
    sender: senderOf(parsed),
    ids: [...new Set([parsed.inReplyTo ?? "", ...referencesIn(parsed).reverse()])].filter((id) => id !== ""),
    subject: plainSubject(parsed.subject, rest.mailbox.subject_token),
  };
}

/** The oldest first; what it answers comes last where the references leave it out. */
export function referencesIn({ references, inReplyTo }: Pick<ParsedMail, "references" | "inReplyTo">): string[] {
  const all = [...new Set([...references, inReplyTo ?? ""])].filter((id) => id !== "");
  return all.length > mostReferences ? [all[0]!, ...all.slice(1 - mostReferences)] : all;
}

function tokenPattern(token: string): RegExp {
  return new RegExp(`\\[\\s*#?\\s*${token.replace(/[^\w]/g, "\\$&")}-(\\d{1,15})\\s*\\]`, "gi");
}

/** `Frage zur Rechnung` becomes `Frage zur Rechnung [#K-1234]`; a token that stands there already is not said twice. */
export function withToken(subject: string, token: string, ticketId: number): string {
  const plain = subject
    .replace(tokenPattern(token), "")
    .replace(/\s{2,}/g, " ")
    .trim();
  return `${plain} [#${token}-${ticketId}]`.trim();
}

/** The numbers of tickets that a subject names. */
export function tokensIn(subject: string | null, token: string): number[] {
  return [...(subject ?? "").matchAll(tokenPattern(token))].map((found) => Number(found[1]));
}

export function plainSubject(subject: string | null, token: string): string {
  return normalisedSubject((subject ?? "").replace(tokenPattern(token), " "));
}
