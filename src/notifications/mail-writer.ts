import type { Database } from "bun:sqlite";
import { mailWordsOf } from "#src/inbox/mailbox-telling-store.ts";
import type { Notice } from "#src/outbox/notice.ts";
import { findPerson } from "#src/people/store.ts";
import { readCompany } from "#src/settings/store.ts";
import { ownerOfMail } from "./mail-store.ts";
import { type Mailed, mailSubject, mailText, ticketsOf } from "./mail-text.ts";
import type { Notification } from "./notification.ts";
import { previewIn } from "./preview.ts";
import { notificationsOfMail } from "./store.ts";
import { namingIn } from "./who.ts";
import { habitsOf } from "./wish-store.ts";

type Writing = { subject_key: string; address: string | null };

/**
 * The mail of a bundle, written when it leaves: what its person has read meanwhile or may not read any more is not in it, and with
 * nothing left there is no mail.
 */
export function writeBundle(db: Database, { subject_key, address }: Writing): Notice | null {
  const mail = Number(subject_key.split(" ")[1]);
  const person = findPerson(db, ownerOfMail(db, mail) ?? 0);
  if (person === null || person.disabled_at !== null) return null;
  const items = mailed(db, notificationsOfMail(db, mail), habitsOf(db, person.id).shows_words === 1);
  if (items.length === 0) return null;
  const { language } = person;
  const [ticket, ...others] = ticketsOf(items).keys();
  return {
    to: person.email,
    subject: mailSubject({ items, language }),
    text: mailText({ items, language, time_zone: readCompany(db).time_zone, address }),
    ...(ticket !== undefined && others.length === 0 ? { thread: `ticket ${ticket} person ${person.id}` } : {}),
    ...(address ? { headers: { "List-Unsubscribe": `<${address}/notifications/settings>` } } : {}),
  };
}

function mailed(db: Database, notifications: readonly Notification[], shows_words: boolean): Mailed[] {
  const who = namingIn(db);
  return notifications.map((notification) => {
    const { by, mailbox_id, message_id } = notification;
    const words = shows_words && mailbox_id !== null ? mailWordsOf(db, mailbox_id) : "none";
    const line = words === "line" && message_id !== null ? previewIn(db, notification) : "";
    return { notification, who: who(by), words, line };
  });
}
