import type { Database } from "bun:sqlite";
import { type Address, parseMail } from "#src/mail/message.ts";
import type { Arrived } from "./arrival.ts";
import { hasOtherTrouble, repointArrivals } from "./filing-store.ts";
import type { MailboxRow } from "./mailbox.ts";
import { deleteMessage, findMessage, messagesOf } from "./message-store.ts";
import { forgetWords, writeMessage } from "./message-words.ts";
import { findTicket, insertTicket, setLastMessage, setMergedInto, setTrouble } from "./ticket-store.ts";

type Unreadable = { arrival: Arrived; mailbox: MailboxRow; error: string; head: Uint8Array; at: Date };

/**
 * Files a mail that could not be read as a ticket of its own that says so: its raw bytes can be taken away, and reading it can be tried
 * again. `head`: the first bytes of the mail, from which sender and subject are taken as far as they can be.
 */
export function fileUnreadable(db: Database, { arrival, mailbox, error, head, at }: Unreadable) {
  const now = at.toISOString();
  const came = arrival.received_at < now ? arrival.received_at : now;
  const { from, subject } = readHead(head);
  const ticket_id = insertTicket(db, {
    mailbox_id: mailbox.id,
    subject,
    state: "open",
    kind: "request",
    assignee_id: null,
    customer_id: null,
    waiting_since: came,
    has_trouble: 1,
    created_at: came,
    last_at: came,
    closed_at: null,
    preview: "",
  });
  const message_id = writeMessage(db, {
    message: {
      ticket_id,
      kind: "unread",
      at: came,
      by: "outside",
      from_address: from.address,
      from_name: from.name,
      subject,
      raw_blob_id: arrival.blob_id,
      raw_sha256: arrival.raw_sha256,
      size: arrival.size,
      matched_by: "new",
      matched_how: "{}",
      error,
    },
    text: "",
    references: [],
    attachments: [],
    mailbox_id: mailbox.id,
  });
  setLastMessage(db, ticket_id, message_id);
  return { outcome: "unreadable" as const, ticket_id, message_id };
}

/** What the reader made of the head alone; where that fails too, the lines as they stand there. */
function readHead(head: Uint8Array): { from: Address; subject: string } {
  try {
    const { from, subject } = parseMail(head);
    return { from: from[0] ?? { name: "", address: "" }, subject: subject ?? "" };
  } catch {
    const lines = new TextDecoder("windows-1252").decode(head.subarray(0, 65_536)).replace(/\r?\n[ \t]+/g, " ");
    const line = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(lines)?.[1]?.trim() ?? "";
    const address = /[^\s<>"]+@[^\s<>"]+/.exec(line("from"))?.[0]?.toLowerCase() ?? "";
    return { from: { name: "", address }, subject: line("subject") };
  }
}

/** The mail was read after all: the stub goes, and its ticket points to where the mail is now, if that is another. */
export function replaceStub(db: Database, stubId: number, messageId: number): void {
  const stub = findMessage(db, stubId);
  if (stub?.kind !== "unread") return;
  const ticket = findTicket(db, stub.ticket_id)!;
  const filed = findMessage(db, messageId)!.ticket_id;
  forgetWords(db, stubId, ticket.mailbox_id);
  repointArrivals(db, stubId, messageId);
  deleteMessage(db, stubId);
  if (!hasOtherTrouble(db, ticket.id)) setTrouble(db, ticket.id, 0);
  if (filed !== ticket.id && messagesOf(db, ticket.id).length === 0) setMergedInto(db, ticket.id, filed);
}
