import type { Database } from "bun:sqlite";

/** The sealed password for fetching mail; null where none was typed. */
export function imapSecretOf(db: Database, mailboxId: number): string | null {
  return (
    db.query<{ imap_secret: string | null }, [number]>("SELECT imap_secret FROM mailboxes WHERE id = ?").get(mailboxId)
      ?.imap_secret ?? null
  );
}
