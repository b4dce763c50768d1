import type { Database } from "bun:sqlite";
import { type OutgoingContent, smtpAddress } from "#src/mail/compose.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import type { Notice } from "#src/outbox/notice.ts";
import { asciiDomain, noticeLocalPart } from "./mail-ids.ts";
import { domainOf } from "./mailbox.ts";
import type { OutgoingRow } from "./outgoing-mail.ts";
import { bytesOfShort, putMime } from "./outgoing-mime.ts";
import { findOutgoing, findOutgoingByLocalPart, insertOutgoing } from "./outgoing-store.ts";
import type { SendingMailbox } from "./sending-store.ts";

/** The mail that was made of a notice; null before its turn came. */
export function mailOfNotice(db: Database, { subject_key }: Delivery): OutgoingRow | null {
  return findOutgoingByLocalPart(db, noticeLocalPart(db, subject_key));
}

/** Makes a mail of a notice, with its bytes, in one transaction; null when its address is none. */
export async function takeNotice(
  db: Database,
  { subject_key, payload }: Delivery,
  mailbox: SendingMailbox,
  at: Date,
): Promise<OutgoingRow | null> {
  const mail_id = `${noticeLocalPart(db, subject_key)}@${asciiDomain(domainOf(mailbox.address))}`;
  return await made(db, JSON.parse(payload) as Notice, mail_id, mailbox, at);
}

async function made(
  db: Database,
  notice: Notice,
  mail_id: string,
  mailbox: SendingMailbox,
  at: Date,
): Promise<OutgoingRow | null> {
  const recipient = addressOf(notice.to);
  if (recipient === null) return null;
  const now = at.toISOString();
  const content = contentOf(notice, mailbox, now);
  const automatic = "auto-generated";
  const bytes = await bytesOfShort(db, { mail_id, automatic }, content);
  return db
    .transaction(() => {
      const id = insertOutgoing(
        db,
        {
          message_id: null,
          mailbox_id: null,
          mail_id,
          envelope_from: notice.wantsReports ? mailbox.address : "",
          content: JSON.stringify(content),
          automatic,
          not_before: now,
          sent_copy: "none",
          created_at: now,
        },
        [recipient],
      );
      putMime(db, { id, message_id: null }, bytes, at);
      return findOutgoing(db, id);
    })
    .immediate();
}

function addressOf(address: unknown): string | null {
  try {
    return typeof address === "string" ? smtpAddress(address) : null;
  } catch {
    return null;
  }
}

function contentOf(
  { to, subject, text, html, headers }: Notice,
  mailbox: SendingMailbox,
  date: string,
): OutgoingContent {
  return {
    from: { name: mailbox.from_name, address: mailbox.address },
    to: [{ name: "", address: to }],
    cc: [],
    bcc: [],
    replyTo: [],
    subject,
    text,
    html: html ?? null,
    inReplyTo: null,
    references: [],
    threadIndex: null,
    date,
    ...(headers ? { headers } : {}),
    attachments: [],
  };
}
