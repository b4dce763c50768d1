import type { Database } from "bun:sqlite";
import type { Notification } from "./notification.ts";

export type NewNotification = {
  person_id: number;
  kind: Notification["kind"];
  ticket_id: number | null;
  message_id: number | null;
  trouble_id: number | null;
  subject_key: string;
  by: string;
  at: string;
  mail_due_at: string | null;
};

/** False when they were told the same before. */
export function insertNotification(db: Database, notification: NewNotification): boolean {
  return (
    db
      .query<null, [NewNotification]>(
        `INSERT INTO notifications (person_id, kind, ticket_id, message_id, trouble_id, subject_key, by, at, mail_due_at)
         VALUES ($person_id, $kind, $ticket_id, $message_id, $trouble_id, $subject_key, $by, $at, $mail_due_at)
         ON CONFLICT (person_id, subject_key) DO NOTHING`,
      )
      .run(notification).changes === 1
  );
}

/** A ticket is seen by members of the mailbox in which it lies now; a check by everybody with a log-in. */
const seen = `
  FROM notifications n
  LEFT JOIN messages m ON m.id = n.message_id
  LEFT JOIN tickets t ON t.id = coalesce(m.ticket_id, n.ticket_id)
  LEFT JOIN mailboxes b ON b.id = t.mailbox_id
  LEFT JOIN check_troubles c ON c.id = n.trouble_id
  LEFT JOIN checks k ON k.id = c.check_id
  WHERE (k.id IS NOT NULL OR EXISTS (SELECT 1 FROM mailbox_members s WHERE s.mailbox_id = t.mailbox_id AND s.person_id = n.person_id))`;

const columns = `n.id, n.kind, n.by, n.at, n.read_at, t.id AS ticket_id, n.message_id, t.subject, CASE WHEN n.message_id IS NULL THEN t.preview END AS preview,
  t.mailbox_id, b.name AS mailbox, k.slug AS check_slug, k.name AS check_name`;

type Looking = { person_id: number; unread: boolean; before: { at: string; id: number } | null; limit: number };

/** The newest first. */
export function listNotifications(db: Database, { person_id, unread, before, limit }: Looking): Notification[] {
  return db
    .query<Notification, { person: number; at: string; id: number; limit: number }>(
      `SELECT ${columns} ${seen} AND n.person_id = $person ${unread ? "AND n.read_at IS NULL" : ""}
         AND (n.at, n.id) < ($at, $id) ORDER BY n.at DESC, n.id DESC LIMIT $limit`,
    )
    .all({ person: person_id, at: before?.at ?? "9", id: before?.id ?? 0, limit });
}

/** What a mail tells: what was read meanwhile is not in it. The oldest first. */
export function notificationsOfMail(db: Database, mailId: number): Notification[] {
  return db
    .query<Notification, [number]>(
      `SELECT ${columns} ${seen} AND n.mail_id = ? AND n.read_at IS NULL ORDER BY n.at, n.id`,
    )
    .all(mailId);
}

/** More than this is not counted. */
const mostCounted = 100;

/** Asked for every page, so it reads no more than tells whether each is seen. */
export function countUnread(db: Database, personId: number): number {
  return db
    .query<{ n: number }, [number, number]>(
      `SELECT count(*) AS n FROM (
         SELECT 1 FROM notifications n WHERE n.person_id = ? AND n.read_at IS NULL
           AND (n.trouble_id IS NOT NULL OR EXISTS (
             SELECT 1 FROM tickets t JOIN mailbox_members s ON s.mailbox_id = t.mailbox_id AND s.person_id = n.person_id
             WHERE t.id = coalesce((SELECT ticket_id FROM messages WHERE id = n.message_id), n.ticket_id)))
         LIMIT ?)`,
    )
    .get(personId, mostCounted)!.n;
}

export function findNotification(db: Database, personId: number, id: number): Notification | null {
  return db
    .query<Notification, [number, number]>(`SELECT ${columns} ${seen} AND n.person_id = ? AND n.id = ?`)
    .get(personId, id);
}

/** What was read is not mailed any more. */
export function markRead(db: Database, personId: number, id: number, at: string): void {
  db.query<null, [string, number, number]>(
    "UPDATE notifications SET read_at = ?, mail_due_at = NULL WHERE person_id = ? AND id = ? AND read_at IS NULL",
  ).run(at, personId, id);
}

/** Up to one that was seen: what came since stays unread. */
export function markAllRead(db: Database, personId: number, upTo: number, at: string): void {
  db.query<null, [string, number, number]>(
    "UPDATE notifications SET read_at = ?, mail_due_at = NULL WHERE person_id = ? AND id <= ? AND read_at IS NULL",
  ).run(at, personId, upTo);
}

export function unreadOfTicket(db: Database, personId: number, ticketId: number): number[] {
  return db
    .query<{ id: number }, { person: number; ticket: number }>(
      `SELECT n.id FROM notifications n LEFT JOIN messages m ON m.id = n.message_id
       WHERE n.person_id = $person AND n.read_at IS NULL AND coalesce(m.ticket_id, n.ticket_id) = $ticket`,
    )
    .all({ person: personId, ticket: ticketId })
    .map(({ id }) => id);
}

export function newestNotification(db: Database, personId: number): number {
  return (
    db
      .query<{ id: number | null }, [number]>("SELECT max(id) AS id FROM notifications WHERE person_id = ?")
      .get(personId)!.id ?? 0
  );
}

export function deleteOldNotifications(db: Database, before: string, limit: number): number {
  return db
    .query<null, [string, number]>(
      "DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE at < ? ORDER BY at LIMIT ?)",
    )
    .run(before, limit).changes;
}
