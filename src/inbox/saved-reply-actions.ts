import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { formatOn } from "#src/when.ts";
import { addressesOf, findCustomer } from "./customer-store.ts";
import type { Seen } from "./looking.ts";
import { messagesOf } from "./message-store.ts";
import { textOf } from "./message-text-store.ts";
import { fillPlaceholders, namesIn, type PlaceholderValues } from "./placeholder.ts";
import { replyMeant, type SavedReply, textIn } from "./saved-reply.ts";
import {
  countUse,
  deleteSavedReply,
  findSavedReply,
  hasOtherOfTitle,
  insertSavedReply,
  type SavedReplyText,
  savedRepliesFor,
  updateSavedReply,
} from "./saved-reply-store.ts";
import { languageOf } from "./text-language.ts";
import { mayAct } from "./ticket-access.ts";

type Words = Pick<SavedReply, "mailbox_id" | "title" | "text_de" | "text_en">;

/** Keeps a text for later replies, of one mailbox or of all. Gives its number. */
export function addSavedReply(db: Database, words: Words, done: Done): number {
  return db
    .transaction(() => {
      const id = insertSavedReply(db, checked(db, 0, words, done));
      noteActivity(db, { what: "saved-reply.added", about: `saved-reply:${id}`, by: done.by, at: done.at });
      return id;
    })
    .immediate();
}

export function changeSavedReply(db: Database, id: number, words: Words, done: Done): void {
  db.transaction(() => {
    savedReplyFor(db, id, done.by);
    updateSavedReply(db, id, checked(db, id, words, done));
    noteActivity(db, { what: "saved-reply.changed", about: `saved-reply:${id}`, by: done.by, at: done.at });
  }).immediate();
}

export function removeSavedReply(db: Database, id: number, { by, at }: Done): void {
  db.transaction(() => {
    const { title } = savedReplyFor(db, id, by);
    deleteSavedReply(db, id);
    noteActivity(db, { what: "saved-reply.removed", about: `saved-reply:${id}`, by, at, detail: { title } });
  }).immediate();
}

/** One that somebody may use: of a mailbox of theirs, or of all. */
export function savedReplyFor(db: Database, id: number, by: string): SavedReply {
  const reply = findSavedReply(db, id);
  if (reply && (reply.mailbox_id === null || mayAct(db, reply.mailbox_id, by))) return reply;
  throw new Problem("not-found", { de: "Diesen Textbaustein gibt es nicht.", en: "There is no such saved reply." });
}

function checked(db: Database, id: number, words: Words, { by, at }: Done): SavedReplyText {
  if (words.mailbox_id !== null && !mayAct(db, words.mailbox_id, by)) throw new Problem("not-found", noMailbox);
  const reply = { ...words, changed_by: by, changed_at: at.toISOString() };
  if (hasOtherOfTitle(db, id, reply)) throw new Problem("conflict", titleTaken(words.title));
  return reply;
}

/**
 * The text of the saved reply that was typed by its title, filled in for a ticket, in the language in which the customer writes; and counts
 * that it was used.
 */
export function takeSavedReply(db: Database, seen: Seen, typed: string, reader: Reader, { at }: Done): string {
  return db
    .transaction(() => {
      const meant = replyMeant(savedRepliesFor(db, [seen.mailbox.id]), typed);
      if (meant === null) throw new Problem("invalid", noReply(typed));
      countUse(db, meant.reply.id, at.toISOString());
      const language = meant.language ?? customerLanguage(db, seen) ?? seen.mailbox.language;
      return fillPlaceholders(textIn(meant.reply, language), valuesFor(db, seen, reader, language));
    })
    .immediate();
}

function customerLanguage(db: Database, { ticket }: Seen) {
  const last = messagesOf(db, ticket.id).findLast(({ kind, automatic }) => kind === "in" && automatic === null);
  return last ? languageOf(textOf(db, last.id).text) : null;
}

function valuesFor(db: Database, { ticket, mailbox }: Seen, reader: Reader, language: "de" | "en"): PlaceholderValues {
  const customer = ticket.customer_id === null ? null : findCustomer(db, ticket.customer_id);
  const name = customer?.name ?? "";
  const me = reader.person?.name ?? "";
  return {
    "customer.firstName": namesIn(name).first,
    "customer.lastName": namesIn(name).last,
    "customer.name": name,
    "customer.address": customer ? (addressesOf(db, customer.id)[0]?.address ?? "") : "",
    "ticket.number": String(ticket.id),
    "ticket.subject": ticket.subject,
    "me.name": me,
    "me.firstName": namesIn(me).first,
    "mailbox.name": mailbox.name,
    "mailbox.address": mailbox.address,
    "company.name": reader.company.name,
    today: formatOn(reader.today, language),
  };
}

const noMailbox = { de: "Dieses Postfach gibt es nicht.", en: "There is no such mailbox." };

function titleTaken(title: string) {
  return {
    de: `Einen Textbaustein «${title}» gibt es hier schon.`,
    en: `There is a saved reply "${title}" here already.`,
  };
}

function noReply(typed: string) {
  const title = typed.trim().slice(0, 60);
  if (title === "")
    return { de: "Welcher Textbaustein? Tippen Sie seinen Titel.", en: "Which saved reply? Type its title." };
  return {
    de: `Zu «${title}» passt kein einzelner Textbaustein. Wählen Sie einen aus der Liste.`,
    en: `No single saved reply fits "${title}". Choose one of the list.`,
  };
}
