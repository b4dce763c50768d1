import type { Database } from "bun:sqlite";
import type { MessageRow } from "./message.ts";
import { searchedPart } from "./message-text-store.ts";

/** Everything of a message but when it was, which way it went and who of ours wrote it. */
export function emptyMessageRow(db: Database, id: number): void {
  db.query<null, [number]>(
    `UPDATE messages SET from_address = '', from_name = '', to_addresses = '[]', cc_addresses = '[]', bcc_addresses = '[]',
       reply_to = '[]', subject = '', mail_id = NULL, in_reply_to = NULL, thread_index = NULL, raw_blob_id = NULL, raw_sha256 = NULL,
       canonical_hash = NULL, size = 0, has_html = 0, sent_at = NULL, same_id_as = NULL, matched_by = 'erased', matched_how = '{}',
       ticket_before = NULL, error = NULL WHERE id = ?`,
  ).run(id);
}

type Cleaned = Pick<
  MessageRow,
  "id" | "from_name" | "to_addresses" | "cc_addresses" | "bcc_addresses" | "reply_to" | "subject"
>;

/** What is left of a message of somebody else's. Its raw bytes are gone, and what it was matched by. */
export function cleanMessageRow(db: Database, cleaned: Cleaned): void {
  db.query<null, [Cleaned]>(
    `UPDATE messages SET from_name = $from_name, to_addresses = $to_addresses, cc_addresses = $cc_addresses,
       bcc_addresses = $bcc_addresses, reply_to = $reply_to, subject = $subject, raw_blob_id = NULL, raw_sha256 = NULL,
       canonical_hash = NULL, size = 0, has_html = 0, matched_how = '{}', ticket_before = NULL, error = NULL WHERE id = $id`,
  ).run(cleaned);
}

export function replaceText(db: Database, messageId: number, text: string): void {
  const searched = searchedPart(text);
  const rest = searched.length < text.length ? Bun.zstdCompressSync(text.slice(searched.length)) : null;
  db.query<null, [Uint8Array, Uint8Array | null, number]>(
    "UPDATE message_texts SET text = ?, rest = ? WHERE message_id = ?",
  ).run(Bun.zstdCompressSync(searched), rest, messageId);
}

/** References to a mail that is gone, from whichever message, and those of a message itself where `all`. */
export function deleteReferences(
  db: Database,
  { id, mail_id }: Pick<MessageRow, "id" | "mail_id">,
  all: boolean,
): void {
  if (all) db.query<null, [number]>("DELETE FROM message_references WHERE message_id = ?").run(id);
  if (mail_id === null) return;
  db.query<null, [string]>("DELETE FROM message_references WHERE mail_id = ?").run(mail_id);
}

export function forgetAnswered(db: Database, mailId: string, ticketId: number): void {
  db.query<null, [number, string]>(
    "UPDATE messages SET in_reply_to = NULL WHERE ticket_id = ? AND in_reply_to = ?",
  ).run(ticketId, mailId);
}

/** Gives the blobs that they had. */
export function deleteAttachments(db: Database, messageId: number): (number | null)[] {
  return db
    .query<{ blob_id: number | null }, [number]>(
      "DELETE FROM message_attachments WHERE message_id = ? RETURNING blob_id",
    )
    .all(messageId)
    .map(({ blob_id }) => blob_id);
}

export function deleteAttachment(db: Database, id: number): void {
  db.query<null, [number]>("DELETE FROM message_attachments WHERE id = ?").run(id);
}

export function setAttachmentBlob(db: Database, id: number, blobId: number): void {
  db.query<null, [number, number]>("UPDATE message_attachments SET blob_id = ? WHERE id = ?").run(blobId, id);
}

export function setAttachmentName(db: Database, id: number, filename: string): void {
  db.query<null, [string, number]>("UPDATE message_attachments SET filename = ? WHERE id = ?").run(filename, id);
}

/** Where a message came from is accounted for, without anything of it. Gives the blobs that held its bytes. */
export function emptyArrivalsOf(db: Database, messageId: number): number[] {
  const blobs = db
    .query<{ blob_id: number }, [number]>("SELECT blob_id FROM arrivals WHERE message_id = ? AND blob_id IS NOT NULL")
    .all(messageId);
  db.query<null, [number]>(
    `UPDATE arrivals SET state = 'erased', raw_sha256 = NULL, blob_id = NULL, size = 0, error = NULL, message_id = NULL
     WHERE message_id = ?`,
  ).run(messageId);
  return blobs.map(({ blob_id }) => blob_id);
}

/** Every digest of bytes that came and became this message: the same mail may have come with other headers. */
export function rawDigestsOf(db: Database, messageId: number): string[] {
  return db
    .query<{ raw_sha256: string }, { id: number }>(
      `SELECT raw_sha256 FROM arrivals WHERE message_id = $id AND raw_sha256 IS NOT NULL
       UNION SELECT raw_sha256 FROM messages WHERE id = $id AND raw_sha256 IS NOT NULL`,
    )
    .all({ id: messageId })
    .map(({ raw_sha256 }) => raw_sha256);
}

export type Leaving = { id: number; blob_id: number | null };

export function outgoingMailsOf(db: Database, messageId: number): Leaving[] {
  return db.query<Leaving, [number]>("SELECT id, blob_id FROM outgoing_mails WHERE message_id = ?").all(messageId);
}

export function deleteOutgoing(db: Database, id: number): void {
  db.query<null, [number]>("DELETE FROM outgoing_mails WHERE id = ?").run(id);
}

/** A mail that went to others too: whether it arrived stays, what it said and to whom of them goes. */
export function emptyOutgoing(db: Database, id: number, addresses: readonly string[]): void {
  db.query<null, [number]>("UPDATE outgoing_mails SET content = '{}', blob_id = NULL, answer = NULL WHERE id = ?").run(
    id,
  );
  db.query<null, [number, string]>(
    "DELETE FROM outgoing_recipients WHERE mail_id = ? AND address IN (SELECT value FROM json_each(?))",
  ).run(id, JSON.stringify(addresses));
}

/** Texts' owners: messages of a ticket from these addresses, up to one. */
export function messagesFrom(db: Database, ticketId: number, addresses: readonly string[], until: number): number[] {
  return db
    .query<{ id: number }, [number, number, string]>(
      `SELECT id FROM messages WHERE ticket_id = ? AND id <= ? AND kind IN ('in', 'unread')
         AND from_address IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(ticketId, until, JSON.stringify(addresses))
    .map(({ id }) => id);
}
