import type { Database } from "bun:sqlite";
import type { AttachmentRow, MessageRow, NewAttachment, NewMessage } from "./message.ts";

export type { AttachmentRow, MessageRow, NewMessage } from "./message.ts";

const columns = `id, ticket_id, kind, at, sent_at, person_id, by, from_address, from_name, to_addresses, cc_addresses, bcc_addresses,
  reply_to, subject, mail_id, in_reply_to, thread_index, raw_blob_id, raw_sha256, canonical_hash, size, has_html, automatic,
  same_id_as, matched_by, matched_how, ticket_before, forwarded, error`;

export function findMessage(db: Database, id: number): MessageRow | null {
  return db.query<MessageRow, [number]>(`SELECT ${columns} FROM messages WHERE id = ?`).get(id);
}

/** As the thread shows them: the oldest first. */
export function messagesOf(db: Database, ticketId: number): MessageRow[] {
  return db
    .query<MessageRow, [number]>(`SELECT ${columns} FROM messages WHERE ticket_id = ? ORDER BY at, id`)
    .all(ticketId);
}

/** What an answer answers unless somebody says otherwise: the newest mail from a person outside, else the newest of ours. */
export function newestMailOf(db: Database, ticketId: number): MessageRow | null {
  return db
    .query<MessageRow, [number]>(
      `SELECT ${columns} FROM messages WHERE ticket_id = ? AND kind IN ('in', 'out') AND forwarded IS NULL
       ORDER BY kind = 'in' AND automatic IS NULL DESC, kind = 'out' AND automatic IS NULL DESC, at DESC, id DESC LIMIT 1`,
    )
    .get(ticketId);
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

const insertedColumns = columns.split(/,\s*/).slice(1);

const nothing = {
  sent_at: null,
  person_id: null,
  from_address: "",
  from_name: "",
  to_addresses: "[]",
  cc_addresses: "[]",
  bcc_addresses: "[]",
  reply_to: "[]",
  subject: "",
  mail_id: null,
  in_reply_to: null,
  thread_index: null,
  raw_blob_id: null,
  raw_sha256: null,
  canonical_hash: null,
  size: 0,
  has_html: 0,
  automatic: null,
  same_id_as: null,
  matched_by: null,
  matched_how: null,
  ticket_before: null,
  forwarded: null,
  error: null,
} as const satisfies Omit<MessageRow, "id" | "ticket_id" | "kind" | "at" | "by">;

export function insertMessage(db: Database, message: NewMessage): number {
  const row: Omit<MessageRow, "id"> = { ...nothing, ...message };
  return db
    .query<{ id: number }, [Omit<MessageRow, "id">]>(
      `INSERT INTO messages (${insertedColumns.join(", ")}) VALUES (${insertedColumns.map((name) => `$${name}`).join(", ")})
       RETURNING id`,
    )
    .get(row)!.id;
}

export function deleteMessage(db: Database, id: number): void {
  db.query<null, [number]>("DELETE FROM messages WHERE id = ?").run(id);
}

export function setTicketOf(db: Database, messageId: number, ticketId: number): void {
  db.query<null, [number, number]>("UPDATE messages SET ticket_id = ? WHERE id = ?").run(ticketId, messageId);
}

/** Gives all messages of a ticket to another, and says which they were. */
export function moveAllMessages(db: Database, fromId: number, intoId: number): number[] {
  const moved = db
    .query<{ id: number }, [number]>("SELECT id FROM messages WHERE ticket_id = ? ORDER BY id")
    .all(fromId);
  db.query<null, [number, number]>("UPDATE messages SET ticket_id = ? WHERE ticket_id = ?").run(intoId, fromId);
  return moved.map(({ id }) => id);
}

/** Of these messages, those that lie in a ticket. */
export function amongMessages(db: Database, ticketId: number, ids: readonly number[]): number[] {
  return db
    .query<{ id: number }, [number, string]>(
      "SELECT id FROM messages WHERE ticket_id = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
    )
    .all(ticketId, JSON.stringify(ids))
    .map(({ id }) => id);
}

export function setForwarded(db: Database, messageId: number, messages: readonly number[]): void {
  db.query<null, [string, number]>("UPDATE messages SET forwarded = ? WHERE id = ?").run(
    JSON.stringify(messages),
    messageId,
  );
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
 * A note moves no list. `newest_id` is what the list shows (the newest that no machine wrote, where there is one); `waiting_since` the first message from
 * outside after the last answer.
 */
export function derivedOf(db: Database, ticketId: number): Derived | null {
  const row = db
    .query<Derived & { last_at: string | null }, { id: number }>(
      `SELECT coalesce(max(at) FILTER (WHERE kind <> 'note'), max(at)) AS last_at, max(id) AS last_message_id, min(at) AS first_at,
         (SELECT id FROM messages WHERE ticket_id = $id
          ORDER BY kind = 'note', forwarded IS NOT NULL, automatic IS NOT NULL, at DESC, id DESC LIMIT 1) AS newest_id,
         (SELECT min(at) FROM messages WHERE ticket_id = $id AND kind = 'in' AND automatic IS NULL
            AND at > coalesce((SELECT max(at) FROM messages WHERE ticket_id = $id AND kind = 'out' AND automatic IS NULL AND forwarded IS NULL), ''))
           AS waiting_since
       FROM messages WHERE ticket_id = $id`,
    )
    .get({ id: ticketId });
  return row?.last_at ? row : null;
}
