import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import { suppressesReply } from "#src/mail/automatic.ts";
import { readCompany } from "#src/settings/store.ts";
import { gateAutomatic } from "./automatic-gate.ts";
import type { Incoming } from "./incoming.ts";
import type { MailboxRow } from "./mailbox.ts";
import { findMessage } from "./message-store.ts";
import type { Unindexed } from "./message-words.ts";
import { isOfficeOpen } from "./office-clock.ts";
import { replySubject, sendFromTicket } from "./outgoing-message.ts";
import type { TicketRow } from "./ticket.ts";
import { setLastMessage } from "./ticket-store.ts";

/** What lay on the server for longer gets an answer from a person or none: "we have received your mail" would come too late. */
const latest_ms = 86_400_000;

type Answering = { mail: Incoming; ticket: TicketRow; message_id: number; at: Date; words: Unindexed };

/**
 * Confirms a new request, where the mailbox says so: to a person, once, and only through the gate. It changes neither state nor clock.
 * Call it inside the transaction that files the mail.
 */
export function autoReply(db: Database, { mail, ticket, message_id, at, words }: Answering): void {
  const { mailbox, sender } = mail;
  if (!wantsReply(db, mailbox, at) || !deservesReply(mail, ticket, at)) return;
  const asked = { mailbox_id: mailbox.id, address: sender.address, ticket_id: ticket.id, kind: "auto-reply", at };
  const gate = gateAutomatic(db, asked);
  if (gate !== "send") {
    const why = gate.slice("held:".length);
    noteActivity(db, {
      what: "ticket.auto-reply-held",
      about: `ticket:${ticket.id}`,
      by: "aktion",
      at,
      detail: { why },
    });
    return;
  }
  const sent = sendFromTicket(
    db,
    {
      mailbox,
      ticket_id: ticket.id,
      answered: findMessage(db, message_id),
      subject: mailbox.auto_reply_subject || replySubject(ticket.subject),
      to: [sender],
      cc: [],
      bcc: [],
      text: filledIn(mailbox.auto_reply_text, {
        number: String(ticket.id),
        subject: ticket.subject,
        name: sender.name,
      }),
      files: [],
      quotes: false,
      automatic: "auto-replied",
      by: "aktion",
      person_id: null,
      at,
      not_before: at,
      ticket_before: null,
    },
    words,
  );
  setLastMessage(db, ticket.id, sent.message_id);
}

function wantsReply(db: Database, mailbox: MailboxRow, at: Date): boolean {
  const { auto_reply, auto_reply_text, smtp_host, paused_at, office_hours } = mailbox;
  if (auto_reply === "never" || auto_reply_text.trim() === "" || smtp_host === null || paused_at !== null) return false;
  return auto_reply === "always" || !isOfficeOpen(office_hours, at, readCompany(db).time_zone);
}

/** A1 and A2: to nothing that a machine sent, nor to what asks for none, nor to what came through any list. */
function deservesReply({ standing, parsed, sender, at: came }: Incoming, { state }: TicketRow, at: Date): boolean {
  if (standing !== "person" || parsed.automatic.is || suppressesReply(parsed) || state !== "open") return false;
  return sender.address !== "" && at.getTime() - Date.parse(came) < latest_ms;
}

/** `{number}`, `{subject}` and `{name}` stand for what they say; anything else in braces stays. */
function filledIn(text: string, given: Record<"number" | "subject" | "name", string>): string {
  return text.replace(/\{(number|subject|name)\}/g, (_, name: keyof typeof given) => given[name]);
}
