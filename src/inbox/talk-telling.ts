import type { Database } from "bun:sqlite";
import { enqueue } from "#src/outbox/store.ts";
import { readCompany } from "#src/settings/store.ts";
import { findMailbox } from "./mailbox-store.ts";
import { mailWordsOf, talkTellingsOf } from "./mailbox-telling-store.ts";
import { findMessage } from "./message-store.ts";
import { type TalkKind, talkKinds, talkKindWords } from "./telling.ts";
import { stateWords, type TicketRow } from "./ticket.ts";
import { findTicket } from "./ticket-store.ts";

type News = { kind: string; ticket: TicketRow; message_id: number | undefined; key: string; at: Date; due: Date };

/** Tells the conversations that hear of the ticket's mailbox. What is said is written when it leaves. */
export function tellTalk(db: Database, { kind, ticket, message_id, key, at, due }: News): void {
  if (kind === "ticket.message" && !isFromOutside(db, message_id)) return;
  for (const { room_id } of talkTellingsOf(db, ticket.mailbox_id).filter(({ kinds }) =>
    kinds.split(" ").includes(kind),
  ))
    enqueue(db, {
      channel: "talk",
      lane: `talk:${room_id}`,
      subject_key: `${key} -> talk:${room_id}`,
      recipient: `talk:${room_id}`,
      payload: JSON.stringify({ kind: "mailbox", what: kind, ticket: ticket.id, mailbox: ticket.mailbox_id }),
      due_at: due.toISOString(),
      created_at: at.toISOString(),
    });
}

function isFromOutside(db: Database, messageId: number | undefined): boolean {
  return messageId !== undefined && findMessage(db, messageId)?.kind === "in";
}

type Payload = { what?: string; ticket?: number; mailbox?: number };

/** What is said; null once the ticket is gone, lies in another mailbox, or the conversation shall not hear of it any more. */
export function writeTalk(db: Database, payload: object, room: number, address: string | null): string | null {
  const { what, ticket: id = 0, mailbox: told } = payload as Payload;
  const ticket = findTicket(db, id);
  const kind = talkKinds.find((one) => one === what);
  if (!ticket || !kind || ticket.mailbox_id !== told || !hears(db, told, room, kind)) return null;
  const { language, public_address } = readCompany(db);
  const mailbox = findMailbox(db, told)!;
  const subject = mailWordsOf(db, told) === "none" || ticket.subject === "" ? "" : `: ${harmless(ticket.subject)}`;
  const state = stateWords[ticket.state][language];
  const said = { ...talkKindWords, "ticket.state": { de: state, en: state } }[kind][language];
  const title = { de: "Anfrage", en: "Ticket" }[language];
  return `**${title} ${id}**${subject}\n${said} · ${harmless(mailbox.name)}\n${address ?? public_address ?? ""}/inbox/${id}`;
}

function hears(db: Database, mailboxId: number, room: number, kind: TalkKind): boolean {
  return talkTellingsOf(db, mailboxId).some(
    ({ room_id, kinds }) => room_id === room && kinds.split(" ").includes(kind),
  );
}

/** On one line; no mark means anything, and nobody is called by an @ that a customer wrote. */
function harmless(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replaceAll("@", "\u{ff20}")
    .replace(/[\\`*_[\]<>#|~{}]/g, "\\$&");
}
