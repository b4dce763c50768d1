import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { announceTo, webhooksFor } from "#src/outbox/announce.ts";
import { withdraw } from "#src/outbox/store.ts";
import { findMailbox } from "./mailbox-store.ts";
import { findMessage } from "./message-store.ts";
import { noteNews } from "./news-actions.ts";
import type { TicketNews } from "./news-store.ts";
import { tagsOfTicket } from "./tag-store.ts";
import { tellTalk } from "./talk-telling.ts";
import { findTicket } from "./ticket-store.ts";
import { hearsOf, webhooksOf } from "./webhook-access-store.ts";

export type TicketKind =
  | "ticket.created"
  | "ticket.message"
  | "ticket.state"
  | "ticket.assigned"
  | "ticket.tags"
  | "ticket.late"
  | "ticket.changed";

type News = {
  kind: TicketKind;
  ticket_id: number;
  message_id?: number;
  /** What changed, of `ticket.changed`: `subject`, `moved`, `merged` … */
  change?: string;
  /** Who did it, as in `Done`; a mail from outside unless said. */
  by?: string;
  at: Date;
  /** When it is told; at once unless said. */
  due?: Date;
};

/** What people may want to hear of; that a ticket was assigned is noted where it is known to whom. */
const newsKinds: Partial<Record<TicketKind, TicketNews["kind"]>> = {
  "ticket.created": "created",
  "ticket.message": "message",
  "ticket.late": "late",
};

/**
 * Tells the webhooks that may hear of the ticket's mailbox: what happened and to which ticket, without a word of what was written
 * and without an address of anybody. Whoever may read it asks the API. Call it inside the transaction of the change.
 */
export function announceTicket(
  db: Database,
  { kind, ticket_id, message_id, change, by = "aktion", at, due }: News,
): void {
  const news = newsKinds[kind];
  if (news) noteNews(db, { kind: news, ticket_id, message_id, by, at, due });
  const ticket = findTicket(db, ticket_id);
  if (ticket === null) return;
  tellTalk(db, { kind, ticket, message_id, key: keyOf({ kind, ticket_id, message_id, at }), at, due: due ?? at });
  if (!hearsOf(db, ticket.mailbox_id)) return;
  const allowed = new Set(webhooksOf(db, ticket.mailbox_id));
  const wanting = webhooksFor(db, kind).filter(({ id }) => allowed.has(id));
  if (wanting.length === 0) return;
  const message = message_id === undefined ? null : findMessage(db, message_id);
  const { id, state, assignee_id } = ticket;
  const about = {
    ticket: {
      id,
      state,
      assignee: assignee_id,
      mailbox: findMailbox(db, ticket.mailbox_id)!.slug,
      tags: namesOf(db, id),
    },
    ...(change ? { change } : {}),
    ...(message ? { message: { id: message.id, kind: message.kind } } : {}),
  };
  const key = keyOf({ kind: change ? `${kind} ${change}` : kind, ticket_id, message_id, at });
  for (const webhook of wanting) announceTo(db, webhook.id, { kind, key, about, at, ...(due ? { due } : {}) });
}

const namesOf = (db: Database, ticketId: number) => tagsOfTicket(db, ticketId).map(({ name }) => name);

/** A reply that was taken back is not told of. */
export function withdrawAnnouncement(db: Database, ticketId: number, mailboxId: number, messageId: number): void {
  const key = keyOf({ kind: "ticket.message", ticket_id: ticketId, message_id: messageId });
  for (const webhook of webhooksOf(db, mailboxId)) withdraw(db, `${key} -> webhook:${webhook}`);
}

/** The same news is told once. A message is new once, a state is changed at a moment. */
function keyOf({
  kind,
  ticket_id,
  message_id,
  at,
}: {
  kind: string;
  ticket_id: number;
  message_id?: number | undefined;
  at?: Date;
}) {
  if (kind === "ticket.created") return `${kind} ${ticket_id}`;
  if (kind === "ticket.message") return `${kind} ${message_id}`;
  return `${kind} ${ticket_id} ${at?.toISOString()}`;
}

const kindsTold: Record<string, TicketKind> = {
  "ticket.assigned": "ticket.assigned",
  "ticket.state": "ticket.state",
  "ticket.woken": "ticket.state",
  "ticket.opened": "ticket.created",
  "ticket.tagged": "ticket.tags",
  "ticket.untagged": "ticket.tags",
};

const changesTold = new Set([
  ...["ticket.subject", "ticket.snoozed", "ticket.moved", "ticket.merged", "ticket.merge-undone"],
  ...["ticket.messages-moved", "ticket.messages-moved-away"],
]);

/** What is noted of a ticket, for those webhooks that want that kind. */
export function announceNoted(db: Database, what: string, ticket_id: number, { by, at }: Done): void {
  const kind = kindsTold[what];
  if (kind) announceTicket(db, { kind, ticket_id, by, at });
  else if (changesTold.has(what))
    announceTicket(db, { kind: "ticket.changed", change: what.slice("ticket.".length), ticket_id, by, at });
}
