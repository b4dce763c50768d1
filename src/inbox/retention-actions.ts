import type { Database } from "bun:sqlite";
import { forgetActivity } from "#src/activity/forget.ts";
import { type Done, record } from "#src/history/record.ts";
import { isPending } from "#src/outbox/forgetting-store.ts";
import { Problem } from "#src/problem.ts";
import { todayAt } from "#src/settings/today.ts";
import { discard, nameBlob, releaseBlob } from "#src/storage/blobs.ts";
import { type Erasing, emptyMessage, everyPart } from "./erase-message-actions.ts";
import { deleteTicketWhole } from "./erase-ticket-actions.ts";
import { deleteDraftsOf, hasMessages, pointersTo } from "./erase-ticket-store.ts";
import { deleteCustomer } from "./erase-traces-store.ts";
import { outgoingMailsOf, setAttachmentBlob } from "./erased-message-store.ts";
import { filesOf } from "./erasure-files.ts";
import { findMailbox, findMailboxBySlug } from "./mailbox-store.ts";
import { messagesOf } from "./message-store.ts";
import { type Cutoffs, cutoffsOf, type RetentionRule } from "./retention.ts";
import {
  countOver,
  findRule,
  forgetRaw,
  isLeftOver,
  listRules,
  rawBefore,
  saveRule,
  ticketsOver,
} from "./retention-store.ts";
import { findTicket } from "./ticket-store.ts";

/** How long a mailbox keeps what is over. Nothing goes at once: the next daily run does it. */
export function setRetention(db: Database, slug: string, rule: RetentionRule, done: Done): void {
  db.transaction(() => {
    const mailbox = findMailboxBySlug(db, slug);
    if (mailbox === null) throw new Problem("not-found", noMailbox);
    const { by, at } = done;
    saveRule(db, { ...rule, mailbox_id: mailbox.id, by, at: at.toISOString() });
    record(db, {
      ...done,
      what: "mailbox.retention-changed",
      about: `mailbox:${slug}`,
      facts: rule,
      reported_on: todayAt(db, at),
    });
  }).immediate();
}

export type RetentionPreview = {
  closed: { goes: number; exempt: number } | null;
  spam: { goes: number; exempt: number } | null;
};

/** What a rule would take away now. */
export function previewRetention(db: Database, mailbox: number, rule: RetentionRule, at: Date): RetentionPreview {
  const { closed, spam } = cutoffsOf(rule, at);
  return {
    closed: closed === null ? null : countOver(db, { mailbox, state: "closed", before: closed }),
    spam: spam === null ? null : countOver(db, { mailbox, state: "spam", before: spam }),
  };
}

export function ruleOf(db: Database, mailboxId: number): RetentionRule {
  return findRule(db, mailboxId) ?? { closed_months: null, spam_days: null, raw_months: null };
}

type Running = { at: Date; stopping?: AbortSignal };
type Counted = { tickets: number; raw: number };

/** Applies every mailbox's rule, message by message, with room for others in between. What it did is an entry, in numbers. */
export async function applyRetention(db: Database, { at, stopping }: Running): Promise<void> {
  for (const { mailbox_id, ...rule } of listRules(db)) {
    const cutoffs = cutoffsOf(rule, at);
    const tickets = await removeTickets(db, { mailbox_id, cutoffs, at, stopping });
    const raw = cutoffs.raw === null ? 0 : await removeRaw(db, { mailbox_id, before: cutoffs.raw, at, stopping });
    if (tickets + raw > 0) logRun(db, mailbox_id, { tickets, raw }, at);
  }
}

function logRun(db: Database, mailboxId: number, facts: Counted, at: Date): void {
  db.transaction(() =>
    record(db, {
      what: "mailbox.retention-applied",
      about: `mailbox:${findMailbox(db, mailboxId)!.slug}`,
      by: "aktion",
      at,
      facts,
      reported_on: todayAt(db, at),
    }),
  ).immediate();
}

type Removing = { mailbox_id: number; cutoffs: Cutoffs; at: Date; stopping: AbortSignal | undefined };

async function removeTickets(db: Database, removing: Removing): Promise<number> {
  const closed = await removeOver(db, removing, "closed");
  return closed + (await removeOver(db, removing, "spam"));
}

/** Fifty at a time, until none is left or those that are left have to wait. */
async function removeOver(db: Database, removing: Removing, state: "closed" | "spam"): Promise<number> {
  const { mailbox_id: mailbox, cutoffs, at, stopping } = removing;
  const before = cutoffs[state];
  let removed = 0;
  for (let gone = 1; before !== null && gone > 0; removed += gone) {
    gone = 0;
    for (const id of ticketsOver(db, { mailbox, state, before }, 50))
      if (!stopping?.aborted && (await removeTicket(db, id, at))) gone += 1;
  }
  return removed;
}

/** False when a mail of it is still on its way. */
async function removeTicket(db: Database, ticketId: number, at: Date): Promise<boolean> {
  const messages = messagesOf(db, ticketId).map(({ id }) => id);
  const mails = messages.flatMap((id) => outgoingMailsOf(db, id));
  if (mails.some(({ id }) => isPending(db, `mail:${id}`) || isPending(db, `sent:${id}`))) return false;
  const erasing: Erasing = {
    id: null,
    way: "delete",
    person: { addresses: [], names: [] },
    at,
    parts: new Set(everyPart),
  };
  for (const message_id of messages) {
    const done = db.transaction(() => emptyMessage(db, erasing, { message_id, own: 1, how: "empty" })).immediate();
    if (done === "wait") return false;
    await discard(db, done.blobs);
    await Bun.sleep(0);
  }
  const blobs = db.transaction(() => removeEmptied(db, ticketId)).immediate();
  await discard(db, blobs);
  return true;
}

/** The ticket, what points to it, and the person of whom nothing else is left. */
function removeEmptied(db: Database, ticketId: number): number[] {
  const customer = findTicket(db, ticketId)?.customer_id ?? null;
  if (hasMessages(db, ticketId)) return []; // somebody wrote meanwhile
  const blobs = deleteDraftsOf(db, ticketId).filter((blob) => releaseBlob(db, blob));
  for (const pointer of pointersTo(db, ticketId)) if (!hasMessages(db, pointer)) deleteTicketWhole(db, pointer);
  deleteTicketWhole(db, ticketId);
  if (customer !== null && isLeftOver(db, customer))
    for (const id of deleteCustomer(db, customer)) forgetActivity(db, `customer:${id}`);
  return blobs;
}

type Raw = { mailbox_id: number; before: string; at: Date; stopping: AbortSignal | undefined };

async function removeRaw(db: Database, { mailbox_id, before, at, stopping }: Raw): Promise<number> {
  let removed = 0;
  for (let after = 0; !stopping?.aborted; ) {
    const { ids, last } = rawBefore(db, mailbox_id, before, after);
    if (last === null) break;
    for (const id of ids) if (await letGoOfRaw(db, id, at)) removed += 1;
    after = last;
    await Bun.sleep(0);
  }
  return removed;
}

/** The files are taken out first, and get bytes of their own; where one cannot be read, the raw mail stays. */
async function letGoOfRaw(db: Database, messageId: number, at: Date): Promise<boolean> {
  const files = await filesOf(db, messageId, { person: { addresses: [], names: [] }, at });
  const isWhole = files.every(({ goes }) => !goes);
  const nameless = db
    .transaction(() => {
      if (!isWhole) return [];
      for (const { attachment_id, taken } of files)
        if (taken !== null) setAttachmentBlob(db, attachment_id, nameBlob(db, taken));
      return forgetRaw(db, messageId).filter((blob) => releaseBlob(db, blob));
    })
    .immediate();
  await discard(db, [...nameless, ...files.flatMap(({ taken }) => taken?.id ?? [])]);
  return isWhole;
}

const noMailbox = { de: "Dieses Postfach gibt es nicht.", en: "There is no such mailbox." };
