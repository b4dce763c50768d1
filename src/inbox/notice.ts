import type { Database } from "bun:sqlite";
import { type OutgoingContent, smtpAddress } from "#src/mail/compose.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import type { Notice } from "#src/outbox/notice.ts";
import { discard, releaseBlob } from "#src/storage/blobs.ts";
import { asciiDomain, noticeLocalPart } from "./mail-ids.ts";
import { domainOf } from "./mailbox.ts";
import { isWrittenLater, noticeIn } from "./notice-writers.ts";
import type { OutgoingRow } from "./outgoing-mail.ts";
import { bytesOfShort, putMime } from "./outgoing-mime.ts";
import {
  deleteOutgoing,
  findOutgoing,
  findOutgoingByLocalPart,
  insertOutgoing,
  markForgotten,
} from "./outgoing-store.ts";
import type { SendingMailbox } from "./sending-store.ts";

/** The mail that was made of a notice; null before its turn came. */
export function mailOfNotice(db: Database, { subject_key }: Delivery): OutgoingRow | null {
  return findOutgoingByLocalPart(db, noticeLocalPart(db, subject_key));
}

/** Makes a mail of a notice, with its bytes, in one transaction; null when its address is none. */
export async function takeNotice(
  db: Database,
  delivery: Delivery,
  mailbox: SendingMailbox,
  at: Date,
): Promise<OutgoingRow | null> {
  const notice = noticeIn(db, delivery, at);
  const forgets = isWrittenLater(delivery);
  return notice && (await made(db, { notice, forgets }, idOf(db, delivery.subject_key, mailbox), mailbox, at));
}

function idOf(db: Database, key: string, { address }: SendingMailbox): string {
  return `${noticeLocalPart(db, key)}@${asciiDomain(domainOf(address))}`;
}

/**
 * What is written when it leaves, and has not left, is written again: it must not tell what somebody may not read any more. Null: it is.
 */
export async function keepOnlyTrue(
  db: Database,
  mail: OutgoingRow | null,
  delivery: Delivery,
): Promise<OutgoingRow | null> {
  const hasNotLeft = mail?.state === "queued" && mail.resent_at === null && mail.looked_up === 0;
  if (mail === null || !hasNotLeft || !isWrittenLater(delivery)) return mail;
  const dropped = db.transaction(() => deleteOutgoing(db, mail.id).filter((blob) => releaseBlob(db, blob))).immediate();
  await discard(db, dropped);
  return null;
}

async function made(
  db: Database,
  { notice, forgets }: { notice: Notice; forgets: boolean },
  mail_id: string,
  mailbox: SendingMailbox,
  at: Date,
): Promise<OutgoingRow | null> {
  const recipient = addressOf(notice.to);
  if (recipient === null) return null;
  const now = at.toISOString();
  const content = contentOf(db, notice, mailbox, now);
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
      if (forgets) markForgotten(db, id);
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
  db: Database,
  { to, subject, text, html, headers, thread }: Notice,
  mailbox: SendingMailbox,
  date: string,
): OutgoingContent {
  const begins = thread ? idOf(db, `thread ${thread}`, mailbox) : null;
  return {
    from: { name: mailbox.from_name, address: mailbox.address },
    to: [{ name: "", address: to }],
    cc: [],
    bcc: [],
    replyTo: [],
    subject,
    text,
    html: html ?? null,
    inReplyTo: begins,
    references: begins ? [begins] : [],
    threadIndex: null,
    date,
    ...(headers ? { headers } : {}),
    attachments: [],
  };
}
