import type { Database } from "bun:sqlite";
import type { Brought } from "#src/deletions/evidence-actions.ts";
import type { DeletionRequest } from "#src/deletions/request.ts";
import { findRequest } from "#src/deletions/request-store.ts";
import type { Done } from "#src/history/record.ts";
import type { Fields } from "#src/http/form.ts";
import { discard, nameBlob, releaseBlob } from "#src/storage/blobs.ts";
import { typedAddresses } from "./address-list.ts";
import {
  type Desk,
  type Draft,
  deleteDraft,
  findDraft,
  insertDraftFile,
  newTicketDesk,
  removeDraftFiles,
  saveDraft,
} from "./draft-store.ts";
import { letterDesk } from "./letter-desk.ts";
import type { Seen } from "./looking.ts";
import { type NewRequest, openTicket } from "./open-actions.ts";
import { type Reply, replyToTicket, type Sent, undoReply } from "./reply-actions.ts";
import { requestOfMessage } from "./request-message-store.ts";
import { findTicket } from "./ticket-store.ts";

/** What a form brought: its fields as typed, its new files, and which of the earlier ones are still wanted. */
export type Typed = { fields: Fields; brought: readonly Brought[]; kept: readonly number[] };

/** Keeps what somebody is writing, with its files, until they send or throw it away. */
export async function keepDraft(db: Database, desk: Desk, { fields, brought, kept }: Typed, at: Date): Promise<Draft> {
  const dropped = db
    .transaction(() => {
      const id = saveDraft(db, desk, fields, at.toISOString());
      const blobs = removeDraftFiles(db, id, kept);
      for (const { name, type, taken } of brought)
        insertDraftFile(db, id, { name, type, size: taken.size, sha256: taken.sha256, blob_id: nameBlob(db, taken) });
      return blobs.filter((blob) => releaseBlob(db, blob));
    })
    .immediate();
  await discard(db, dropped);
  return findDraft(db, desk)!;
}

/** What is typed while somebody writes: the files stay as they are. Nothing left in it is no draft. */
export async function keepDraftText(db: Database, desk: Desk, fields: Fields, at: Date): Promise<void> {
  const files = findDraft(db, desk)?.files ?? [];
  if ((fields["text"] ?? "").trim() === "" && files.length === 0) await dropDraft(db, desk);
  else await keepDraft(db, desk, { fields, brought: [], kept: files.map(({ id }) => id) }, at);
}

export async function dropDraft(db: Database, desk: Desk): Promise<void> {
  const released = db.transaction(() => unusedBlobsOf(db, desk)).immediate();
  await discard(db, released);
}

/** The files of a draft that nothing refers to any more once it is gone. */
function unusedBlobsOf(db: Database, desk: Desk): number[] {
  return deleteDraft(db, desk).filter((blob) => releaseBlob(db, blob));
}

/** Sends what was written; the draft goes in the same moment, so that nobody finds it there and sends it again. */
export function sendDraft(db: Database, desk: Desk, reply: Reply, done: Done): Sent {
  return db
    .transaction(() => {
      const sent = replyToTicket(db, desk.ticket_id, reply, done);
      deleteDraft(db, desk);
      return sent;
    })
    .immediate();
}

/**
 * Takes a reply back while it has not left: what it said is the draft again. Gives the desk at which it lies: where the mail had begun
 * its ticket, the ticket is gone with it.
 */
export function takeBack(
  db: Database,
  { ticket, mailbox }: Seen,
  person_id: number,
  messageId: number,
  done: Done,
): Desk {
  return db
    .transaction(() => {
      const request = requestBehind(db, messageId);
      const { to, cc, bcc, text, files, subject, forwarded } = undoReply(db, messageId, done);
      const desk = { person_id, ticket_id: findTicket(db, ticket.id) ? ticket.id : begunAt(request) };
      const passed = forwarded && {
        subject,
        waits: "yes",
        forward: forwarded.length === 1 ? String(forwarded[0]) : "",
      };
      const begun =
        desk.ticket_id === ticket.id ? {} : { subject: ticket.subject, mailbox: mailbox.slug, ...letterWords(request) };
      const [typedTo, typedCc, typedBcc] = [to, cc, bcc].map(typedAddresses) as [string, string, string];
      const id = saveDraft(
        db,
        desk,
        { ...begun, ...passed, to: typedTo, cc: typedCc, bcc: typedBcc, text },
        done.at.toISOString(),
      );
      for (const { filename, content_type, ...file } of files)
        insertDraftFile(db, id, { ...file, name: filename, type: content_type });
      return desk;
    })
    .immediate();
}

function requestBehind(db: Database, messageId: number): DeletionRequest | null {
  const request = requestOfMessage(db, messageId);
  return request === null ? null : findRequest(db, request);
}

/** Where a mail was written that began its ticket: the letter to an old provider has a page of its own. */
function begunAt(request: DeletionRequest | null): number {
  return request === null ? newTicketDesk : letterDesk(0, request.system_id).ticket_id;
}

function letterWords(request: DeletionRequest | null): Fields {
  return request === null ? {} : { account: request.account ?? "", answer_by: request.answer_by };
}

/** Opens a ticket with what was written; the draft goes in the same moment. Gives the ticket. */
export function openFromDraft(db: Database, desk: Desk, request: NewRequest, done: Done): number {
  return db
    .transaction(() => {
      const { ticket_id } = openTicket(db, request, done);
      deleteDraft(db, desk);
      return ticket_id;
    })
    .immediate();
}
