import type { Database } from "bun:sqlite";
import { markArrival } from "#src/inbox/arrival-store.ts";
import { type Filed, fileMail } from "#src/inbox/filing.ts";
import { findMailbox, type MailboxRow } from "#src/inbox/mailbox-store.ts";
import type { How } from "#src/inbox/match.ts";
import { findMessage, messagesOf } from "#src/inbox/message-store.ts";
import { findTicket } from "#src/inbox/ticket-store.ts";
import { parseMail } from "#src/mail/message.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "./browser.ts";

/** An empty inbox with a mailbox, support@example.ch, of which Mara (person 1) is a member. */
export function anInbox(path = ":memory:") {
  const db = openDatabase(path, { create: true });
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = '2026-01-01T00:00:00.000Z'");
  aPerson(db, "mara@example.ch", "Mara");
  const mailbox = aMailbox(db, { address: "support@example.ch", members: [1] });
  return { db, mailbox, by: { by: "person:1", at: now }, ...receiving(db, mailbox) };
}

export function aPerson(db: Database, email: string, name: string): number {
  return db
    .query<{ id: number }, [string, string]>(
      `INSERT INTO people (email, name, role, language, password_hash, created_at)
       VALUES (?, ?, 'member', 'de', 'none', '2026-01-01T00:00:00.000Z') RETURNING id`,
    )
    .get(email, name)!.id;
}

type NewMailbox = { address: string; members?: number[] } & Partial<MailboxRow>;

export function aMailbox(db: Database, { address, members = [], ...rest }: NewMailbox): number {
  const row = {
    slug: address.replace(/\W/g, "-"),
    name: address.split("@")[0]!,
    address,
    from_name: "Beispiel Hosting",
    smtp_host: "mail.example.ch",
    created_at: "2026-01-01T00:00:00.000Z",
    ...rest,
  };
  const names = Object.keys(row);
  const { id } = db
    .query<{ id: number }, [Record<string, string | number | null>]>(
      `INSERT INTO mailboxes (${names.join(", ")}) VALUES (${names.map((name) => `$${name}`).join(", ")}) RETURNING id`,
    )
    .get(row)!;
  for (const person of members) db.run("INSERT INTO mailbox_members VALUES (?, ?)", [id, person]);
  return id;
}

/** `receivedAt`: what the server says; now unless said. */
export type Arriving = {
  mailbox?: number;
  at?: Date;
  receivedAt?: Date;
  quiet?: boolean;
  source?: "imap" | "import";
  wasRead?: boolean;
};

let uid = 0;

/** Takes mails in as the intake does: stored as an arrival, filed and settled in one transaction. */
export function receiving(db: Database, usual: number) {
  const arrive = (raw: string | Uint8Array, arriving: Arriving = {}): Filed => {
    const { mailbox = usual, at = now, quiet = false, receivedAt = at, source = "imap", wasRead = false } = arriving;
    const bytes = typeof raw === "string" ? Buffer.from(raw) : raw;
    const parsed = parseMail(bytes);
    return db
      .transaction(() => {
        const arrival = arrived(db, { bytes, mailbox, at: receivedAt, source, wasRead });
        const filed = fileMail(db, { arrival, mailbox: findMailbox(db, mailbox)!, parsed, at, quiet });
        markArrival(db, arrival.id, { state: filed.outcome, message_id: filed.message_id, finished_at: null });
        return filed;
      })
      .immediate();
  };
  const receive = (mail: Mail, arriving: Arriving = {}) => {
    const filed = arrive(rawMail(mail), { ...arriving, ...(mail.at ? { at: mail.at } : {}) });
    const message = findMessage(db, filed.message_id!)!;
    const ticket = findTicket(db, message.ticket_id)!;
    return { ...filed, message, ticket, how: JSON.parse(message.matched_how ?? "{}") as How };
  };
  return { arrive, receive, thread: (ticketId: number) => messagesOf(db, ticketId) };
}

type Arrived = { bytes: Uint8Array; mailbox: number; at: Date; source: "imap" | "import"; wasRead: boolean };

export function arrived(db: Database, { bytes, mailbox, at, source, wasRead }: Arrived) {
  uid += 1;
  return db
    .query<Parameters<typeof fileMail>[1]["arrival"], (string | number)[]>(
      `INSERT INTO arrivals (mailbox_id, folder, uidvalidity, uid, source, state, raw_sha256, size, received_at, was_read, stored_at)
       VALUES (?, 'INBOX', 1, ?, ?, 'stored', ?, ?, ?, ?, ?)
       RETURNING id, mailbox_id, source, raw_sha256, blob_id, size, received_at, was_read, message_id`,
    )
    .get(
      mailbox,
      uid,
      source,
      new Bun.CryptoHasher("sha256").update(bytes).digest("hex"),
      bytes.byteLength,
      at.toISOString(),
      wasRead ? 1 : 0,
      at.toISOString(),
    )!;
}

/** A mail as one writes it; what is left out is usual. `headers` come as they are. */
export type Mail = {
  from?: string;
  to?: string;
  cc?: string;
  subject?: string | null;
  id?: string | null;
  answers?: string;
  refs?: readonly string[];
  headers?: readonly string[];
  text?: string;
  at?: Date;
};

let counter = 0;

export function rawMail(mail: Mail): string {
  counter += 1;
  const { from = "Anna Muster <anna@kunde.ch>", to = "support@example.ch", subject = "Mein Hosting", at = now } = mail;
  const id = mail.id === undefined ? `m${counter}@kunde.ch` : mail.id;
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    ...(mail.cc ? [`Cc: ${mail.cc}`] : []),
    ...(subject === null ? [] : [`Subject: ${subject}`]),
    ...(id === null ? [] : [`Message-ID: <${id}>`]),
    ...(mail.answers ? [`In-Reply-To: <${mail.answers}>`] : []),
    ...(mail.refs ? [`References: ${mail.refs.map((ref) => `<${ref}>`).join("\r\n ")}`] : []),
    `Date: ${at.toUTCString()}`,
    ...(mail.headers ?? []),
  ];
  const typed = lines.some((line) => /^content-type:/i.test(line));
  if (!typed)
    lines.push("MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit");
  return `${lines.join("\r\n")}\r\n\r\n${(mail.text ?? `Guten Tag, das ist Mail ${counter}.`).replaceAll("\n", "\r\n")}\r\n`;
}

export const minutes = (n: number, from = now) => new Date(from.getTime() + n * 60_000);
export const days = (n: number, from = now) => minutes(n * 1440, from);
