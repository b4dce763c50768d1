import type { Database } from "bun:sqlite";

export type Security = "tls" | "starttls" | "none";

export type MailboxRow = {
  id: number;
  slug: string;
  name: string;
  address: string;
  from_name: string;
  reply_to: string | null;
  signature: string;
  language: "de" | "en";
  imap_host: string | null;
  imap_port: number | null;
  imap_security: Security | null;
  imap_user: string | null;
  imap_secret: string | null;
  imap_folder: string;
  imap_sent_folder: string | null;
  keeps_sent: 0 | 1;
  after_intake: "nothing" | "seen" | "delete";
  poll_s: number;
  smtp_host: string | null;
  smtp_port: number | null;
  smtp_security: Security | null;
  smtp_user: string | null;
  smtp_secret: string | null;
  authority: string | null;
  login_method: "password";
  undo_s: number;
  plus_addressing: 0 | 1;
  subject_token: string;
  new_ticket_after_days: number;
  sends_notices: 0 | 1;
  auto_reply: "never" | "always" | "outside-hours";
  auto_reply_subject: string;
  auto_reply_text: string;
  office_hours: string;
  late_after_min: number;
  created_at: string;
  paused_at: string | null;
  archived_at: string | null;
};

/** Those in use first, by name. */
export function listMailboxes(db: Database): MailboxRow[] {
  return db
    .query<MailboxRow, []>("SELECT * FROM mailboxes ORDER BY archived_at IS NOT NULL, name COLLATE NOCASE, id")
    .all();
}

export function findMailbox(db: Database, id: number): MailboxRow | null {
  return db.query<MailboxRow, [number]>("SELECT * FROM mailboxes WHERE id = ?").get(id);
}

/** The mailboxes whose mail this person may read. */
export function mailboxesOf(db: Database, personId: number): MailboxRow[] {
  return db
    .query<MailboxRow, [number]>(
      `SELECT m.* FROM mailboxes m JOIN mailbox_members b ON b.mailbox_id = m.id
       WHERE b.person_id = ? ORDER BY m.name COLLATE NOCASE, m.id`,
    )
    .all(personId);
}

export function mayUse(db: Database, mailboxId: number, personId: number): boolean {
  return (
    db.query("SELECT 1 FROM mailbox_members WHERE mailbox_id = ? AND person_id = ?").get(mailboxId, personId) !== null
  );
}
