import type { Database } from "bun:sqlite";
import { downNow } from "#src/checks/alert-actions.ts";
import { followersOf, mentionedIn } from "#src/inbox/follower-store.ts";
import { membersOf } from "#src/inbox/mailbox-store.ts";
import { findMessage } from "#src/inbox/message-store.ts";
import { takeNews } from "#src/inbox/news-actions.ts";
import type { TicketNews } from "#src/inbox/news-store.ts";
import type { TicketRow } from "#src/inbox/ticket.ts";
import { findTicket } from "#src/inbox/ticket-store.ts";
import type { PersonWithState } from "#src/people/person.ts";
import { findPerson, listPeople } from "#src/people/store.ts";
import { readCompany } from "#src/settings/store.ts";
import { allowedFrom } from "./habits.ts";
import { type NotificationKind, usualWay, type Way, type WishKind } from "./kind.ts";
import { sayNotified } from "./listening.ts";
import { insertNotification, type NewNotification } from "./store.ts";
import { habitsOf, wishesOf } from "./wish-store.ts";

/** What somebody wants of a kind: what they chose, else what is usual for their role. */
export function wayFor(db: Database, { id, role }: Pick<PersonWithState, "id" | "role">, kind: WishKind): Way {
  return wishesOf(db, id).get(kind) ?? usualWay(kind, role);
}

/** Tells people of what happened to tickets since the last time, each thing once, a few at a time. False when there was nothing. */
export function tellNews(db: Database, at: Date): boolean {
  const told = new Set<number>();
  const any = takeNews(db, at, (news) => tellOf(db, news, at, told));
  sayNotified(db, told);
  return any;
}

type Told = Pick<NewNotification, "kind" | "ticket_id" | "message_id" | "trouble_id" | "subject_key" | "by" | "at">;

function tellOf(db: Database, news: TicketNews, at: Date, told: Set<number>): void {
  const ticket = findTicket(db, news.ticket_id);
  if (ticket === null || ticket.state === "spam") return;
  const members = new Set(membersOf(db, ticket.mailbox_id).map(({ id }) => id));
  for (const [kind, people] of whoHears(db, news, ticket, members))
    for (const person of people) {
      if (!members.has(person) || news.by === `person:${person}`) continue;
      const about = { ticket_id: news.ticket_id, message_id: news.message_id, trouble_id: null, by: news.by };
      if (tell(db, person, { ...about, kind, subject_key: keyOf(news, ticket), at: news.due_at }, at)) told.add(person);
    }
}

/** The first that holds for somebody is what they are told: the key is the same. */
function whoHears(
  db: Database,
  { kind, message_id, person_id, at }: TicketNews,
  ticket: TicketRow,
  members: ReadonlySet<number>,
): [NotificationKind, readonly number[]][] {
  const close = [
    ...(ticket.assignee_id === null ? [] : [ticket.assignee_id]),
    ...idsOf(followersOf(db, ticket.id, at)),
  ];
  if (kind === "assigned") return person_id === ticket.assignee_id ? [["assigned", [person_id!]]] : [];
  if (kind === "created") return [["new-ticket", [...members].filter((id) => id !== ticket.assignee_id)]];
  if (kind === "late") return [["late", ticket.assignee_id === null ? [...members] : close]];
  const message = message_id === null ? null : findMessage(db, message_id);
  if (message === null) return [];
  return [
    ["mention", mentionedIn(db, message.id)],
    ["reply", message.automatic === null ? close : []],
  ];
}

const idsOf = (people: readonly { id: number }[]) => people.map(({ id }) => id);

function keyOf({ kind, at, message_id }: TicketNews, ticket: TicketRow): string {
  if (kind === "message") return `message ${message_id}`;
  if (kind === "late") return `late ${ticket.id} ${ticket.waiting_since}`;
  return kind === "created" ? `created ${ticket.id}` : `assigned ${ticket.id} ${at}`;
}

/** One notification for somebody, as they wish it. False when they do not, or were told before. */
function tell(db: Database, personId: number, told: Told, at: Date): boolean {
  const person = findPerson(db, personId);
  if (person === null || person.disabled_at !== null) return false;
  const way = wayFor(db, person, told.kind);
  if (way === "off") return false;
  const mail_due_at = way === "mail" ? mailDue(db, personId, told.kind, at).toISOString() : null;
  return insertNotification(db, { ...told, person_id: personId, mail_due_at });
}

function mailDue(db: Database, personId: number, kind: NotificationKind, at: Date): Date {
  const habits = habitsOf(db, personId);
  const waits = kind === "mention" && habits.mentions_at_once === 1 ? 0 : habits.bundle_minutes;
  return allowedFrom(new Date(at.getTime() + waits * 60_000), habits, readCompany(db).time_zone);
}

/** Tells of checks that are down and held back by nothing. It looks at how things are: safe to call at any time. */
export function tellDown(db: Database, at: Date): void {
  const down = downNow(db, at);
  if (down.length === 0) return;
  const people = listPeople(db).filter(({ disabled_at }) => disabled_at === null);
  const told = new Set<number>();
  db.transaction(() => {
    for (const { id, noticed_at } of down)
      for (const person of people) {
        const about = {
          kind: "check",
          ticket_id: null,
          message_id: null,
          trouble_id: id,
          by: "aktion",
          at: noticed_at,
        } as const;
        if (tell(db, person.id, { ...about, subject_key: `check ${id}` }, at)) told.add(person.id);
      }
  }).immediate();
  sayNotified(db, told);
}
