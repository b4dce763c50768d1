import type { Database } from "bun:sqlite";
import { findArrival } from "#src/inbox/arrival-store.ts";
import { fileMail, fileUnreadable } from "#src/inbox/filing.ts";
import { findMailbox } from "#src/inbox/mailbox-store.ts";
import { parseMail } from "#src/mail/message.ts";
import { nameBlob } from "#src/storage/blobs.ts";
import { logIn, now, visit } from "./browser.ts";

type Given = {
  slug?: string;
  name?: string;
  members?: readonly number[];
  columns?: Record<string, string | number | null>;
};

/** A mailbox in use that can receive and send; gives its id. Person 1 may use it unless said. */
export function aMailbox(
  db: Database,
  { slug = "support", name = "Support", members = [1], columns = {} }: Given = {},
): number {
  const server = { host: "mail.example.ch", user: `${slug}@example.ch` };
  const row: Record<string, string | number | null> = {
    slug,
    name,
    address: `${slug}@example.ch`,
    from_name: "Beispiel Hosting",
    imap_host: server.host,
    imap_port: 993,
    imap_security: "tls",
    imap_user: server.user,
    smtp_host: server.host,
    smtp_port: 465,
    smtp_security: "tls",
    smtp_user: server.user,
    created_at: "2026-01-01T00:00:00.000Z",
    ...columns,
  };
  const names = Object.keys(row);
  const { id } = db
    .query<{ id: number }, [Record<string, string | number | null>]>(
      `INSERT INTO mailboxes (${names.join(", ")}) VALUES (${names.map((one) => `$${one}`).join(", ")}) RETURNING id`,
    )
    .get(row)!;
  for (const person of members) db.query("INSERT INTO mailbox_members VALUES (?, ?)").run(id, person);
  db.query("INSERT INTO mailbox_health (mailbox_id, polled_at) VALUES (?, ?)").run(id, now.toISOString());
  return id;
}

type Mail = {
  from?: string;
  to?: string;
  cc?: string;
  subject?: string;
  text?: string;
  id?: string;
  inReplyTo?: string;
  headers?: readonly string[];
  /** Instead of all of it. */
  raw?: string;
};

let count = 0;

/** Bytes as a mail program sends them. */
function rawMail({ from, to, cc, subject, text, id, inReplyTo, headers = [], raw }: Mail): Uint8Array {
  if (raw !== undefined) return Buffer.from(raw);
  count += 1;
  const lines = [
    `From: ${from ?? "Petra Brunner <petra@brunner.example>"}`,
    `To: ${to ?? "support@example.ch"}`,
    ...(cc ? [`Cc: ${cc}`] : []),
    `Subject: ${subject ?? "Webmail"}`,
    `Message-ID: <${id ?? `mail-${count}@brunner.example`}>`,
    ...(inReplyTo ? [`In-Reply-To: <${inReplyTo}>`] : []),
    "Date: Mon, 23 Nov 2026 08:00:00 +0000",
    "MIME-Version: 1.0",
    ...(headers.some((one) => /^content-type:/i.test(one)) ? [] : ["Content-Type: text/plain; charset=utf-8"]),
    ...headers,
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${(text ?? "Guten Tag").replaceAll("\n", "\r\n")}`);
}

type Arriving = { mailbox?: number; at?: string };

/** A mail arrives: its bytes stored, then filed, as the intake does it. Gives where it went. */
export function arrives(db: Database, mail: Mail = {}, { mailbox = 1, at = now.toISOString() }: Arriving = {}) {
  const raw = rawMail(mail);
  const arrival = stored(db, raw, mailbox, at);
  const row = findMailbox(db, mailbox)!;
  const filed = db
    .transaction(() => fileMail(db, { arrival, mailbox: row, parsed: parseMail(raw), at: now, quiet: false }))
    .immediate();
  db.query("UPDATE arrivals SET state = 'filed', message_id = ? WHERE id = ?").run(filed.message_id, arrival.id);
  return { ticket_id: filed.ticket_id!, message_id: filed.message_id!, outcome: filed.outcome };
}

/** A mail arrives that cannot be read. */
export function arrivesUnreadable(db: Database, mail: Mail, error: string) {
  const raw = rawMail(mail);
  const arrival = stored(db, raw, 1, now.toISOString());
  const row = findMailbox(db, 1)!;
  const filed = db
    .transaction(() => fileUnreadable(db, { arrival, mailbox: row, error, head: raw.subarray(0, 4096), at: now }))
    .immediate();
  db.query("UPDATE arrivals SET state = 'unreadable', message_id = ?, error = ? WHERE id = ?").run(
    filed.message_id,
    error,
    arrival.id,
  );
  return filed;
}

let uid = 0;

function stored(db: Database, raw: Uint8Array, mailbox_id: number, received_at: string) {
  uid += 1;
  const sha256 = new Bun.CryptoHasher("sha256").update(raw).digest("hex");
  const { id: blob } = db
    .query<{ id: number }, [string]>("INSERT INTO blobs (size, created_at) VALUES (0, ?) RETURNING id")
    .get(received_at)!;
  db.query("INSERT INTO blob_rows (blob_id, position, encoding, bytes) VALUES (?, 0, 'raw', ?)").run(blob, raw);
  const blob_id = nameBlob(db, { id: blob, sha256, size: raw.byteLength, head: raw });
  const { id } = db
    .query<{ id: number }, (string | number)[]>(
      `INSERT INTO arrivals (mailbox_id, folder, uidvalidity, uid, source, state, raw_sha256, blob_id, size, received_at, stored_at)
       VALUES (?, 'INBOX', 1, ?, 'imap', 'stored', ?, ?, ?, ?, ?) RETURNING id`,
    )
    .get(mailbox_id, uid, sha256, blob_id, raw.byteLength, received_at, received_at)!;
  return findArrival(db, id)!;
}

/** A mailbox of Olga's and a mail in it. Mara, a member, may use it too; Otto is an owner and may not. */
export function withMail(mail: Parameters<typeof arrives>[1] = {}) {
  const site = visit();
  const mara = logIn(site.db, "member");
  const otto = logIn(site.db, "owner", "Otto");
  aMailbox(site.db, { members: [1, 2] });
  const { ticket_id, message_id } = arrives(site.db, { id: "first@brunner.example", ...mail });
  return { ...site, mara, otto, ticket: `/inbox/${ticket_id}`, message_id };
}

export type Site = ReturnType<typeof withMail>;

export const answer = { to: "petra@brunner.example", text: "Wir schauen nach.", after: "waiting-customer" };

/** What the form on the page would send. */
export async function replyForm(site: Site, fields: Record<string, string> = {}) {
  const page = await site.page(site.ticket);
  return { ...answer, last_message_id: /name="last_message_id" value="(\d+)"/.exec(page)![1]!, ...fields };
}

export const queued = ({ db }: Site) =>
  db
    .query<{ state: string; not_before: string; content: string }, []>(
      "SELECT state, not_before, content FROM outgoing_mails",
    )
    .all();
export const stateOf = ({ db }: Site) =>
  db.query("SELECT state, assignee_id, waiting_since FROM tickets WHERE id = 1").get();
