import type { Database } from "bun:sqlite";
import { mailChannel, type WasAccepted } from "#src/inbox/mail-channel.ts";
import { messageIdFor } from "#src/inbox/mail-ids.ts";
import { insertMessage } from "#src/inbox/message-store.ts";
import { type OutgoingContent, queueMail } from "#src/inbox/outgoing.ts";
import { findOutgoing, recipientsOfMail } from "#src/inbox/outgoing-store.ts";
import { deliverDue } from "#src/outbox/deliver.ts";
import { openDatabase } from "#src/storage/database.ts";
import { newSecretsKey, sealSecret } from "#src/storage/sealed.ts";
import { now } from "./browser.ts";

export const secretsKey = newSecretsKey();

type Box = { port: number; address?: string; imap_port?: number | null; sends_notices?: 0 | 1; paused?: boolean };

/** A mailbox that sends to a scripted server. Gives its id. */
export function aMailbox(
  db: Database,
  { port, address = "support@beispiel.ch", sends_notices = 0, paused = false }: Box,
): number {
  const slug = address.replace(/@.*/, "");
  return db
    .query<{ id: number }, Record<string, string | number | null>>(
      `INSERT INTO mailboxes (slug, name, address, from_name, smtp_host, smtp_port, smtp_security, sends_notices, created_at, paused_at)
       VALUES ($slug, $slug, $address, 'Beispiel Support', '127.0.0.1', $port, 'none', $sends_notices, $at, $paused_at) RETURNING id`,
    )
    .get({ slug, address, port, sends_notices, at: now.toISOString(), paused_at: paused ? now.toISOString() : null })!
    .id;
}

/** A ticket with one message of ours. */
export function aReply(db: Database, mailbox_id: number): { ticket_id: number; message_id: number } {
  const at = now.toISOString();
  const { id: ticket_id } = db
    .query<{ id: number }, [number, string]>(
      "INSERT INTO tickets (mailbox_id, subject, created_at, last_at) VALUES (?1, 'Rechnung', ?2, ?2) RETURNING id",
    )
    .get(mailbox_id, at)!;
  const message_id = insertMessage(db, { ticket_id, kind: "out", at, by: "person:1" });
  return { ticket_id, message_id };
}

export const content = (given: Partial<OutgoingContent> = {}): OutgoingContent => ({
  from: { name: "Beispiel Support", address: "support@beispiel.ch" },
  to: [{ name: "Anna", address: "anna@kunde.test" }],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: "Re: Rechnung",
  text: "Guten Tag\n\nDanke.\n",
  html: null,
  inReplyTo: null,
  references: [],
  threadIndex: null,
  date: now.toISOString(),
  attachments: [],
  ...given,
});

type More = { undo_s?: number; message_id?: number | null };

export function queueIn(
  db: Database,
  mailbox_id: number,
  at: Date,
  given: Partial<OutgoingContent> = {},
  more: More = {},
): number {
  return queueMail(db, {
    mailbox_id,
    message_id: more.message_id ?? null,
    mail_id: messageIdFor(db, { ticket_id: 12, domain: "beispiel.ch" }),
    content: content(given),
    automatic: null,
    not_before: new Date(at.getTime() + (more.undo_s ?? 0) * 1000),
    keepsSent: true,
    at,
  });
}

type Opening = { path?: string; wasAccepted?: WasAccepted; patience?: Parameters<typeof mailChannel>[0]["patience"] };

/** A database, a clock that is moved by hand, and what is queued and sent by them. */
export function sendingFrom({ path = ":memory:", wasAccepted = async () => "no", patience }: Opening = {}) {
  const db = openDatabase(path, { create: true });
  let at = now;
  const clock = () => at;
  const channel = mailChannel({ db, clock, secretsKey, wasAccepted, ...(patience ? { patience } : {}) });
  const sending = { db, channels: [channel], clock };
  return {
    db,
    channel,
    sending,
    clock,
    wait: (minutes: number) => {
      at = new Date(at.getTime() + minutes * 60_000);
    },
    deliver: async (minutes = 0, stopping = new AbortController().signal) => {
      at = new Date(at.getTime() + minutes * 60_000);
      await deliverDue(sending, stopping);
    },
    queue: (mailbox_id: number, given: Partial<OutgoingContent> = {}, more: More = {}) =>
      queueIn(db, mailbox_id, at, given, more),
    mail: (id: number) => findOutgoing(db, id)!,
    recipients: (id: number) =>
      recipientsOfMail(db, id).map(({ address, state, status }) => ({ address, state, status })),
    activity: () =>
      db
        .query<{ what: string; about: string }, []>("SELECT what, about FROM activity ORDER BY id")
        .all()
        .map(({ what, about }) => `${what} ${about}`),
    trouble: () => db.query<{ n: number }, []>("SELECT count(*) AS n FROM tickets WHERE has_trouble = 1").get()!.n,
    seal: (mailbox_id: number, password: string) =>
      db.run("UPDATE mailboxes SET smtp_user = 'anna', smtp_secret = ? WHERE id = ?", [
        sealSecret(secretsKey, password, `mailbox:${mailbox_id} smtp`),
        mailbox_id,
      ]),
  };
}
