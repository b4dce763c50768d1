import type { Database } from "bun:sqlite";

/** Says that a mail is a request of the deletion log. */
export function insertRequestMessage(db: Database, messageId: number, requestId: number): void {
  db.query<null, [number, number]>("INSERT INTO request_messages (message_id, request_id) VALUES (?, ?)").run(
    messageId,
    requestId,
  );
}

/** The request that a mail is; null for every other mail. */
export function requestOfMessage(db: Database, messageId: number): number | null {
  const query = db.query<{ request_id: number }, [number]>(
    "SELECT request_id FROM request_messages WHERE message_id = ?",
  );
  return query.get(messageId)?.request_id ?? null;
}

export type RequestPlace = { request_id: number; message_id: number; ticket_id: number; mailbox_id: number };

/** Where the mails of some requests lie. */
export function placesOfRequests(db: Database, requestIds: readonly number[]): RequestPlace[] {
  return db
    .query<RequestPlace, [string]>(
      `SELECT r.request_id, r.message_id, m.ticket_id, t.mailbox_id FROM request_messages r
       JOIN messages m ON m.id = r.message_id JOIN tickets t ON t.id = m.ticket_id
       WHERE r.request_id IN (SELECT value FROM json_each(?)) ORDER BY r.request_id`,
    )
    .all(JSON.stringify(requestIds));
}
