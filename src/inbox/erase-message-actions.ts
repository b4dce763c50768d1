import type { Database } from "bun:sqlite";
import type { Address } from "#src/mail/message.ts";
import { dropDelivery, isPending } from "#src/outbox/forgetting-store.ts";
import { nameBlob, releaseBlob, type Taken } from "#src/storage/blobs.ts";
import {
  cleanMessageRow,
  deleteAttachment,
  deleteAttachments,
  deleteOutgoing,
  deleteReferences,
  emptyArrivalsOf,
  emptyMessageRow,
  emptyOutgoing,
  forgetAnswered,
  outgoingMailsOf,
  rawDigestsOf,
  replaceText,
  setAttachmentBlob,
  setAttachmentName,
} from "./erased-message-store.ts";
import { withoutNames } from "./erased-text.ts";
import type { Person, Planned, Way } from "./erasure.ts";
import { keepTombstone } from "./erasure-store.ts";
import { insertTombstone } from "./filing-store.ts";
import type { MessageRow } from "./message.ts";
import { readAddresses } from "./message.ts";
import { attachmentsOf, deleteMessage, findMessage } from "./message-store.ts";
import { forgetWords, indexAgain } from "./message-words.ts";
import { findTicket } from "./ticket-store.ts";
import { tombstoneDigest } from "./tombstone.ts";

/** What is done to a message. Tests leave one out and see that something is found then. */
export const everyPart = [
  "words",
  "text",
  "row",
  "references",
  "attachments",
  "arrivals",
  "outgoing",
  "tombstones",
] as const;
export type Part = (typeof everyPart)[number];

export type Erasing = {
  /** Null: no person is erased, a rule took it away. */
  id: number | null;
  way: Way;
  person: Person;
  at: Date;
  parts: ReadonlySet<Part>;
};

/** `files`: how many went. `blobs` have lost their name and are to be discarded. `wait`: a mail of it is on its way; nothing was done. */
export type Done = { files: number; changed: boolean; blobs: number[] } | "wait";

/** Nothing of it stays but that there was one; deleted, not even that. Call it inside a transaction. */
export function emptyMessage(db: Database, erasing: Erasing, { message_id }: Planned): Done {
  const message = findMessage(db, message_id);
  if (message === null) return { files: 0, changed: false, blobs: [] };
  const { parts, way } = erasing;
  const mails = parts.has("outgoing") ? outgoingMailsOf(db, message_id) : [];
  if (!mails.every(({ id }) => dropDelivery(db, `mail:${id}`) && dropDelivery(db, `sent:${id}`))) return "wait";
  const { mailbox_id } = findTicket(db, message.ticket_id)!;
  if (parts.has("words")) forgetWords(db, message_id, mailbox_id);
  for (const mail of mails) deleteOutgoing(db, mail.id);
  const { files, blobs } = takenApart(db, erasing, message);
  if (way === "delete" && parts.size === everyPart.length) deleteMessage(db, message_id);
  else {
    if (parts.has("text")) replaceText(db, message_id, "");
    if (parts.has("row")) emptyMessageRow(db, message_id);
    if (parts.has("words")) indexAgain(db, message_id, mailbox_id);
  }
  const all = [message.raw_blob_id, ...mails.map(({ blob_id }) => blob_id), ...blobs];
  return { files, changed: true, blobs: released(db, all) };
}

/** What hangs on it: files, what refers to it, where it came from; buried before, so that it stays away. */
function takenApart(db: Database, erasing: Erasing, message: MessageRow) {
  const { parts } = erasing;
  if (parts.has("tombstones")) bury(db, erasing, message);
  const arrivals = parts.has("arrivals") ? emptyArrivalsOf(db, message.id) : [];
  const files = parts.has("attachments") ? deleteAttachments(db, message.id) : [];
  if (parts.has("references")) {
    deleteReferences(db, message, true);
    if (message.mail_id !== null) forgetAnswered(db, message.mail_id, message.ticket_id);
  }
  return { files: files.length, blobs: [...arrivals, ...files] };
}

/** A file of somebody else's mail: it goes because it names the person, or stays; `taken` are its bytes where they lay in the raw mail only. */
export type MailFile = { attachment_id: number; goes: boolean; taken: Taken | null };

/** What of a message is made ready before its transaction, because it may take long. */
export type Prepared = { files: readonly MailFile[]; before: string; text: string };

/** Takes a person out of a message of somebody else. `kept`: its files, which stay where they name nobody. Call it inside a transaction. */
export function cleanMessage(
  db: Database,
  erasing: Erasing,
  { message_id, own }: Planned,
  { files: mailFiles, before, text }: Prepared,
): Done {
  const message = findMessage(db, message_id);
  if (message === null) return { files: 0, changed: false, blobs: [] };
  const mails = outgoingMailsOf(db, message_id);
  if (mails.some(({ id }) => isPending(db, `mail:${id}`) || isPending(db, `sent:${id}`))) return "wait";
  const { person, parts } = erasing;
  const mailbox = findTicket(db, message.ticket_id)!.mailbox_id;
  if (parts.has("tombstones")) bury(db, erasing, message);
  if (parts.has("words")) forgetWords(db, message_id, mailbox);
  const blobs: (number | null)[] = [message.raw_blob_id];
  const files = parts.has("attachments")
    ? keepFiles(db, erasing.person, message_id, mailFiles, own === 1)
    : { gone: 0, blobs: [] };
  blobs.push(...files.blobs);
  if (parts.has("arrivals")) blobs.push(...emptyArrivalsOf(db, message_id));
  if (parts.has("outgoing"))
    for (const mail of mails) {
      emptyOutgoing(db, mail.id, person.addresses);
      blobs.push(mail.blob_id);
    }
  if (parts.has("text") && text !== before) replaceText(db, message_id, text);
  if (parts.has("row")) cleanMessageRow(db, cleanedRow(message, person, own === 1));
  if (parts.has("words")) indexAgain(db, message_id, mailbox);
  return { files: files.gone, changed: text !== before, blobs: released(db, blobs) };
}

function cleanedRow(message: MessageRow, person: Person, own: boolean) {
  const names = (text: string) => withoutNames(text, person, own);
  const list = (json: string) => {
    const others = readAddresses(json).filter(({ address }) => !person.addresses.includes(address));
    return JSON.stringify(others.map(({ name, address }): Address => ({ name: names(name), address })));
  };
  return {
    id: message.id,
    from_name: names(message.from_name),
    to_addresses: list(message.to_addresses),
    cc_addresses: list(message.cc_addresses),
    bcc_addresses: list(message.bcc_addresses),
    reply_to: list(message.reply_to),
    subject: own ? "" : names(message.subject), // in their ticket it is what they called it
  };
}

/** Files get bytes of their own; those that hold an address of the person go. */
function keepFiles(db: Database, person: Person, messageId: number, files: readonly MailFile[], own: boolean) {
  const known = new Map(files.map((file) => [file.attachment_id, file]));
  const blobs: (number | null)[] = [];
  let gone = 0;
  for (const { id, filename, blob_id } of attachmentsOf(db, messageId)) {
    const file = known.get(id);
    if (file === undefined) continue;
    if (file.goes) {
      deleteAttachment(db, id);
      blobs.push(blob_id);
      gone += 1;
    } else {
      if (file.taken !== null) setAttachmentBlob(db, id, nameBlob(db, file.taken));
      const name = withoutNames(filename, person, own);
      if (name !== filename) setAttachmentName(db, id, name);
    }
  }
  return { gone, blobs };
}

/** So that the same mail stays away, however it comes again: also after a backup from before was restored. */
function bury(db: Database, { id, at }: Erasing, { id: messageId, mail_id, canonical_hash }: MessageRow): void {
  const raws = rawDigestsOf(db, messageId).map((raw_sha256) => ({ raw_sha256, mail_id: null, canonical_hash: null }));
  for (const mail of [...raws, { raw_sha256: null, mail_id, canonical_hash }])
    for (const digest of tombstoneDigest(db, mail)) {
      insertTombstone(db, digest, at.toISOString());
      if (id !== null) keepTombstone(db, id, digest);
    }
}

function released(db: Database, blobs: readonly (number | null)[]): number[] {
  return [...new Set(blobs)].filter((blob): blob is number => blob !== null && releaseBlob(db, blob));
}
