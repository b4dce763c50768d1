import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { openSecret, type SecretsKey, sealSecret } from "#src/storage/sealed.ts";
import type { MailboxRow } from "./mailbox.ts";
import { change, usable } from "./mailbox-actions.ts";
import { forgetTrouble, type Secrets, secretsOf } from "./mailbox-settings-store.ts";

export type ReceivingWords = Partial<
  Pick<
    MailboxRow,
    | "imap_host"
    | "imap_port"
    | "imap_security"
    | "imap_user"
    | "imap_folder"
    | "imap_sent_folder"
    | "keeps_sent"
    | "after_intake"
    | "poll_s"
    | "late_after_min"
    | "authority"
  >
>;

/** Where mail is fetched. `password` null keeps the stored one; another server never gets a password that was meant for the one before. */
export function setReceiving(db: Database, slug: string, words: ReceivingWords, password: Password, done: Done): void {
  db.transaction(() => {
    const mailbox = usable(db, slug);
    const sealed = sealedFor(mailbox, "imap", password, words.imap_host ?? null);
    change(db, mailbox, "mailbox.receiving-changed", { ...words, ...sealed }, done);
    forgetTrouble(db, mailbox.id);
  }).immediate();
}

export type SendingWords = Pick<MailboxRow, "smtp_host" | "smtp_port" | "smtp_security" | "smtp_user">;

/** Where mail leaves. Without a password of its own it is the one for receiving, when there is none yet. */
export function setSending(db: Database, slug: string, words: SendingWords, password: Password, done: Done): void {
  db.transaction(() => {
    const mailbox = usable(db, slug);
    const sealed = sealedFor(mailbox, "smtp", password, words.smtp_host);
    const lent = borrowed(mailbox.id, { ...secretsOf(db, mailbox.id), ...sealed }, words, password.key);
    change(db, mailbox, "mailbox.sending-changed", { ...words, ...sealed, ...lent }, done);
  }).immediate();
}

function borrowed(id: number, secrets: Secrets, { smtp_host, smtp_user }: SendingWords, key: SecretsKey) {
  const { imap_secret, smtp_secret } = secrets;
  if (smtp_secret !== null || imap_secret === null || smtp_host === null || smtp_user === null) return {};
  const text = openSecret(key, imap_secret, `mailbox:${id} imap`);
  return text === null ? {} : { smtp_secret: sealSecret(key, text, `mailbox:${id} smtp`) };
}

/** What was typed, and the key that seals it. */
export type Password = { typed: string | null; key: SecretsKey };

function sealedFor(mailbox: MailboxRow, kind: "imap" | "smtp", { typed, key }: Password, host: string | null) {
  const column = `${kind}_secret` as const;
  if (typed !== null) return { [column]: sealSecret(key, typed, `mailbox:${mailbox.id} ${kind}`) };
  const before = mailbox[`${kind}_host`];
  return before !== null && before !== host ? { [column]: null } : {};
}
