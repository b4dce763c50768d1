import type { Database } from "bun:sqlite";
import { dropIndexMove, indexedElsewhere } from "./index-move-store.ts";
import { type Indexed, indexMessage, unindexMessage } from "./index-store.ts";
import type { MessageRow, NewAttachment, NewMessage } from "./message.ts";
import { attachmentsOf, findMessage, insertAttachment, insertMessage, insertReference } from "./message-store.ts";
import { insertText, searchedPart, textOf } from "./message-text-store.ts";
import { indexedOf } from "./people-words.ts";

export type Written = {
  message: NewMessage;
  text: string;
  /** The oldest first. */
  references: readonly string[];
  attachments: readonly Omit<NewAttachment, "message_id">[];
  mailbox_id: number;
};

/**
 * Words of messages that are still to go into the index. Every statement with a trigger makes FTS5 write out what it holds, so that mails
 * filed in a group are indexed together at its end, in the same transaction: `indexUnmerged`.
 */
export type Unindexed = Indexed[];

/** Puts them into the index and says how many they were. Merging is done later, in larger pieces (`mergeIndex`): no mail waits for it. */
export function indexUnmerged(db: Database, unindexed: Unindexed): number {
  const all = unindexed.splice(0);
  for (const words of all) indexMessage(db, words);
  return all.length;
}

/** Writes a message with its text, its references and its files, and into the index: what is there is found at once. */
export function writeMessage(
  db: Database,
  { message, text, references, attachments, mailbox_id }: Written,
  unindexed?: Unindexed,
): number {
  const id = insertMessage(db, message);
  const said = text.toWellFormed();
  insertText(db, id, said);
  for (const [position, mail_id] of references.entries()) insertReference(db, { mail_id, message_id: id, position });
  for (const attachment of attachments) insertAttachment(db, { ...attachment, message_id: id });
  const files = attachments.map(({ filename }) => filename);
  const words = indexedOf({ ...noWords, ...message, id }, { body: searchedPart(said), files, mailbox: mailbox_id });
  if (unindexed) unindexed.push(words);
  else indexMessage(db, words);
  return id;
}

const noWords = {
  subject: "",
  from_name: "",
  from_address: "",
  to_addresses: "[]",
  cc_addresses: "[]",
  bcc_addresses: "[]",
};

/** Takes a message out of the index, as it stands there for the mailbox in which it lies. Call it before anything of it changes. */
export function forgetWords(db: Database, messageId: number, mailboxId: number): void {
  const indexed = indexedElsewhere(db, messageId) ?? mailboxId;
  unindexMessage(db, wordsOf(db, findMessage(db, messageId)!, indexed));
  dropIndexMove(db, messageId);
}

export function indexAgain(db: Database, messageId: number, mailboxId: number): void {
  indexMessage(db, wordsOf(db, findMessage(db, messageId)!, mailboxId));
}

function wordsOf(db: Database, message: MessageRow, mailbox: number) {
  const files = attachmentsOf(db, message.id).map(({ filename }) => filename);
  return indexedOf(message, { body: textOf(db, message.id).text, files, mailbox });
}
