import type { Database } from "bun:sqlite";
import type { Fields } from "#src/http/form.ts";
import { listTalkRooms } from "#src/outbox/talk-store.ts";
import { listWebhooks } from "#src/outbox/webhook-store.ts";
import { listAssignable } from "#src/people/store.ts";
import { listTokens } from "#src/people/token-store.ts";
import type { Reader } from "#src/reader.ts";
import { formatMoment } from "#views/ui/moment.tsx";
import { findHealth } from "./health-store.ts";
import type { MailboxRow } from "./mailbox.ts";
import { type Condition, conditionOf, healthSentence } from "./mailbox-health.ts";
import { accessOf, type MailboxAccess, secretsOf } from "./mailbox-settings-store.ts";
import { listMailboxes } from "./mailbox-store.ts";
import { mailWordsOf, talkTellingsOf } from "./mailbox-telling-store.ts";
import { typedHours, weekdays } from "./office-hours.ts";
import { findSendingTrouble } from "./sending-store.ts";
import { troubleSentence } from "./trouble.ts";

/** A mailbox as the settings show it: never with its passwords. */
export type ShownMailbox = {
  mailbox: MailboxRow;
  condition: Condition;
  health: string;
  /** What keeps mail from leaving; null when nothing does. */
  sending: string | null;
  /** Mails that lie on the server and not here, after the last comparison. */
  unaccounted: number;
  people: string[];
  /** Which passwords are there. */
  has: { imap: boolean; smtp: boolean };
};

export function shownMailbox(db: Database, mailbox: MailboxRow, reader: Reader): ShownMailbox {
  const health = findHealth(db, mailbox.id);
  const condition = conditionOf(mailbox, health, reader.now);
  const moment = (at: string) => formatMoment(at, reader.company.time_zone);
  const secrets = secretsOf(db, mailbox.id);
  const members = new Set(accessOf(db, mailbox.id).people);
  return {
    mailbox,
    condition,
    health: healthSentence(condition, { mailbox, health, moment })[reader.language],
    sending: sendingSentence(db, mailbox, reader),
    unaccounted: health?.unaccounted ?? 0,
    people: listAssignable(db).flatMap(({ id, name }) => (members.has(id) ? [name] : [])),
    has: { imap: secrets.imap_secret !== null, smtp: secrets.smtp_secret !== null },
  };
}

function sendingSentence(db: Database, { id, archived_at }: MailboxRow, { language }: Reader): string | null {
  const found = archived_at === null ? findSendingTrouble(db, id) : null;
  if (!found?.trouble) return null;
  const sentence = troubleSentence(found.trouble, found.trouble_detail)[language];
  return `${{ de: "Versand", en: "Sending" }[language]}: ${sentence}`;
}

export function shownMailboxes(db: Database, reader: Reader): ShownMailbox[] {
  return listMailboxes(db).map((mailbox) => shownMailbox(db, mailbox, reader));
}

export type Choice = { id: number; name: string; chosen: boolean };
export type AccessChoices = Record<keyof MailboxAccess, Choice[]>;

/** Everybody and everything that could be let in, and who is. */
export function accessChoices(db: Database, mailboxId: number): AccessChoices {
  const now = accessOf(db, mailboxId);
  const choices = (kind: keyof MailboxAccess, all: readonly { id: number; name: string }[]) =>
    all.map(({ id, name }) => ({ id, name, chosen: now[kind].includes(id) }));
  return {
    people: choices("people", listAssignable(db)),
    tokens: choices(
      "tokens",
      listTokens(db).filter(({ revoked_at }) => revoked_at === null),
    ),
    webhooks: choices(
      "webhooks",
      listWebhooks(db).flatMap(({ id, address, archived_at }) => (archived_at === null ? [{ id, name: address }] : [])),
    ),
  };
}

export function tellingShown(db: Database, mailboxId: number) {
  const told = new Map(talkTellingsOf(db, mailboxId).map(({ room_id, kinds }) => [room_id, kinds.split(" ")]));
  const rooms = listTalkRooms(db).filter(({ archived_at }) => archived_at === null);
  return {
    mail_words: mailWordsOf(db, mailboxId),
    rooms: rooms.map(({ id, name }) => ({ id, name, kinds: told.get(id) ?? [] })),
  };
}

/** What the forms show of a mailbox before anything is typed. */
export function fieldsOf(mailbox: MailboxRow): Fields {
  const ticks = ["keeps_sent", "plus_addressing", "sends_notices"];
  const hours = weekdays.map((day) => [`hours_${day}`, typedHours(mailbox.office_hours, day)]);
  const values = Object.entries(mailbox).map(([name, value]) => [
    name,
    ticks.includes(name) ? (value === 1 ? "yes" : "no") : String(value ?? ""),
  ]);
  const tracker_senders = (JSON.parse(mailbox.tracker_senders) as string[]).join("\n");
  return { ...Object.fromEntries([...values, ...hours]), tracker_senders };
}
