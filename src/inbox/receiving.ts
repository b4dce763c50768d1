import { MailTrouble } from "#src/mail/imap-trouble.ts";
import type { ReceivingAccount } from "#src/mail/receive.ts";
import { openSecret, type SecretsKey } from "#src/storage/sealed.ts";
import type { MailboxRow } from "./mailbox.ts";

/** True when mail is fetched for it now. */
export function receives({ imap_host, paused_at, archived_at }: MailboxRow): boolean {
  return imap_host !== null && paused_at === null && archived_at === null;
}

/** How its server is reached. Throws a MailTrouble when its password cannot be opened. */
export function receivingAccount(mailbox: MailboxRow, sealed: string | null, key: SecretsKey): ReceivingAccount {
  const password = sealed === null ? "" : openSecret(key, sealed, `mailbox:${mailbox.id} imap`);
  if (password === null) throw new MailTrouble({ code: "secret-unreadable", said: "" });
  return {
    host: mailbox.imap_host!,
    port: mailbox.imap_port ?? (mailbox.imap_security === "tls" ? 993 : 143),
    security: mailbox.imap_security ?? "tls",
    authority: mailbox.authority,
    folder: mailbox.imap_folder,
    credentials: { method: "password", user: mailbox.imap_user ?? mailbox.address, password },
  };
}
