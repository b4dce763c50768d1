import type { Database } from "bun:sqlite";

/** Whose mail is due. */
export function peopleDue(db: Database, now: string): number[] {
  return db
    .query<{ person_id: number }, [string]>("SELECT DISTINCT person_id FROM notifications WHERE mail_due_at <= ?")
    .all(now)
    .map(({ person_id }) => person_id);
}

/** Makes one mail of everything of which somebody still wants one, also of what would only be due later. Null when there is nothing. */
export function bundleFor(db: Database, personId: number, now: string): number | null {
  const any = db
    .query("SELECT 1 FROM notifications WHERE person_id = ? AND mail_due_at IS NOT NULL LIMIT 1")
    .get(personId);
  if (any === null) return null;
  const { id } = db
    .query<{ id: number }, [number, string]>(
      "INSERT INTO notification_mails (person_id, created_at) VALUES (?, ?) RETURNING id",
    )
    .get(personId, now)!;
  db.query<null, [number, number]>(
    "UPDATE notifications SET mail_id = ?, mail_due_at = NULL WHERE person_id = ? AND mail_due_at IS NOT NULL",
  ).run(id, personId);
  return id;
}

export function ownerOfMail(db: Database, id: number): number | null {
  return (
    db.query<{ person_id: number }, [number]>("SELECT person_id FROM notification_mails WHERE id = ?").get(id)
      ?.person_id ?? null
  );
}

export function deleteOldMails(db: Database, before: string, limit: number): number {
  return db
    .query<null, [string, number]>(
      "DELETE FROM notification_mails WHERE id IN (SELECT id FROM notification_mails WHERE created_at < ? LIMIT ?)",
    )
    .run(before, limit).changes;
}
