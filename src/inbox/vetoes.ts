import { isForward } from "#src/mail/subject.ts";
import { visibleOf } from "#src/mail/visible.ts";
import { type Incoming, plainSubject } from "./incoming.ts";
import type { How, Rule, Veto } from "./match.ts";
import type { TicketRow } from "./ticket.ts";

/** What the vetoes ask of the ticket that a rule found. `subjects`: plain ones of its messages and its own. */
export type Target = {
  ticket: TicketRow;
  how: How;
  participants: () => readonly string[];
  subjects: () => readonly string[];
};

export type Spoken = { rule: Veto; link: "forwarded" | "closed-long-ago" | "new-subject"; days?: number };

/** V1 to V3: what keeps a mail from joining the ticket that evidence points to. What a machine answers or reports is not kept. */
export function vetoOf(mail: Incoming, target: Target): Spoken | null {
  if (mail.standing === "report" || mail.standing === "machine") return null;
  if (isForwarded(mail, target)) return { rule: "V1", link: "forwarded" };
  const days = daysClosed(target.ticket, mail.at);
  if (days !== null && days > mail.mailbox.new_ticket_after_days) return { rule: "V2", link: "closed-long-ago", days };
  if (isNewTopic(mail, target)) return { rule: "V3", link: "new-subject" };
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
  return !reached.some((address) => address === mail.mailbox.address || participants().includes(address));
}

/** Whole days since it was closed; null when it is not. */
function daysClosed({ state, closed_at }: TicketRow, at: string): number | null {
  if (state !== "closed" || closed_at === null) return null;
  return Math.floor((Date.parse(at) - Date.parse(closed_at)) / 86_400_000);
}

/** Whoever writes a ticket's number or quotes its mark means this ticket, whatever else the subject says. */
const named: readonly (Rule | undefined)[] = ["M5", "M7", "M8", "M9"];

/** V3: another subject, and nothing of what came before is quoted. */
function isNewTopic(mail: Incoming, { ticket, how, subjects }: Target): boolean {
  const { subject, mailbox } = mail;
  if (named.includes(how.rule)) return false;
  if (subject === "" || isSameTopic(plainSubject(ticket.subject, mailbox.subject_token), subject) || quotes(mail))
    return false;
  return !subjects().some((one) => isSameTopic(plainSubject(one, mailbox.subject_token), subject));
}

/** The same words, or one cut short, or most words the same. */
function isSameTopic(one: string, other: string): boolean {
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

/** Also what stands between the lines of an answer, which is not folded. */
function quotes({ parsed }: Incoming): boolean {
  return /^[ \t]{0,3}[>＞]/m.test(parsed.text) || visibleOf(parsed).folded !== "";
}
