import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { enqueueFor } from "#src/outbox/announce.ts";
import { findDelivery } from "#src/outbox/store.ts";
import type { Webhook } from "#src/outbox/webhook.ts";
import {
  archiveWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks,
  updateSecret,
  updateWebhook,
} from "#src/outbox/webhook-store.ts";
import { newSecret } from "#src/people/secret.ts";
import { Problem } from "#src/problem.ts";
import { todayAt } from "./today.ts";

export type WebhookWords = Pick<Webhook, "address" | "kinds">;

/** Gives its number and its secret, which is shown this once. */
export function addWebhook(db: Database, words: WebhookWords, done: Done): { id: number; secret: string } {
  const secret = `whsec_${newSecret()}`;
  return db
    .transaction(() => {
      if (listWebhooks(db).some((one) => one.address === words.address && String(one.kinds) === String(words.kinds)))
        throw already;
      const id = insertWebhook(db, { ...words, secret, created_by: done.by, created_at: done.at.toISOString() });
      recordWebhook(db, "webhook.added", id, { ...done, words });
      return { id, secret };
    })
    .immediate();
}

export function changeWebhook(db: Database, id: number, words: WebhookWords, done: Done): void {
  db.transaction(() => {
    inUse(db, id);
    if (updateWebhook(db, id, words)) recordWebhook(db, "webhook.changed", id, { ...done, words });
  }).immediate();
}

/** What is sent from now on is signed with the new secret, also what waits. */
export function renewSecret(db: Database, id: number, done: Done): string {
  const secret = `whsec_${newSecret()}`;
  db.transaction(() => {
    if (!updateSecret(db, id, secret)) throw gone;
    recordWebhook(db, "webhook.secret-renewed", id, done);
  }).immediate();
  return secret;
}

/** Nothing more is sent to it; what waits is given up. */
export function removeWebhook(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    if (archiveWebhook(db, id, done.at.toISOString())) recordWebhook(db, "webhook.removed", id, done);
    else if (!findWebhook(db, id)) throw gone;
  }).immediate();
}

/** Puts a trial delivery into the outbox; gives its number there. */
export function tryWebhook(db: Database, id: number, { at }: Done): number {
  return db
    .transaction(() => {
      inUse(db, id);
      const subject_key = `test ${crypto.randomUUID()} -> webhook:${id}`;
      const text = "Probe von Aktion. / A trial from Aktion.";
      enqueueFor(db, id, { subject_key, body: { kind: "test", text }, at });
      return findDelivery(db, subject_key)!.id;
    })
    .immediate();
}

type Told = Done & { words?: WebhookWords };

function recordWebhook(db: Database, what: string, id: number, { words, ...done }: Told): void {
  record(db, {
    ...done,
    what,
    about: `webhook:${id}`,
    facts: words ? { kinds: words.kinds } : {},
    words: words ? { address: words.address } : {},
    reported_on: todayAt(db, done.at),
  });
}

function inUse(db: Database, id: number): Webhook {
  const webhook = findWebhook(db, id);
  if (webhook?.archived_at === null) return webhook;
  throw gone;
}

const already = new Problem("conflict", {
  de: "Diese Adresse erhält schon Meldungen. Ändern Sie, was dorthin geht, statt sie noch einmal zu erfassen.",
  en: "This address receives notices already. Change what goes there instead of adding it again.",
});

const gone = new Problem("not-found", { de: "Diesen Webhook gibt es nicht.", en: "There is no such webhook." });
