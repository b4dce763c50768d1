import type { Database } from "bun:sqlite";
import { MailTrouble } from "#src/mail/imap-trouble.ts";
import { copyToSent, liesInSent } from "#src/mail/sent-folder.ts";
import type { Channel, Delivery, Outcome } from "#src/outbox/delivery.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import type { WasAccepted } from "./mail-channel.ts";
import type { OutgoingRow } from "./outgoing-mail.ts";
import { bytesOf, joined } from "./outgoing-mime.ts";
import { findOutgoing, updateOutgoing } from "./outgoing-store.ts";
import { sentAccountOf } from "./sending.ts";
import { findSendingMailbox, type SendingMailbox } from "./sending-store.ts";

type Given = { db: Database; secretsKey: SecretsKey };

/** Puts what was sent into the mailbox's folder for sent mail. It looks first, so that it lies there once, whatever happens. */
export function sentCopyChannel({ db, secretsKey }: Given): Channel {
  return {
    name: "sent-copy",
    repeatable: true,
    width: 1,
    waits_min: [1, 5, 15, 60, 240],
    async deliver(delivery) {
      const mail = mailOf(db, delivery);
      const mailbox = mailboxOf(db, delivery);
      if (mail?.sent_copy !== "wanted" || mail.blob_id === null || mailbox === null)
        return { state: "delivered", answer: "not wanted" };
      const outcome = await copied({ db, secretsKey }, mail, mail.blob_id, mailbox);
      if (outcome.state !== "delivered") return outcome;
      return () => {
        updateOutgoing(db, mail.id, { sent_copy: "done" });
        return outcome;
      };
    },
    gaveUp(delivery) {
      const mail = mailOf(db, delivery);
      if (mail?.sent_copy === "wanted") updateOutgoing(db, mail.id, { sent_copy: "failed" });
    },
  };
}

async function copied(
  { db, secretsKey }: Given,
  mail: OutgoingRow,
  blobId: number,
  mailbox: SendingMailbox,
): Promise<Outcome> {
  try {
    const account = sentAccountOf(mailbox, secretsKey);
    if (account === null) return { state: "refused", error: "no-imap", final: true };
    const raw = await joined(bytesOf(db, blobId));
    const at = new Date(mail.accepted_at ?? mail.created_at);
    return {
      state: "delivered",
      answer: await copyToSent({ account, folder: mailbox.imap_sent_folder, mail_id: mail.mail_id, raw, at }),
    };
  } catch (error) {
    if (!(error instanceof MailTrouble)) throw error;
    const { code, said } = error.trouble;
    return { state: "refused", error: `${code}: ${said}` };
  }
}

/** Looks among the sent mail, by IMAP. A mailbox that is not read by IMAP has no place to look. */
export function looksInSent(secretsKey: SecretsKey): WasAccepted {
  return async ({ mail_id }, mailbox) => {
    try {
      const account = sentAccountOf(mailbox, secretsKey);
      if (account === null) return "no";
      return (await liesInSent({ account, folder: mailbox.imap_sent_folder, mail_id })) ? "yes" : "no";
    } catch (error) {
      if (!(error instanceof MailTrouble)) throw error;
      return error.trouble.code === "folder-missing" ? "no" : "cannot-tell";
    }
  };
}

function mailOf(db: Database, { payload }: Delivery): OutgoingRow | null {
  return findOutgoing(db, (JSON.parse(payload) as { mail: number }).mail);
}

function mailboxOf(db: Database, { lane }: Delivery): SendingMailbox | null {
  return findSendingMailbox(db, Number(lane.split(":")[1]));
}
