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

/** A mailbox that receives, with how it goes; `polled_at` is null before the first time. */
export type Receiving = HealthRow & {
  name: string;
  slug: string;
  created_at: string;
  late_after_min: number;
};

export function listReceiving(db: Database): Receiving[] {
  return db
    .query<Receiving, []>(
      `SELECT b.id AS mailbox_id, b.name, b.slug, b.created_at, b.late_after_min, h.polled_at, h.tried_at, h.trouble,
         h.trouble_detail, h.trouble_since, h.alarmed_at, coalesce(h.unaccounted, 0) AS unaccounted
       FROM mailboxes b LEFT JOIN mailbox_health h ON h.mailbox_id = b.id
       WHERE b.imap_host IS NOT NULL AND b.paused_at IS NULL AND b.archived_at IS NULL ORDER BY b.id`,
    )
    .all();
}

/** False when it was alarmed, or well, already. */
export function setAlarmed(db: Database, mailboxId: number, at: string): boolean {
  return (
    db
      .query<null, [number, string]>(
        `INSERT INTO mailbox_health (mailbox_id, alarmed_at) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET alarmed_at = excluded.alarmed_at WHERE alarmed_at IS NULL`,
      )
      .run(mailboxId, at).changes === 1
  );
}

export function clearAlarmed(db: Database, mailboxId: number): boolean {
  return (
    db
      .query<null, [number]>(
        "UPDATE mailbox_health SET alarmed_at = NULL WHERE mailbox_id = ? AND alarmed_at IS NOT NULL",
      )
      .run(mailboxId).changes === 1
  );
}

/** Who must know when a mailbox does not receive: its members and the owners, once each. */
export function whoCares(db: Database, mailboxId: number): { id: number; email: string; language: "de" | "en" }[] {
  return db
    .query<{ id: number; email: string; language: "de" | "en" }, [number]>(
      `SELECT id, email, language FROM people
       WHERE disabled_at IS NULL
         AND (role = 'owner' OR id IN (SELECT person_id FROM mailbox_members WHERE mailbox_id = ?)) ORDER BY id`,
    )
    .all(mailboxId);
}
