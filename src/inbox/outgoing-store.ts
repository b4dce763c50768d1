import type { Database } from "bun:sqlite";
import type { OutgoingRow, RecipientRow } from "./outgoing-mail.ts";

const columns = `id, message_id, mailbox_id, mail_id, envelope_from, content, automatic, blob_id, state, not_before, looked_up, resent_at,
  answer, sent_copy, created_at, accepted_at`;

export type NewOutgoing = Pick<
  OutgoingRow,
  | "message_id"
  | "mailbox_id"
  | "mail_id"
  | "envelope_from"
  | "content"
  | "automatic"
  | "not_before"
  | "sent_copy"
  | "created_at"
>;

export function insertOutgoing(db: Database, mail: NewOutgoing, recipients: readonly string[]): number {
  const { id } = db
    .query<{ id: number }, [NewOutgoing]>(
      `INSERT INTO outgoing_mails (message_id, mailbox_id, mail_id, envelope_from, content, automatic, not_before, sent_copy, created_at)
       VALUES ($message_id, $mailbox_id, $mail_id, $envelope_from, $content, $automatic, $not_before, $sent_copy, $created_at)
       RETURNING id`,
    )
    .get(mail)!;
  const insert = db.query<null, [number, string]>("INSERT INTO outgoing_recipients (mail_id, address) VALUES (?, ?)");
  for (const address of recipients) insert.run(id, address);
  return id;
}

export function findOutgoing(db: Database, id: number): OutgoingRow | null {
  return db.query<OutgoingRow, [number]>(`SELECT ${columns} FROM outgoing_mails WHERE id = ?`).get(id);
}

/** By its Message-ID, without <>. Some servers change its case. */
export function findOutgoingById(db: Database, mailId: string): OutgoingRow | null {
  return db
    .query<OutgoingRow, [string, string]>(
      `SELECT ${columns} FROM outgoing_mails WHERE mail_id IN (?, lower(?)) LIMIT 1`,
    )
    .get(mailId, mailId);
}

/** By what stands before the @ of its Message-ID: the mailbox that sends notices may have changed meanwhile. */
export function findOutgoingByLocalPart(db: Database, local: string): OutgoingRow | null {
  return db
    .query<OutgoingRow, { from: string; to: string }>(
      `SELECT ${columns} FROM outgoing_mails WHERE mail_id > $from AND mail_id < $to LIMIT 1`,
    )
    .get({ from: `${local}@`, to: `${local}A` });
}

/** What was sent for a message of a ticket. */
export function outgoingOf(db: Database, messageId: number): OutgoingRow | null {
  return db
    .query<OutgoingRow, [number]>(`SELECT ${columns} FROM outgoing_mails WHERE message_id = ? ORDER BY id DESC LIMIT 1`)
    .get(messageId);
}

/** Mail to an address that left after a moment and of which nothing bad is known: the newest first. */
export function recentTo(db: Database, address: string, since: string): OutgoingRow[] {
  return db
    .query<OutgoingRow, [string, string]>(
      `SELECT ${columns} FROM outgoing_mails WHERE id IN (SELECT mail_id FROM outgoing_recipients WHERE address = ? AND at >= ?)
       ORDER BY id DESC LIMIT 2`,
    )
    .all(address, since);
}

export function recipientsOfMail(db: Database, id: number): RecipientRow[] {
  return db
    .query<RecipientRow, [number]>(
      "SELECT mail_id, address, state, status, answer, at FROM outgoing_recipients WHERE mail_id = ? ORDER BY address",
    )
    .all(id);
}

/** The bytes of the mail, made once. A ticket's message shows them as its original. */
export function setMime(db: Database, mail: Pick<OutgoingRow, "id" | "message_id">, blob: MadeMime): void {
  db.query<null, [number, number]>("UPDATE outgoing_mails SET blob_id = ? WHERE id = ?").run(blob.id, mail.id);
  if (mail.message_id === null) return;
  db.query<null, [number, string, number, number]>(
    "UPDATE messages SET raw_blob_id = ?, raw_sha256 = ?, size = ? WHERE id = ? AND raw_blob_id IS NULL",
  ).run(blob.id, blob.sha256, blob.size, mail.message_id);
}

export type MadeMime = { id: number; sha256: string; size: number };

export function sizeOfBlob(db: Database, id: number): number {
  return db.query<{ size: number }, [number]>("SELECT size FROM blobs WHERE id = ?").get(id)!.size;
}

type Change = Partial<
  Pick<OutgoingRow, "state" | "answer" | "accepted_at" | "sent_copy" | "resent_at" | "looked_up" | "mailbox_id">
>;

export function updateOutgoing(db: Database, id: number, change: Change): void {
  const names = Object.keys(change);
  db.query<null, [Change & { id: number }]>(
    `UPDATE outgoing_mails SET ${names.map((name) => `${name} = $${name}`).join(", ")} WHERE id = $id`,
  ).run({ ...change, id });
}

/** False when it is not in this state any more. */
export function moveOutgoing(db: Database, id: number, from: OutgoingRow["state"], to: OutgoingRow["state"]): boolean {
  return (
    db
      .query<null, [string, number, string]>("UPDATE outgoing_mails SET state = ? WHERE id = ? AND state = ?")
      .run(to, id, from).changes === 1
  );
}

export function updateRecipient(db: Database, row: RecipientRow): void {
  db.query<null, [RecipientRow]>(
    `UPDATE outgoing_recipients SET state = $state, status = $status, answer = $answer, at = $at
     WHERE mail_id = $mail_id AND address = $address`,
  ).run(row);
}

/** Everybody who is in one state goes to another. */
export function moveRecipients(
  db: Database,
  id: number,
  from: RecipientRow["state"],
  to: RecipientRow["state"],
  at: string,
): void {
  db.query<null, [string, string, number, string]>(
    "UPDATE outgoing_recipients SET state = ?, at = ? WHERE mail_id = ? AND state = ?",
  ).run(to, at, id, from);
}

export function ticketOfMessage(db: Database, messageId: number): number | null {
  return (
    db.query<{ ticket_id: number }, [number]>("SELECT ticket_id FROM messages WHERE id = ?").get(messageId)
      ?.ticket_id ?? null
  );
}

export function setBounced(db: Database, address: string, at: string): void {
  db.query<null, [string, string]>("UPDATE customer_addresses SET bounced_at = ? WHERE address = ?").run(at, address);
}

/** Gives the blob it referred to. */
export function deleteOutgoing(db: Database, id: number): number[] {
  const gone = db
    .query<{ blob_id: number | null }, [number]>("DELETE FROM outgoing_mails WHERE id = ? RETURNING blob_id")
    .all(id);
  return gone.flatMap(({ blob_id }) => (blob_id === null ? [] : [blob_id]));
}

/** What a mail says is forgotten once it is over. */
export function markForgotten(db: Database, id: number): void {
  db.query<null, [number]>("UPDATE outgoing_mails SET is_forgotten_after = 1 WHERE id = ?").run(id);
}

export function isAnyForgotten(db: Database): boolean {
  return db.query("SELECT 1 FROM outgoing_mails WHERE is_forgotten_after = 1 LIMIT 1").get() !== null;
}

/** Empties such mail that is over; its id and whom it went to stay, for reports that come back. Gives the blobs it referred to. */
export function emptyForgotten(db: Database): number[] {
  const over = db
    .query<{ id: number; blob_id: number | null }, []>(
      `SELECT id, blob_id FROM outgoing_mails WHERE is_forgotten_after = 1 AND state IN ('accepted', 'failed', 'undone') LIMIT 200`,
    )
    .all();
  const empty = db.query<null, [number]>(
    "UPDATE outgoing_mails SET content = '{}', blob_id = NULL, is_forgotten_after = 0 WHERE id = ?",
  );
  for (const { id } of over) empty.run(id);
  return over.flatMap(({ blob_id }) => (blob_id === null ? [] : [blob_id]));
}

/** The program's own mail that is over and was made before a moment: what it said is kept no longer. Gives the blobs it referred to. */
export function deleteOldNotices(db: Database, before: string): number[] {
  const gone = db
    .query<{ blob_id: number | null }, [string]>(
      `DELETE FROM outgoing_mails WHERE id IN (
         SELECT id FROM outgoing_mails WHERE message_id IS NULL AND created_at < ? AND state IN ('accepted', 'failed', 'undone') LIMIT 500)
       RETURNING blob_id`,
    )
    .all(before);
  return gone.flatMap(({ blob_id }) => (blob_id === null ? [] : [blob_id]));
}
