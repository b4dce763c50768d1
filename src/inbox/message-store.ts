import type { Database } from "bun:sqlite";
import type { AttachmentRow, MessageRow, NewAttachment, NewMessage } from "./message.ts";

export type { AttachmentRow, MessageRow, NewMessage } from "./message.ts";

const columns = `id, ticket_id, kind, at, sent_at, person_id, by, from_address, from_name, to_addresses, cc_addresses, bcc_addresses,
  reply_to, subject, mail_id, in_reply_to, thread_index, raw_blob_id, raw_sha256, canonical_hash, size, has_html, automatic,
  same_id_as, matched_by, matched_how, ticket_before, error`;

export function findMessage(db: Database, id: number): MessageRow | null {
  return db.query<MessageRow, [number]>(`SELECT ${columns} FROM messages WHERE id = ?`).get(id);
}

/** As the thread shows them: the oldest first. */
export function messagesOf(db: Database, ticketId: number): MessageRow[] {
  return db
    .query<MessageRow, [number]>(`SELECT ${columns} FROM messages WHERE ticket_id = ? ORDER BY at, id`)
    .all(ticketId);
}

export type PlaceOfId = Pick<MessageRow, "id" | "ticket_id" | "kind" | "matched_by" | "canonical_hash">;

/** Where the mails with this Message-ID lie, whatever their mailbox: the newest first. */
export function placesOfId(db: Database, mailId: string): PlaceOfId[] {
  return db
    .query<PlaceOfId, [string]>(
      "SELECT id, ticket_id, kind, matched_by, canonical_hash FROM messages WHERE mail_id = ? ORDER BY id DESC LIMIT 50",
    )
    .all(mailId);
}

/** The subjects of the newest messages of a ticket. */
export function subjectsOf(db: Database, ticketId: number): string[] {
  return db
    .query<{ subject: string }, [number]>(
      "SELECT subject FROM messages WHERE ticket_id = ? AND subject <> '' ORDER BY at DESC, id DESC LIMIT 30",
    )
    .all(ticketId)
    .map(({ subject }) => subject);
}

export function insertMessage(db: Database, message: NewMessage): number {
  const row = insertion(db).get(
    message.ticket_id,
    message.kind,
    message.at,
    message.sent_at ?? null,
    message.person_id ?? null,
    message.by,
    message.from_address ?? "",
    message.from_name ?? "",
    message.to_addresses ?? "[]",
    message.cc_addresses ?? "[]",
    message.bcc_addresses ?? "[]",
    message.reply_to ?? "[]",
    message.subject ?? "",
    message.mail_id ?? null,
    message.in_reply_to ?? null,
    message.thread_index ?? null,
    message.raw_blob_id ?? null,
    message.raw_sha256 ?? null,
    message.canonical_hash ?? null,
    message.size ?? 0,
    message.has_html ?? 0,
    message.automatic ?? null,
    message.same_id_as ?? null,
    message.matched_by ?? null,
    message.matched_how ?? null,
    message.ticket_before ?? null,
    message.error ?? null,
  );
  return row!.id;
}

function insertion(db: Database) {
  return db.query<{ id: number }, (string | number | null)[]>(
    `INSERT INTO messages (ticket_id, kind, at, sent_at, person_id, by, from_address, from_name, to_addresses, cc_addresses,
       bcc_addresses, reply_to, subject, mail_id, in_reply_to, thread_index, raw_blob_id, raw_sha256, canonical_hash, size, has_html,
       automatic, same_id_as, matched_by, matched_how, ticket_before, error)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  );
}

export function deleteMessage(db: Database, id: number): void {
  db.query<null, [number]>("DELETE FROM messages WHERE id = ?").run(id);
}

export function setTicketOf(db: Database, messageId: number, ticketId: number): void {
  db.query<null, [number, number]>("UPDATE messages SET ticket_id = ? WHERE id = ?").run(ticketId, messageId);
}

export function setMatched(db: Database, messageId: number, by: string, how: string): void {
  db.query<null, [string, string, number]>("UPDATE messages SET matched_by = ?, matched_how = ? WHERE id = ?").run(
    by,
    how,
    messageId,
  );
}

type NewReference = { mail_id: string; message_id: number; position: number };

export function insertReference(db: Database, { mail_id, message_id, position }: NewReference): void {
  db.query<null, [string, number, number]>(
    "INSERT OR IGNORE INTO message_references (mail_id, message_id, position) VALUES (?, ?, ?)",
  ).run(mail_id, message_id, position);
}

/** The ids a message refers to, the oldest first. */
export function referencesOf(db: Database, messageId: number): string[] {
  return db
    .query<{ mail_id: string }, [number]>(
      "SELECT mail_id FROM message_references WHERE message_id = ? ORDER BY position",
    )
    .all(messageId)
    .map(({ mail_id }) => mail_id);
}

/** Tickets with a mail that refers to this id: the newest mail first. */
export function ticketsReferringTo(db: Database, mailId: string): number[] {
  return db
    .query<{ ticket_id: number }, [string]>(
      `SELECT m.ticket_id FROM message_references r JOIN messages m ON m.id = r.message_id
       WHERE r.mail_id = ? ORDER BY m.id DESC LIMIT 50`,
    )
    .all(mailId)
    .map(({ ticket_id }) => ticket_id);
}

export function insertAttachment(db: Database, attachment: NewAttachment): void {
  db.query<null, (string | number | null)[]>(
    `INSERT INTO message_attachments (message_id, part, filename, content_type, content_id, disposition, size, sha256, blob_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    attachment.message_id,
    attachment.part,
    attachment.filename,
    attachment.content_type,
    attachment.content_id,
    attachment.disposition,
    attachment.size,
    attachment.sha256,
    attachment.blob_id,
  );
}

const attachmentColumns =
  "id, message_id, part, filename, content_type, content_id, disposition, size, sha256, blob_id";

export function attachmentsOf(db: Database, messageId: number): AttachmentRow[] {
  return db
    .query<AttachmentRow, [number]>(
      `SELECT ${attachmentColumns} FROM message_attachments WHERE message_id = ? ORDER BY part, id`,
    )
    .all(messageId);
}

export function findAttachment(db: Database, id: number): AttachmentRow | null {
  return db.query<AttachmentRow, [number]>(`SELECT ${attachmentColumns} FROM message_attachments WHERE id = ?`).get(id);
}

/** What a list and its clock show of a ticket, counted again from its messages. */
export type Derived = {
  last_at: string;
  last_message_id: number;
  first_at: string;
  newest_id: number;
  waiting_since: string | null;
};

/**
 * `newest_id` is what the list shows (the newest that no machine wrote, where there is one); `waiting_since` the first message from
 * outside after the last answer.
 */
export function derivedOf(db: Database, ticketId: number): Derived | null {
  const row = db
    .query<Derived & { last_at: string | null }, { id: number }>(
      `SELECT max(at) AS last_at, max(id) AS last_message_id, min(at) AS first_at,
         (SELECT id FROM messages WHERE ticket_id = $id
          ORDER BY automatic IS NOT NULL AND kind = 'out', at DESC, id DESC LIMIT 1) AS newest_id,
         (SELECT min(at) FROM messages WHERE ticket_id = $id AND kind = 'in' AND automatic IS NULL
            AND at > coalesce((SELECT max(at) FROM messages WHERE ticket_id = $id AND kind = 'out' AND automatic IS NULL), ''))
           AS waiting_since
       FROM messages WHERE ticket_id = $id`,
    )
    .get({ id: ticketId });
  return row?.last_at ? row : null;
}
