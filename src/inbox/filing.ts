import type { Database } from "bun:sqlite";
import type { ParsedMail } from "#src/mail/message.ts";
import type { ArrivalRow } from "./arrival-store.ts";
import type { MailboxRow } from "./mailbox-store.ts";

type Filing = { arrival: ArrivalRow; mailbox: MailboxRow; parsed: ParsedMail; at: Date; quiet: boolean };
export type Filed = { outcome: "filed" | "duplicate" | "erased"; ticket_id: number | null; message_id: number | null };

export function fileMail(db: Database, { arrival, mailbox, parsed, at }: Filing): Filed {
  return put(db, { arrival, mailbox, at, kind: "in", subject: parsed.subject ?? "", error: null });
}

type Unread = { arrival: ArrivalRow; mailbox: MailboxRow; error: string; head: Uint8Array; at: Date };
export function fileUnreadable(db: Database, { arrival, mailbox, error, at }: Unread): Filed {
  return put(db, { arrival, mailbox, at, kind: "unread", subject: "?", error });
}

function put(
  db: Database,
  one: { arrival: ArrivalRow; mailbox: MailboxRow; at: Date; kind: string; subject: string; error: string | null },
): Filed {
  const { arrival, mailbox, at, kind, subject, error } = one;
  const ticket = db
    .query<{ id: number }, [number, string, string, string]>(
      "INSERT INTO tickets (mailbox_id, subject, created_at, last_at) VALUES (?, ?, ?, ?) RETURNING id",
    )
    .get(mailbox.id, subject, at.toISOString(), arrival.received_at)!.id;
  const message = db
    .query<{ id: number }, [number, string, string, string, number | null, string | null, string | null]>(
      "INSERT INTO messages (ticket_id, kind, at, by, subject, raw_blob_id, raw_sha256, error) VALUES (?, ?, ?, 'outside', ?, ?, ?, ?) RETURNING id",
    )
    .get(ticket, kind, arrival.received_at, subject, arrival.blob_id, arrival.raw_sha256, error)!.id;
  return { outcome: "filed", ticket_id: ticket, message_id: message };
}
