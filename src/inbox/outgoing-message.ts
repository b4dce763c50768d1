import type { Database } from "bun:sqlite";
import type { Automatic, OutgoingContent } from "#src/mail/compose.ts";
import type { Address } from "#src/mail/message.ts";
import { strippedSubject } from "#src/mail/subject.ts";
import { readCompany } from "#src/settings/store.ts";
import { canonicalHash } from "./canonical.ts";
import { forwardedText } from "./forwarded-text.ts";
import { withToken } from "./incoming.ts";
import { messageIdFor, replyAddressFor } from "./mail-ids.ts";
import { domainOf, type MailboxRow } from "./mailbox.ts";
import type { MessageRow } from "./message.ts";
import { referencesOf } from "./message-store.ts";
import { textOf } from "./message-text-store.ts";
import { type Unindexed, type Written, writeMessage } from "./message-words.ts";
import { queueMail } from "./outgoing.ts";
import { sentText } from "./outgoing-words.ts";
import { markFor } from "./ticket-mark.ts";

/** A file that goes out, as it lies in a blob. */
export type OutgoingFile = { filename: string; content_type: string; size: number; sha256: string; blob_id: number };

export type Outgoing = {
  mailbox: MailboxRow;
  ticket_id: number;
  /** What it answers; null: it begins a thread. */
  answered: MessageRow | null;
  /** What is passed on below the text. */
  forwarded?: readonly MessageRow[];
  subject: string;
  to: readonly Address[];
  cc: readonly Address[];
  bcc: readonly Address[];
  text: string;
  files: readonly OutgoingFile[];
  quotes: boolean;
  automatic: Automatic | null;
  by: string;
  person_id: number | null;
  at: Date;
  not_before: Date;
  ticket_before: object | null;
};

export type Queued = { message_id: number; outgoing_id: number };

/** Writes a mail of ours into its ticket and queues it: the message holds what was written, the mail what is sent. */
export function sendFromTicket(db: Database, outgoing: Outgoing, unindexed?: Unindexed): Queued {
  const { mailbox, ticket_id, answered, files, automatic, at } = outgoing;
  const content = contentOf(db, outgoing);
  const mail_id = messageIdFor(db, { ticket_id, domain: domainOf(mailbox.address) });
  const written: Written = {
    message: {
      ticket_id,
      kind: "out",
      at: at.toISOString(),
      sent_at: content.date,
      person_id: outgoing.person_id,
      by: outgoing.by,
      from_address: content.from.address,
      from_name: content.from.name,
      to_addresses: JSON.stringify(content.to),
      cc_addresses: JSON.stringify(content.cc),
      bcc_addresses: JSON.stringify(content.bcc),
      reply_to: JSON.stringify(content.replyTo),
      subject: content.subject,
      mail_id,
      in_reply_to: answered?.mail_id ?? null,
      thread_index: content.threadIndex,
      canonical_hash: canonicalOf(content, files),
      automatic,
      ticket_before: outgoing.ticket_before ? JSON.stringify(outgoing.ticket_before) : null,
    },
    text: outgoing.text,
    references: content.references,
    attachments: files.map((file, part) => ({ ...file, part, content_id: null, disposition: "attachment" })),
    mailbox_id: mailbox.id,
  };
  const message_id = writeMessage(db, written, unindexed);
  const outgoing_id = queueMail(db, {
    mailbox_id: mailbox.id,
    message_id,
    mail_id,
    content,
    automatic,
    not_before: outgoing.not_before,
    keepsSent: mailbox.keeps_sent === 1,
    at,
  });
  return { message_id, outgoing_id };
}

function contentOf(db: Database, outgoing: Outgoing): OutgoingContent {
  const { mailbox, ticket_id, answered, to, cc, bcc, files, at } = outgoing;
  const back = mailbox.reply_to ?? mailbox.address;
  const replyTo = mailbox.plus_addressing === 1 ? replyAddressFor(db, { ticket_id, address: back }) : mailbox.reply_to;
  return {
    from: { name: mailbox.from_name, address: mailbox.address },
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    replyTo: replyTo === null ? [] : [{ name: mailbox.from_name, address: replyTo }],
    subject: withToken(outgoing.subject, mailbox.subject_token, ticket_id),
    text: wordsOf(db, outgoing),
    html: null,
    inReplyTo: answered?.mail_id ?? null,
    references: answered === null ? [] : ancestorsOf(db, answered),
    threadIndex: answered?.thread_index ?? null,
    date: at.toISOString(),
    attachments: files.map(({ filename, content_type, blob_id }) => ({ filename, contentType: content_type, blob_id })),
  };
}

function wordsOf(db: Database, { mailbox, ticket_id, answered, forwarded, text, quotes, automatic }: Outgoing): string {
  const { language } = mailbox;
  const { time_zone } = readCompany(db);
  const quoted =
    answered && quotes
      ? {
          from: { name: answered.from_name, address: answered.from_address },
          at: answered.at,
          text: textOf(db, answered.id).text,
        }
      : null;
  return sentText({
    text,
    signature: automatic === null ? mailbox.signature : "",
    mark: markFor(db, ticket_id),
    language,
    time_zone,
    quoted,
    forwarded: forwarded ? forwardedText(db, forwarded, { language, time_zone }) : "",
  });
}

/** So many ids go along: the first and the newest. Some servers refuse lines of more than 998 characters. */
const mostReferences = 12;

function ancestorsOf(db: Database, answered: MessageRow): string[] {
  const known = referencesOf(db, answered.id).filter((id) => id !== answered.mail_id);
  const all = answered.mail_id === null ? known : [...known, answered.mail_id];
  return all.length > mostReferences ? [all[0]!, ...all.slice(1 - mostReferences)] : all;
}

/** As it will be read when it comes back to us, through a list or a copy to ourselves. */
function canonicalOf({ from, date, subject, text }: OutgoingContent, files: readonly OutgoingFile[]): string {
  return canonicalHash({ from: from.address, date, subject, text, attachments: files.map(({ sha256 }) => sha256) });
}

/** `Frage` is answered with `Re: Frage`, `AW: Re: Frage` too. */
export function replySubject(subject: string): string {
  return `Re: ${strippedSubject(subject)}`.trim();
}
