import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { insertArrival, markArrival } from "#src/inbox/arrival-store.ts";
import { fileMail } from "#src/inbox/filing.ts";
import { addMailbox, setAccess, startMailbox } from "#src/inbox/mailbox-actions.ts";
import { updateMailbox } from "#src/inbox/mailbox-settings-store.ts";
import { findMailboxBySlug, type MailboxRow } from "#src/inbox/mailbox-store.ts";
import { newestMailOf } from "#src/inbox/message-store.ts";
import { leaving, settled } from "#src/inbox/outgoing-results.ts";
import { findOutgoing } from "#src/inbox/outgoing-store.ts";
import { replyToTicket } from "#src/inbox/reply-actions.ts";
import { tagTicket } from "#src/inbox/tag-actions.ts";
import { addNote, assignTicket, setTicketState, snoozeTicket } from "#src/inbox/ticket-actions.ts";
import { findTicket } from "#src/inbox/ticket-store.ts";
import { parseMail } from "#src/mail/message.ts";
import { readNotification } from "#src/notifications/read-actions.ts";
import { listNotifications } from "#src/notifications/store.ts";
import { tellNews } from "#src/notifications/tell-actions.ts";
import { withdraw } from "#src/outbox/store.ts";
import { findPersonByEmail } from "#src/people/store.ts";
import { packed, putBlob } from "#src/storage/blobs.ts";
import { writeCustomers } from "./customers.ts";
import { writeSavedReplies } from "./saved-replies.ts";
import { type Story, stories } from "./tickets.ts";

type People = Record<"ines" | "toni", number>;

/** Two mailboxes with some forty tickets. They came in and were answered by the same ways as real ones; no server stands behind them. */
export function writeInbox(db: Database, { at }: Done): void {
  const people = { ines: idOf(db, "owner@example.ch"), toni: idOf(db, "member@example.ch") };
  const begun = { by: `person:${people.ines}`, at };
  const support = mailbox(db, "Support", "support@example.ch", [people.ines, people.toni], begun);
  const privacy = mailbox(db, "Datenschutz", "datenschutz@example.ch", [people.ines], begun);
  const rooms = { support, datenschutz: privacy };
  writeSavedReplies(db, rooms, begun);
  for (const story of [...stories].sort((a, b) => firstHour(b) - firstHour(a)))
    tell(db, rooms[story.mailbox], story, people, at);
  writeCustomers(db, [support.id, privacy.id], begun);
  told(db, Object.values(people), at);
}

/** Everybody was told of it; what is of today they have not read yet. Nothing of it leaves by mail. */
function told(db: Database, people: readonly number[], at: Date): void {
  while (tellNews(db, at));
  const today = before(at, 20).toISOString();
  for (const person_id of people) {
    const unread = listNotifications(db, { person_id, unread: true, before: null, limit: 1000 });
    for (const { id } of unread.filter((one) => one.at < today)) readNotification(db, person_id, id, at);
  }
}

const firstHour = ({ turns }: Story) => turns[0]!.hoursAgo;
const idOf = (db: Database, email: string) => findPersonByEmail(db, email)!.id;
const before = (at: Date, hours: number) => new Date(at.getTime() - hours * 3_600_000);

function mailbox(db: Database, name: string, address: string, members: number[], done: Done): MailboxRow {
  const slug = addMailbox(db, { name, address }, done);
  setAccess(db, slug, { people: members, tokens: [], webhooks: [] }, done);
  const { id } = findMailboxBySlug(db, slug)!;
  const signature = "Freundliche Grüsse\nBeispiel Hosting";
  // Port 9 discards: a reply that somebody writes in the demo waits, and says why.
  updateMailbox(db, id, { signature, smtp_host: "127.0.0.1", smtp_port: 9, smtp_security: "none" });
  startMailbox(db, slug, done);
  return findMailboxBySlug(db, slug)!;
}

function tell(db: Database, box: MailboxRow, story: Story, people: People, now: Date): void {
  let ticket = 0;
  for (const [at, turn] of story.turns.entries()) {
    const moment = before(now, turn.hoursAgo);
    if (turn.from === "customer") ticket = arrive(db, box, { story, turn: at, ticket }, moment);
    else if (turn.note) addNote(db, ticket, turn.text, { by: `person:${people[turn.from]}`, at: moment });
    else answer(db, ticket, story, turn.text, { by: `person:${people[turn.from]}`, at: moment });
  }
  settle(db, ticket, story, people, now);
}

/** As a mail program sends it; an answer refers to what came before. Gives the ticket it became part of. */
function arrive(db: Database, box: MailboxRow, said: { story: Story; turn: number; ticket: number }, at: Date): number {
  const { story, turn, ticket } = said;
  const last = ticket === 0 ? null : lastId(db, ticket);
  return takeMail(db, box, new TextEncoder().encode(mailOf(story, turn, box.address, last, at)), at);
}

/** As the intake takes it: stored, then filed. Gives its ticket. */
export function takeMail(db: Database, box: MailboxRow, raw: Uint8Array, at: Date): number {
  const packedRaw = packed(raw);
  const arrival = insertArrival(db, {
    mailbox_id: box.id,
    folder: "INBOX",
    uidvalidity: 1,
    uid: db.query<{ n: number }, []>("SELECT count(*) + 1 AS n FROM arrivals").get()!.n,
    source: "imap",
    state: "stored",
    raw_sha256: packedRaw.sha256,
    blob_id: putBlob(db, packedRaw, at),
    size: raw.byteLength,
    received_at: at.toISOString(),
    was_read: 0,
    attempts: 0,
    stored_at: at.toISOString(),
  })!;
  const filed = fileMail(db, { arrival, mailbox: box, parsed: parseMail(raw), at, quiet: false });
  markArrival(db, arrival.id, {
    state: "filed",
    message_id: filed.message_id,
    finished_at: at.toISOString(),
  });
  return filed.ticket_id!;
}

const lastId = (db: Database, ticket: number) => newestMailOf(db, ticket)?.mail_id ?? null;

function mailOf(
  { name, address, subject, turns, html }: Story,
  turn: number,
  to: string,
  last: string | null,
  at: Date,
) {
  const words = (text: string) => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
  const body = (type: string, text: string) =>
    `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines(text)}\r\n`;
  const text = turns[turn]!.text;
  const head = [
    `From: ${words(name)} <${address}>`,
    `To: <${to}>`,
    `Subject: ${words(last === null ? subject : `Re: ${subject}`)}`,
    `Message-ID: <demo-${at.getTime()}@${address.split("@")[1]}>`,
    ...(last === null ? [] : [`In-Reply-To: <${last}>`]),
    `Date: ${at.toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
  ];
  if (html === undefined) return `${head.join("\r\n")}\r\n${body("text/plain", text)}`;
  const parts = [body("text/plain", text), body("text/html", html)].map((part) => `--b\r\n${part}`);
  return `${head.join("\r\n")}\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n${parts.join("")}--b--\r\n`;
}

const lines = (text: string) =>
  Buffer.from(text)
    .toString("base64")
    .match(/.{1,76}/g)!
    .join("\r\n");

/** An answer that has left already: nothing waits for a server that does not exist. */
function answer(db: Database, ticket: number, { name, address }: Story, text: string, done: Done): void {
  const to = [{ name, address }];
  const { outgoing_id } = replyToTicket(db, ticket, { answering: null, to, cc: [], bcc: [], text, seen: null }, done);
  hasLeft(db, outgoing_id, address, done.at);
}

/** The provider's server took it. */
export function hasLeft(db: Database, outgoing_id: number, address: string, at: Date): void {
  withdraw(db, `mail:${outgoing_id}`);
  const said = "250 2.0.0 Ok";
  const verdicts = [{ address, answer: "accepted", status: null, said } as const];
  leaving(db, findOutgoing(db, outgoing_id)!, [], at);
  const answered = { outcome: "answered", verdicts, said } as const;
  settled(db, findOutgoing(db, outgoing_id)!, answered, { keepsSent: false, lane: "mail", at });
}

function settle(
  db: Database,
  ticket: number,
  { state, assignee, snoozed, tags, turns }: Story,
  people: People,
  now: Date,
) {
  const at = before(now, Math.max(0.1, turns.at(-1)!.hoursAgo - 0.1));
  const done = { by: `person:${people[assignee ?? "ines"]}`, at };
  if (assignee) assignTicket(db, ticket, people[assignee], done);
  if (state && findTicket(db, ticket)!.state !== state) setTicketState(db, ticket, state, done);
  if (tags) tagTicket(db, ticket, tags.join(", "), done);
  if (snoozed) snoozeTicket(db, ticket, before(now, -snoozed), done);
}
