import type { Database } from "bun:sqlite";
import type { TroubleCode } from "#src/mail/imap-trouble.ts";

/** What a mailbox says of how its mail leaves; secrets as they are sealed. */
export type SendingMailbox = {
  id: number;
  name: string;
  address: string;
  from_name: string;
  smtp_host: string | null;
  smtp_port: number | null;
  smtp_security: "tls" | "starttls" | "none" | null;
  smtp_user: string | null;
  smtp_secret: string | null;
  imap_host: string | null;
  imap_port: number | null;
  imap_security: "tls" | "starttls" | "none" | null;
  imap_user: string | null;
  imap_secret: string | null;
  imap_sent_folder: string | null;
  keeps_sent: 0 | 1;
  authority: string | null;
  paused_at: string | null;
};

const columns = `id, name, address, from_name, smtp_host, smtp_port, smtp_security, smtp_user, smtp_secret, imap_host, imap_port,
  imap_security, imap_user, imap_secret, imap_sent_folder, keeps_sent, authority, paused_at`;

export function findSendingMailbox(db: Database, id: number): SendingMailbox | null {
  return db.query<SendingMailbox, [number]>(`SELECT ${columns} FROM mailboxes WHERE id = ?`).get(id);
}

/** From where the program's own mail leaves. */
export function noticesMailbox(db: Database): SendingMailbox | null {
  return db
    .query<SendingMailbox, []>(`SELECT ${columns} FROM mailboxes WHERE sends_notices = 1 AND archived_at IS NULL`)
    .get();
}

export type SendingTrouble = {
  mailbox_id: number;
  trouble: TroubleCode | null;
  trouble_detail: string | null;
  trouble_since: string | null;
  automatic_until: string | null;
};

/** What keeps mail from leaving a mailbox; null when nothing ever did. */
export function findSendingTrouble(db: Database, mailboxId: number): SendingTrouble | null {
  return db
    .query<SendingTrouble, [number]>(
      "SELECT mailbox_id, trouble, trouble_detail, trouble_since, automatic_until FROM mailbox_sending WHERE mailbox_id = ?",
    )
    .get(mailboxId);
}

/** Every mailbox that is in use and from which mail does not leave at present. */
export function listSendingTroubles(db: Database) {
  return db
    .query<
      { mailbox_id: number; slug: string; name: string } & Pick<
        SendingTrouble,
        "trouble" | "trouble_detail" | "trouble_since"
      >,
      []
    >(
      `SELECT m.id AS mailbox_id, m.slug, m.name, s.trouble, s.trouble_detail, s.trouble_since
       FROM mailbox_sending s JOIN mailboxes m ON m.id = s.mailbox_id
       WHERE s.trouble IS NOT NULL AND m.archived_at IS NULL AND m.paused_at IS NULL ORDER BY m.name`,
    )
    .all();
}

export function setSendingTrouble(db: Database, mailboxId: number, code: TroubleCode, said: string, at: string): void {
  db.query<null, { id: number; code: string; said: string; at: string }>(
    `INSERT INTO mailbox_sending (mailbox_id, trouble, trouble_detail, trouble_since) VALUES ($id, $code, $said, $at)
     ON CONFLICT (mailbox_id) DO UPDATE SET trouble = $code, trouble_detail = $said, trouble_since = coalesce(trouble_since, $at)`,
  ).run({ id: mailboxId, code, said, at });
}

export function clearSendingTrouble(db: Database, mailboxId: number): void {
  db.query<null, [number]>(
    `UPDATE mailbox_sending SET trouble = NULL, trouble_detail = NULL, trouble_since = NULL
     WHERE mailbox_id = ? AND trouble IS NOT NULL`,
  ).run(mailboxId);
}

export function stopAutomatic(db: Database, mailboxId: number, until: string): void {
  db.query<null, [number, string]>(
    `INSERT INTO mailbox_sending (mailbox_id, automatic_until) VALUES (?, ?)
     ON CONFLICT (mailbox_id) DO UPDATE SET automatic_until = excluded.automatic_until`,
  ).run(mailboxId, until);
}

export function automaticStopped(db: Database, at: string): { name: string; automatic_until: string }[] {
  return db
    .query<{ name: string; automatic_until: string }, [string]>(
      `SELECT m.name, s.automatic_until FROM mailbox_sending s JOIN mailboxes m ON m.id = s.mailbox_id
       WHERE s.automatic_until > ? ORDER BY m.name`,
    )
    .all(at);
}
