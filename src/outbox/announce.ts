import type { Database } from "bun:sqlite";
import { enqueue } from "./store.ts";
import { kindsOf, type WebhookKind } from "./webhook.ts";
import { listWebhooks } from "./webhook-store.ts";

/** `key` says what it is about, so that the same thing is announced once: `offboarding.changed 412`. */
export type Announcement = {
  kind: WebhookKind;
  key: string;
  about: object;
  at: Date /** At once unless said. */;
  due?: Date;
};

/** Tells every webhook that wants this kind. Call it inside the transaction of the change. */
export function announce(db: Database, announcement: Announcement): void {
  for (const { id } of webhooksFor(db, announcement.kind)) announceTo(db, id, announcement);
}

export function announceTo(db: Database, webhookId: number, { kind, key, about, at, due = at }: Announcement): void {
  enqueueFor(db, webhookId, { subject_key: `${key} -> webhook:${webhookId}`, body: { kind, ...about }, at, due });
}

export function webhooksFor(db: Database, kind: WebhookKind): { id: number }[] {
  return listWebhooks(db).filter((one) => one.archived_at === null && kindsOf(one).includes(kind));
}

type Enqueuing = { subject_key: string; body: object; at: Date; due?: Date };

/** Puts one body into the outbox for a webhook. */
export function enqueueFor(db: Database, webhookId: number, { subject_key, body, at, due = at }: Enqueuing): void {
  const created_at = at.toISOString();
  const payload = JSON.stringify({ created_at, ...body });
  enqueue(db, {
    channel: "webhook",
    subject_key,
    lane: `webhook:${webhookId}`,
    recipient: `webhook:${webhookId}`,
    payload,
    due_at: due.toISOString(),
    created_at,
  });
}
