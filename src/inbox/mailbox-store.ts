import type { Database } from "bun:sqlite";
import type { MailboxRow } from "./mailbox.ts";

export type { MailboxRow } from "./mailbox.ts";

const columns = `id, slug, name, address, from_name, reply_to, signature, language, imap_host, imap_port, imap_security, imap_user,
  imap_folder, imap_sent_folder, keeps_sent, after_intake, poll_s, smtp_host, smtp_port, smtp_security, smtp_user, authority,
  login_method, undo_s, plus_addressing, subject_token, new_ticket_after_days, same_subject_hours, tracker_senders, authserv_id,
  sends_notices, auto_reply, auto_reply_subject, auto_reply_text, office_hours, late_after_min, created_at, paused_at, archived_at`;

export function findMailbox(db: Database, id: number): MailboxRow | null {
  return db.query<MailboxRow, [number]>(`SELECT ${columns} FROM mailboxes WHERE id = ?`).get(id);
}

export function findMailboxBySlug(db: Database, slug: string): MailboxRow | null {
  return db.query<MailboxRow, [string]>(`SELECT ${columns} FROM mailboxes WHERE slug = ?`).get(slug);
}

/** All of them, archived ones last. */
export function listMailboxes(db: Database): MailboxRow[] {
  return db
    .query<MailboxRow, []>(`SELECT ${columns} FROM mailboxes ORDER BY archived_at IS NOT NULL, name COLLATE NOCASE, id`)
    .all();
}

/** The mailboxes whose mail a person may read. */
export function mailboxesOf(db: Database, personId: number): MailboxRow[] {
  return db
    .query<MailboxRow, [number]>(
      `SELECT ${columns} FROM mailboxes WHERE id IN (SELECT mailbox_id FROM mailbox_members WHERE person_id = ?)
       ORDER BY archived_at IS NOT NULL, name COLLATE NOCASE, id`,
    )
    .all(personId);
}

/** Their numbers only: asked for every change that is told. */
export function mailboxIdsOf(db: Database, personId: number): number[] {
  return db
    .query<{ mailbox_id: number }, [number]>("SELECT mailbox_id FROM mailbox_members WHERE person_id = ?")
    .all(personId)
    .map(({ mailbox_id }) => mailbox_id);
}

/** The mailboxes that everybody with a log-in uses: what they hold is nobody's secret in the house. */
export function mailboxesOpenToAll(db: Database): MailboxRow[] {
  return db
    .query<MailboxRow, []>(
      `SELECT ${columns} FROM mailboxes m WHERE archived_at IS NULL AND NOT EXISTS (
         SELECT 1 FROM people p WHERE p.disabled_at IS NULL AND p.password_hash IS NOT NULL
           AND p.id NOT IN (SELECT person_id FROM mailbox_members WHERE mailbox_id = m.id))
         AND EXISTS (SELECT 1 FROM mailbox_members WHERE mailbox_id = m.id)
       ORDER BY name COLLATE NOCASE, id`,
    )
    .all();
}

/** The mailboxes whose mail an API token may read: none unless somebody said so. */
export function mailboxesOfToken(db: Database, tokenId: number): MailboxRow[] {
  return db
    .query<MailboxRow, [number]>(
      `SELECT ${columns} FROM mailboxes WHERE id IN (SELECT mailbox_id FROM mailbox_tokens WHERE token_id = ?)
       ORDER BY archived_at IS NOT NULL, name COLLATE NOCASE, id`,
    )
    .all(tokenId);
}

/** Members read a mailbox; nobody else does, owners neither. */
export function mayUse(db: Database, mailboxId: number, personId: number): boolean {
  return (
    db.query("SELECT 1 FROM mailbox_members WHERE mailbox_id = ? AND person_id = ?").get(mailboxId, personId) !== null
  );
}

export function mayTokenUse(db: Database, mailboxId: number, tokenId: number): boolean {
  return (
    db.query("SELECT 1 FROM mailbox_tokens WHERE mailbox_id = ? AND token_id = ?").get(mailboxId, tokenId) !== null
  );
}

/** Who can be given a ticket of this mailbox: its members who can still log in. */
export function membersOf(db: Database, mailboxId: number): { id: number; name: string; email: string }[] {
  return db
    .query<{ id: number; name: string; email: string }, [number]>(
      `SELECT p.id, p.name, p.email FROM mailbox_members m JOIN people p ON p.id = m.person_id
       WHERE m.mailbox_id = ? AND p.disabled_at IS NULL ORDER BY p.name COLLATE NOCASE, p.id`,
    )
    .all(mailboxId);
}

/** The mailbox that has this address, by itself. */
export function findMailboxAt(db: Database, address: string): { id: number } | null {
  return db.query<{ id: number }, [string]>("SELECT id FROM mailboxes WHERE address = ?").get(address);
}

/** Somebody of the house with this address who can log in. */
export function findAgent(db: Database, address: string): { id: number } | null {
  return db
    .query<{ id: number }, [string]>("SELECT id FROM people WHERE email = ? AND disabled_at IS NULL")
    .get(address);
}
