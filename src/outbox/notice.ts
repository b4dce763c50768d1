import type { Database } from "bun:sqlite";
import { enqueue } from "./store.ts";

/** Mail that the program sends of its own accord: reminders, alerts, invitations, status notices. */
export type Notice = {
  to: string;
  subject: string;
  text: string;
  html?: string | null;
  /** `List-Unsubscribe` and the like. */
  headers?: Record<string, string>;
  /** Notices of one key stand together in a mail program, as answers to the same mail. */
  thread?: string;
  /** Reports of delivery come back to the mailbox, so that an address that is gone is learned of. */
  wantsReports?: boolean;
};

type Queueing = Notice & {
  /** What it tells and to whom: the same is told once. */
  key: string;
  /** `person:3` */
  recipient?: string;
  at: Date;
};

/**
 * Queues a notice. It leaves from the mailbox that sends notices; while there is none it waits, for three days at most. False when
 * this was told already. Call it inside the transaction of what it tells about.
 */
export function queueNotice(db: Database, { key, recipient, at, ...notice }: Queueing): boolean {
  return enqueue(db, {
    channel: "mail",
    subject_key: key,
    recipient: recipient ?? null,
    payload: JSON.stringify(notice),
    due_at: at.toISOString(),
    created_at: at.toISOString(),
  });
}

type Later = { key: string; recipient: string /** Where people open the program. */; address: string | null; at: Date };

/**
 * Queues a notice that is written when its turn comes (`registerNoticeWriter`): it says what holds then, to whoever may read it then, and
 * until it leaves no word of it lies here. False when this was told already.
 */
export function queueLater(db: Database, { key, recipient, address, at }: Later): boolean {
  return enqueue(db, {
    channel: "mail",
    subject_key: key,
    recipient,
    payload: JSON.stringify({ later: true, address }),
    due_at: at.toISOString(),
    created_at: at.toISOString(),
  });
}
