import type { Database } from "bun:sqlite";
import {
  advance,
  type Fanout,
  finishFanout,
  insertDelivery,
  nextFanout,
  nextReceivers,
  type Receiver,
} from "./fanout-store.ts";
import { noticeKey, queueNotification, waitingMails } from "./mail-out.ts";
import { touched } from "./notice.ts";
import { findNotice } from "./notice-store.ts";
import { updateMail } from "./subscriber-mails.ts";

/** So many in one transaction: a person's click never waits for longer than that. */
const batch = 25;
/** So many at most wait in the outbox, so that whoever leaves meanwhile is not among them. */
const mostWaiting = 400;

type Sending = { db: Database; base: () => string | null; clock: () => Date };

/** Hands updates to the outbox, subscriber by subscriber. Where a crash stopped it, it goes on: each gets each once. */
export async function fanOut({ db, base, clock }: Sending, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const address = base();
    const fanout = nextFanout(db);
    if (!fanout || !address || waitingMails(db) >= mostWaiting) return;
    handOver(db, fanout, address, clock());
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** One batch, whole or not at all. */
function handOver(db: Database, fanout: Fanout, base: string, at: Date): void {
  db.transaction(() => {
    const notice = findNotice(db, fanout.notice_id)!;
    const update = notice.updates.find(({ id }) => id === fanout.update_id)!;
    const receivers = nextReceivers(db, fanout, touched(notice), batch);
    for (const receiver of receivers) send(db, receiver, { notice, update, base }, at);
    const last = receivers.at(-1);
    if (last) advance(db, fanout.update_id, last.id);
    if (receivers.length < batch) finishFanout(db, fanout.update_id, at.toISOString());
  }).immediate();
}

type Said = Parameters<typeof updateMail>[2];

function send(db: Database, receiver: Receiver, said: Said, at: Date): void {
  if (!insertDelivery(db, said.update.id, receiver.id, at.toISOString())) return;
  const key = noticeKey(said.update.id, receiver.id);
  queueNotification(db, { to: receiver.address, key, at, ...updateMail(db, receiver, said) });
}
