import type { Database } from "bun:sqlite";
import type { Trouble } from "#src/mail/imap-trouble.ts";

/** How receiving goes in a mailbox. `trouble` is a code of src/mail/imap-trouble.ts; null: well. */
export type HealthRow = {
  mailbox_id: number;
  polled_at: string | null;
  tried_at: string | null;
  trouble: string | null;
  trouble_detail: string | null;
  trouble_since: string | null;
  alarmed_at: string | null;
  unaccounted: number;
};

const columns = "mailbox_id, polled_at, tried_at, trouble, trouble_detail, trouble_since, alarmed_at, unaccounted";

export function findHealth(db: Database, mailboxId: number): HealthRow | null {
  return db.query<HealthRow, [number]>(`SELECT ${columns} FROM mailbox_health WHERE mailbox_id = ?`).get(mailboxId);
}

export function notePolled(db: Database, mailboxId: number, at: string): void {
  db.query<null, [number, string, string]>(
    `INSERT INTO mailbox_health (mailbox_id, polled_at, tried_at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET polled_at = excluded.polled_at, tried_at = excluded.tried_at, trouble = NULL, trouble_detail = NULL,
       trouble_since = NULL`,
  ).run(mailboxId, at, at);
}

/** The same trouble again keeps the moment since when it lasts. */
export function noteTrouble(db: Database, mailboxId: number, { code, said }: Trouble, at: string): void {
  db.query<null, [number, string, string, string, string]>(
    `INSERT INTO mailbox_health (mailbox_id, tried_at, trouble, trouble_detail, trouble_since) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET tried_at = excluded.tried_at, trouble = excluded.trouble, trouble_detail = excluded.trouble_detail,
       trouble_since = coalesce(trouble_since, excluded.trouble_since)`,
  ).run(mailboxId, at, code, said.slice(0, 500), at);
}

export function noteUnaccounted(db: Database, mailboxId: number, unaccounted: number): void {
  db.query<null, [number, number]>(
    `INSERT INTO mailbox_health (mailbox_id, unaccounted) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET unaccounted = excluded.unaccounted`,
  ).run(mailboxId, unaccounted);
}
