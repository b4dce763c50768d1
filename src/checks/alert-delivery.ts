import type { Database } from "bun:sqlite";
import { enqueueFor } from "#src/outbox/announce.ts";
import { enqueue } from "#src/outbox/store.ts";
import { findPerson } from "#src/people/store.ts";
import type { Language } from "#src/say.ts";
import { readCompany } from "#src/settings/store.ts";
import type { Message } from "./alert.ts";
import { alertSubject, alertText, type Writing } from "./alert-text.ts";

export type Given = Omit<Writing, "language">;

/** One message for one recipient, in their language, into the outbox. */
export function deliver(db: Database, recipient: string, message: Message, writing: Given): void {
  const at = writing.now.toISOString();
  const subject_key = `checks.alert ${message.rule.id} ${at} -> ${recipient}`;
  write(db, recipient, {
    subject_key,
    at,
    ...composed(db, recipient, message, writing),
    troubles: toldTo(message, writing),
  });
}

function composed(db: Database, recipient: string, message: Message, writing: Given) {
  const inLanguage = { ...writing, language: languageOf(db, recipient) };
  return { subject: alertSubject(message, inLanguage), text: alertText(message, inLanguage) };
}

export function languageOf(db: Database, recipient: string): Language {
  const id = /^person:(\d+)$/.exec(recipient)?.[1];
  return (id && findPerson(db, Number(id))?.language) || readCompany(db).language;
}

/** For programs: everything that the text says. */
function toldTo({ items }: Message, { checks, address }: Given): object[] {
  return items.map(({ what, trouble }) => {
    const check = checks.get(trouble.check_id);
    return {
      ...{ what, kind: trouble.kind, check: check?.slug, name: check?.name },
      ...{ from: trouble.from_at, until: trouble.until_at, noticed: trouble.noticed_at },
      reason: trouble.seen?.reason ?? null,
      url: address === null ? null : `${address}/checks/${check?.slug}`,
    };
  });
}

type Written = { subject_key: string; at: string; subject: string; text: string; troubles: object[] };

export function write(db: Database, recipient: string, written: Written): void {
  const [channel = "", name = ""] = recipient.split(/:(.*)/);
  if (channel === "webhook") writeToWebhook(db, Number(name), written);
  else if (channel === "talk")
    put(db, "talk", recipient, written, { text: `**${written.subject}**\n\n${written.text}` });
  else
    writeMail(db, recipient, channel === "person" ? addressOf(db, Number(name)) : { name: "", address: name }, written);
}

function writeToWebhook(db: Database, id: number, { subject_key, at, subject, text, troubles }: Written): void {
  const body = { kind: "checks.alert", text: `${subject}\n\n${text}`, troubles };
  enqueueFor(db, id, { subject_key, body, at: new Date(at) });
}

type Address = { name: string; address: string };

/** Somebody who left is not written to. */
function writeMail(db: Database, recipient: string, to: Address | null, written: Written): void {
  if (to) put(db, "mail", recipient, written, { to: [to], subject: written.subject, text: written.text });
}

function put(db: Database, channel: string, recipient: string, { subject_key, at }: Written, body: object): void {
  const payload = JSON.stringify({ kind: "checks.alert", ...body });
  // A conversation that cannot be reached holds up no other.
  const lane = channel === "talk" ? recipient : channel;
  enqueue(db, { channel, lane, subject_key, recipient, payload, due_at: at, created_at: at });
}

function addressOf(db: Database, personId: number): Address | null {
  const person = findPerson(db, personId);
  return person && person.disabled_at === null ? { name: person.name, address: person.email } : null;
}
