import type { Database } from "bun:sqlite";
import type { MailboxRow } from "./mailbox.ts";

/** Passwords as they lie here: sealed. */
export type Secrets = { imap_secret: string | null; smtp_secret: string | null };

export function secretsOf(db: Database, mailboxId: number): Secrets {
  return db.query<Secrets, [number]>("SELECT imap_secret, smtp_secret FROM mailboxes WHERE id = ?").get(mailboxId)!;
}

type NewMailbox = Pick<MailboxRow, "slug" | "name" | "address" | "from_name" | "language" | "created_at" | "paused_at">;

/** The new id; null when a mailbox of this address exists. */
export function insertMailbox(db: Database, mailbox: NewMailbox): number | null {
  return (
    db
      .query<{ id: number }, [NewMailbox]>(
        `INSERT INTO mailboxes (slug, name, address, from_name, language, created_at, paused_at)
         VALUES ($slug, $name, $address, $from_name, $language, $created_at, $paused_at)
         ON CONFLICT (address) DO NOTHING RETURNING id`,
      )
      .get(mailbox)?.id ?? null
  );
}

type Settable = Omit<MailboxRow, "id" | "slug" | "address" | "created_at"> & Secrets;
export type MailboxColumns = Partial<Settable>;

/** Writes the given columns; their names come from our own code. */
export function updateMailbox(db: Database, id: number, columns: MailboxColumns): void {
  const names = Object.keys(columns);
  const sql = `UPDATE mailboxes SET ${names.map((name) => `${name} = $${name}`).join(", ")} WHERE id = $id`;
  db.query<null, [Record<string, string | number | null>]>(sql).run({ ...columns, id });
}

/** Of two mailboxes only one can send the program's own mail. */
export function clearNotices(db: Database): void {
  db.query("UPDATE mailboxes SET sends_notices = 0 WHERE sends_notices = 1").run();
}

/** What is known of polls that failed under settings which are no longer true. */
export function forgetTrouble(db: Database, mailboxId: number): void {
  db.query<null, [number]>(
    `UPDATE mailbox_health SET trouble = NULL, trouble_detail = NULL, trouble_since = NULL, alarmed_at = NULL
     WHERE mailbox_id = ?`,
  ).run(mailboxId);
}

/** Who and what may see a mailbox, by id. */
export type MailboxAccess = { people: number[]; tokens: number[]; webhooks: number[] };

const accessTables = {
  people: { table: "mailbox_members", column: "person_id" },
  tokens: { table: "mailbox_tokens", column: "token_id" },
  webhooks: { table: "mailbox_webhooks", column: "webhook_id" },
} as const;
export const accessKinds = ["people", "tokens", "webhooks"] as const;
type AccessKind = (typeof accessKinds)[number];

export function accessOf(db: Database, mailboxId: number): MailboxAccess {
  const ids = (kind: AccessKind) => {
    const { table, column } = accessTables[kind];
    return db
      .query<{ id: number }, [number]>(`SELECT ${column} AS id FROM ${table} WHERE mailbox_id = ? ORDER BY 1`)
      .all(mailboxId)
      .map(({ id }) => id);
  };
  return { people: ids("people"), tokens: ids("tokens"), webhooks: ids("webhooks") };
}

export function grant(db: Database, mailboxId: number, kind: AccessKind, id: number): void {
  const { table, column } = accessTables[kind];
  db.query<null, [number, number]>(
    `INSERT INTO ${table} (mailbox_id, ${column}) VALUES (?, ?) ON CONFLICT DO NOTHING`,
  ).run(mailboxId, id);
}

export function revoke(db: Database, mailboxId: number, kind: AccessKind, id: number): void {
  const { table, column } = accessTables[kind];
  db.query<null, [number, number]>(`DELETE FROM ${table} WHERE mailbox_id = ? AND ${column} = ?`).run(mailboxId, id);
}

/** The arrival that a message came from; null for what was written here. */
export function arrivalOf(db: Database, messageId: number): number | null {
  return (
    db
      .query<{ id: number }, [number]>("SELECT id FROM arrivals WHERE message_id = ? ORDER BY id LIMIT 1")
      .get(messageId)?.id ?? null
  );
}
