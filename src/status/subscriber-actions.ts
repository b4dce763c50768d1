import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { hashSecret } from "#src/people/secret.ts";
import { Problem } from "#src/problem.ts";
import type { Language } from "#src/say.ts";
import { updatesSentTo } from "./fanout-store.ts";
import { noticeKey, queueNotification, subscriberIn, takeBack } from "./mail-out.ts";
import { formVersion, isReached, type Subscriber, unconfirmedFor_days } from "./subscriber.ts";
import { alreadyMail, confirmationMail } from "./subscriber-mails.ts";
import { newSalt, secretFrom, suppressionDigest } from "./subscriber-secret.ts";
import {
  askAgain,
  deleteSubscriber,
  deleteUnconfirmed,
  findByAddress,
  findByToken,
  findSubscriber,
  insertSubscriber,
  isSuppressed,
  liftQuarantine,
  markConfirmed,
  markMailed,
  markQuarantined,
  setChoice,
  suppress,
  unsuppress,
} from "./subscriber-store.ts";

export type Choice = { language: Language; wants_all: 0 | 1; components: readonly number[] };
type Asking = Choice & { address: string };

/** So often one address is written to about its own subscription: whoever types it again and again cannot fill a mailbox. */
const between_ms = 15 * 60_000;
const mostMails = 5;

/**
 * Somebody asked, perhaps with another person's address: nothing is sent there but the question whether it was them. The answer
 * is the same for an address that is known and one that is not. `base` is what links begin with.
 */
export function askForNotices(db: Database, asking: Asking, base: string, at: Date): void {
  db.transaction(() => {
    const known = findByAddress(db, asking.address);
    if (!known) return void invite(db, asking, base, at);
    if (!mayBeMailed(known, at)) return;
    if (known.confirmed_at === null) {
      askAgain(db, known.id, { asked_at: at.toISOString(), form_version: formVersion, language: asking.language });
      setChoice(db, known.id, asking);
    }
    mail(db, findSubscriber(db, known.id)!, base, at);
  }).immediate();
}

function invite(db: Database, asking: Asking, base: string, at: Date): void {
  const id = insert(db, asking, { source: "form", at, confirmed: false })!;
  mail(db, findSubscriber(db, id)!, base, at);
}

function mail(db: Database, subscriber: Subscriber, base: string, at: Date): void {
  const make = subscriber.confirmed_at === null ? confirmationMail : alreadyMail;
  const words = make(db, subscriber, base);
  const key = `subscription ${subscriber.id} ${subscriber.mailed_count + 1} ${subscriber.salt}`;
  queueNotification(db, { to: subscriber.address, key, at, headers: {}, ...words });
  markMailed(db, subscriber.id, at.toISOString());
}

/** In quarantine too: whoever reads the mail there can say that it arrives again. */
function mayBeMailed({ mailed_at, mailed_count }: Subscriber, at: Date): boolean {
  if (mailed_count >= mostMails) return mailed_at === null || at.getTime() - Date.parse(mailed_at) > 7 * 86_400_000;
  return mailed_at === null || at.getTime() - Date.parse(mailed_at) >= between_ms;
}

type Inserting = { source: Subscriber["source"]; at: Date; confirmed: boolean };

function insert(db: Database, { address, ...choice }: Asking, { source, at, confirmed }: Inserting): number | null {
  const salt = newSalt();
  const id = insertSubscriber(db, {
    address,
    source,
    salt,
    language: choice.language,
    wants_all: choice.wants_all,
    token_hash: hashSecret(secretFrom(db, salt)),
    asked_at: at.toISOString(),
    form_version: source === "form" ? formVersion : source,
    confirmed_at: confirmed ? at.toISOString() : null,
  });
  if (id !== null) setChoice(db, id, choice);
  return id;
}

/** It was them, and they meant it. Also lifts a quarantine: the mail with the link arrived. */
export function confirm(db: Database, secret: string, at: Date): Subscriber {
  return db
    .transaction(() => {
      const subscriber = bySecret(db, secret);
      markConfirmed(db, subscriber.id, at.toISOString());
      liftQuarantine(db, subscriber.id);
      unsuppress(db, suppressionDigest(db, subscriber.address));
      return findSubscriber(db, subscriber.id)!;
    })
    .immediate();
}

export function choose(db: Database, secret: string, choice: Choice): void {
  db.transaction(() => setChoice(db, bySecret(db, secret).id, choice)).immediate();
}

/** Gone at once, with everything that waits for them; said twice it is still gone. */
export function unsubscribe(db: Database, secret: string, at: Date): void {
  db.transaction(() => {
    const subscriber = findByToken(db, hashSecret(secret));
    if (subscriber) forget(db, subscriber, at);
  }).immediate();
}

/** By the team, at somebody's wish. */
export function removeSubscriber(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    const subscriber = findSubscriber(db, id);
    if (!subscriber) throw missing;
    forget(db, subscriber, done.at);
    noteActivity(db, { what: "subscriber.removed", about: "status", ...done });
  }).immediate();
}

function forget(db: Database, subscriber: Subscriber, at: Date): void {
  takeBackAll(db, subscriber.id);
  suppress(db, suppressionDigest(db, subscriber.address), at.toISOString());
  deleteSubscriber(db, subscriber.id);
}

function takeBackAll(db: Database, subscriberId: number): void {
  for (const updateId of updatesSentTo(db, subscriberId)) takeBack(db, noticeKey(updateId, subscriberId));
}

/** Asked when a mail's turn comes: whoever has left since, or whose mail came back, gets none. */
export function isWanted(db: Database, key: string): boolean {
  const id = subscriberIn(key);
  if (id === null) return true;
  const subscriber = findSubscriber(db, id);
  return subscriber !== null && isReached(subscriber);
}

/** A mail came back for good: nothing more goes there, and the team sees it. True when somebody here has that address. */
export function quarantine(db: Database, address: string, why: string, at: Date): boolean {
  return db
    .transaction(() => {
      const id = markQuarantined(db, address.toLowerCase(), why.slice(0, 300), at.toISOString());
      if (id === null) return false;
      takeBackAll(db, id);
      noteActivity(db, { what: "subscriber.quarantined", about: "status", by: "aktion", at });
      return true;
    })
    .immediate();
}

export function endQuarantine(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    if (!findSubscriber(db, id)) throw missing;
    if (liftQuarantine(db, id)) noteActivity(db, { what: "subscriber.released", about: "status", ...done });
  }).immediate();
}

export type Imported = { added: number; known: number; left: number };

/** A list from elsewhere, whose consent the company has; who left here does not come back by it. */
export function importSubscribers(db: Database, list: readonly Asking[], done: Done): Imported {
  const counts: Imported = { added: 0, known: 0, left: 0 };
  db.transaction(() => {
    for (const one of list) {
      if (isSuppressed(db, suppressionDigest(db, one.address))) counts.left += 1;
      else if (insert(db, one, { source: "import", at: done.at, confirmed: true }) === null) counts.known += 1;
      else counts.added += 1;
    }
    noteActivity(db, { what: "subscriber.imported", about: "status", ...done, detail: counts });
  }).immediate();
  return counts;
}

/** What nobody confirmed is deleted; it is as if they had never been typed. */
export function purgeUnconfirmed(db: Database, at: Date): number {
  return deleteUnconfirmed(db, new Date(at.getTime() - unconfirmedFor_days * 86_400_000).toISOString());
}

export function bySecret(db: Database, secret: string): Subscriber {
  const subscriber = findByToken(db, hashSecret(secret));
  if (!subscriber) throw stale;
  return subscriber;
}

const stale = new Problem("not-found", {
  de: "Dieser Link gilt nicht mehr. Das Abonnement ist beendet, oder es wurde nie bestätigt. Auf der Statusseite lässt es sich neu bestellen.",
  en: "This link is no longer valid. The subscription has ended, or it was never confirmed. You can ask for it again on the status page.",
});
const missing = new Problem("not-found", {
  de: "Dieses Abonnement gibt es nicht.",
  en: "There is no such subscription.",
});
