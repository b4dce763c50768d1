import { isForward } from "#src/mail/subject.ts";
import type { Incoming } from "./incoming.ts";
import type { How, Veto } from "./match.ts";
import type { TicketRow } from "./ticket.ts";

/** What the vetoes ask of the ticket that a rule found. `subjects`: plain ones of its messages and its own. */
export type Target = { ticket: TicketRow; how: How; participants: readonly string[]; subjects: readonly string[] };

export type Spoken = { rule: Veto; link: "forwarded" | "closed-long-ago" | "new-subject"; days?: number };

/** V1 to V3: what keeps a mail from joining the ticket that evidence points to. What a machine answers or reports is not kept. */
export function vetoOf(mail: Incoming, target: Target): Spoken | null {
  if (mail.standing === "report" || mail.standing === "machine") return null;
  if (isForwarded(mail, target)) return { rule: "V1", link: "forwarded" };
  const days = daysClosed(target.ticket, mail.at);
  if (days !== null && days > mail.mailbox.new_ticket_after_days) return { rule: "V2", link: "closed-long-ago", days };
  if (isNewTopic(mail, target.subjects)) return { rule: "V3", link: "new-subject" };
  return null;
}

/**
 * V1. That no participant is among the recipients speaks only against a stranger: aliases and redirections bring real answers in which
 * none of our addresses stands.
 */
function isForwarded(mail: Incoming, { how, participants }: Target): boolean {
  const { subject, text, html, attachments, to, cc, deliveredTo } = mail.parsed;
  if (isForward(subject)) return true;
  const only = attachments.length > 0 && attachments.every(({ contentType }) => contentType === "message/rfc822");
  if (only && text.trim() === "" && html === null) return true;
  if (how.strength !== "medium" || how.relation !== "stranger") return false;
  const reached = [...deliveredTo, ...[...to, ...cc].map(({ address }) => address)];
  return !reached.some((address) => address === mail.mailbox.address || participants.includes(address));
}

/** Whole days since it was closed; null when it is not. */
function daysClosed({ state, closed_at }: TicketRow, at: string): number | null {
  if (state !== "closed" || closed_at === null) return null;
  return Math.floor((Date.parse(at) - Date.parse(closed_at)) / 86_400_000);
}

/** V3: another subject, and nothing of what came before is quoted. */
function isNewTopic(mail: Incoming, subjects: readonly string[]): boolean {
  if (mail.subject === "" || subjects.some((one) => isSameTopic(one, mail.subject))) return false;
  return !quotes(mail);
}

/** The same words, or one cut short, or most words the same. */
export function isSameTopic(one: string, other: string): boolean {
  if (one === "" || one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length >= 6 && long.includes(short)) return true;
  const [words, others] = [wordsOf(one), wordsOf(other)];
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared > 0 && shared / Math.max(words.size, others.size) >= 0.6;
}

function wordsOf(subject: string): Set<string> {
  return new Set(subject.match(/[\p{L}\p{N}]+/gu) ?? []);
}

const quotedText = /^[ \t]*(>|\|\s|-{3,}.{0,40}(original|ursprüngliche|weitergeleitete|forwarded).{0,40}-{3,})/im;
const quoteHead =
  /^\s*\*?(von|from|de|da|van|från|od)\*?\s?:.{1,300}\n\s*\*?(gesendet|sent|date|datum|envoyé|inviato|an|to|à|a)\*?\s?:/im;
const quotedHtml =
  /<blockquote|gmail_quote|divRplyFwdMsg|appendonsend|protonmail_quote|yahoo_quoted|moz-cite-prefix|OLK_SRC_BODY_SECTION|mail-editor-reference/i;

function quotes({ parsed: { text, html } }: Incoming): boolean {
  const beginning = text.slice(0, 200_000);
  return (
    quotedText.test(beginning) ||
    quoteHead.test(beginning) ||
    (html !== null && quotedHtml.test(html.slice(0, 1_000_000)))
  );
}
