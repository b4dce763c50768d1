import type { Database } from "bun:sqlite";
import { MailTrouble } from "#src/mail/imap-trouble.ts";
import type { ReceivingAccount } from "#src/mail/receive.ts";
import type { SmtpAccount } from "#src/mail/smtp-session.ts";
import { openSecret, type SecretsKey } from "#src/storage/sealed.ts";
import { domainOf } from "./mailbox.ts";
import { findSendingMailbox, noticesMailbox, type SendingMailbox } from "./sending-store.ts";

/** The mailbox by which a lane leaves: `mail:3`, or `mail` for the program's own. Null when there is none. */
export function mailboxOfLane(db: Database, lane: string): SendingMailbox | null {
  return lane === "mail" ? noticesMailbox(db) : findSendingMailbox(db, Number(lane.split(":")[1]));
}

export type Closed = "no-mailbox" | "no-smtp" | "paused";

/** Why nothing can leave by a lane at present; null when something can. */
export function whyClosed(db: Database, lane: string): Closed | null {
  const mailbox = mailboxOfLane(db, lane);
  if (mailbox === null) return "no-mailbox";
  if (mailbox.smtp_host === null) return "no-smtp";
  return mailbox.paused_at === null ? null : "paused";
}

/** How its mail leaves. Throws a MailTrouble when its password cannot be opened. */
export function smtpAccountOf(mailbox: SendingMailbox, key: SecretsKey): SmtpAccount {
  const security = mailbox.smtp_security ?? "starttls";
  return {
    host: mailbox.smtp_host!,
    port: mailbox.smtp_port ?? (security === "tls" ? 465 : 587),
    security,
    user: mailbox.smtp_user,
    password: mailbox.smtp_user === null ? null : opened(mailbox.smtp_secret, key, `mailbox:${mailbox.id} smtp`),
    authority: mailbox.authority,
    name: domainOf(mailbox.address),
  };
}

/** Where its sent mail lies; null when it is not read by IMAP. Throws a MailTrouble when its password cannot be opened. */
export function sentAccountOf(mailbox: SendingMailbox, key: SecretsKey): ReceivingAccount | null {
  if (mailbox.imap_host === null) return null;
  const security = mailbox.imap_security ?? "tls";
  return {
    host: mailbox.imap_host,
    port: mailbox.imap_port ?? (security === "tls" ? 993 : 143),
    security,
    authority: mailbox.authority,
    folder: "",
    credentials: {
      method: "password",
      user: mailbox.imap_user ?? mailbox.address,
      password: opened(mailbox.imap_secret, key, `mailbox:${mailbox.id} imap`),
    },
  };
}

function opened(sealed: string | null, key: SecretsKey, purpose: string): string {
  const password = sealed === null ? "" : openSecret(key, sealed, purpose);
  if (password === null) throw new MailTrouble({ code: "secret-unreadable", said: "" });
  return password;
}
