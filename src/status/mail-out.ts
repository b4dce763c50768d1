import type { Database } from "bun:sqlite";
import { whyClosed } from "#src/inbox/sending.ts";
import { queueNotice } from "#src/outbox/notice.ts";
import { countWaitingIn, withdraw } from "#src/outbox/store.ts";

/** A mail of the status page to one person. `key` says what it is, so that it is sent once. */
export type Notification = {
  to: string;
  subject: string;
  text: string;
  key: string;
  at: Date;
  headers: Record<string, string>;
};

/** False while no mailbox sends notices: then nobody is asked to subscribe. One that is paused sends again. */
export function mailIsReady(db: Database): boolean {
  const why = whyClosed(db, "mail");
  return why === null || why === "paused";
}

/** Puts a mail into the outbox, inside the caller's transaction. False when it was there already. */
export function queueNotification(db: Database, notification: Notification): boolean {
  return queueNotice(db, { ...notification, wantsReports: true });
}

/** Takes back what has not left yet. */
export function takeBack(db: Database, key: string): boolean {
  return withdraw(db, key);
}

export function waitingMails(db: Database): number {
  return countWaitingIn(db, "mail");
}

/** What an update to a subscriber is called in the outbox. */
export function noticeKey(updateId: number, subscriberId: number): string {
  return `notice ${updateId} -> subscriber:${subscriberId}`;
}

/** Whom such a key is for; null for other mail. */
export function subscriberIn(key: string): number | null {
  const found = /^notice \d+ -> subscriber:(\d+)$/.exec(key);
  return found ? Number(found[1]) : null;
}
