import type { Database } from "bun:sqlite";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { type BulkAct, mostInBulk } from "./bulk.ts";
import type { BulkTyped } from "./bulk-forms.ts";
import { readInboxQuery } from "./inbox-query.ts";
import { findMailboxBySlug, mailboxesOf, membersOf } from "./mailbox-store.ts";
import { snoozedUntil } from "./snooze-time.ts";
import { tagKey } from "./tag.ts";
import { readTags } from "./tag-actions.ts";
import { findTagByKey } from "./tag-store.ts";
import type { TicketState } from "./ticket.ts";
import { idsOfList, idsTagged, listTicketsById } from "./ticket-list-store.ts";

/** What the bar asks for, as an act. Throws a Problem where something is missing. */
export function actOf(db: Database, typed: BulkTyped, reader: Reader): BulkAct {
  switch (typed.do) {
    case "assign":
      return { verb: "assign", ...assigneeOf(db, typed.person, reader) };
    case "state":
      return { verb: "state", state: typed.state as TicketState };
    case "tag":
    case "untag":
      return { verb: typed.do, tags: readTags(typed.tag).join(", ") };
    case "snooze":
      return { verb: "snooze", until: snoozedUntil(typed.until, reader.today, reader.company.time_zone).toISOString() };
    case "move": {
      const mailbox = findMailboxBySlug(db, typed.mailbox);
      if (!mailbox || mailbox.archived_at !== null) throw new Problem("invalid", noMailbox);
      return { verb: "move", mailbox: mailbox.id, name: mailbox.name };
    }
    case "merge":
      if (typed.into === null) throw new Problem("invalid", noTarget);
      return { verb: "merge", into: typed.into };
  }
}

/** 0: nobody. Members of any of one's mailboxes; who is none of a ticket's own is refused there. */
function assigneeOf(db: Database, person: number | null, reader: Reader): { person: number | null; name: string } {
  if (person === 0) return { person: null, name: "" };
  const members = usableMailboxes(db, reader).flatMap(({ id }) => membersOf(db, id));
  const found = members.find(({ id }) => id === person);
  if (!found) throw new Problem("invalid", nobody);
  return { person: found.id, name: found.name };
}

function usableMailboxes(db: Database, reader: Reader) {
  return mailboxesOf(db, reader.person!.id).filter(({ archived_at }) => archived_at === null);
}

/** The tickets that are meant: those that were ticked, or all of the list as far as `mostInBulk`; never one that the reader may not see. */
export function ticketsMeant(db: Database, { ticket, all, list }: BulkTyped, reader: Reader): number[] {
  const mailboxes = usableMailboxes(db, reader);
  const ids = mailboxes.map(({ id }) => id);
  if (!all) return listTicketsById(db, ticket, ids).map(({ id }) => id);
  const query = readInboxQuery(Object.fromEntries(new URLSearchParams(list.split("?")[1] ?? "")));
  const chosen = mailboxes.filter(({ slug }) => query.mailbox === null || slug === query.mailbox).map(({ id }) => id);
  if (query.q !== "") throw new Problem("invalid", noWholeSearch);
  if (query.tag === null)
    return idsOfList(db, query.view, { mailboxes: chosen, person_id: reader.person!.id }, mostInBulk);
  const tag = findTagByKey(db, tagKey(query.tag));
  return tag ? idsTagged(db, tag.id, chosen, mostInBulk) : [];
}

const noMailbox = { de: "In welches Postfach? Wählen Sie eines.", en: "To which mailbox? Choose one." };
const nobody = { de: "Wem? Wählen Sie eine Person.", en: "To whom? Choose a person." };
const noTarget = { de: "In welche Anfrage? Wählen Sie eine.", en: "Into which ticket? Choose one." };
const noWholeSearch = {
  de: "Was eine Suche findet, wird Seite für Seite ausgewählt.",
  en: "What a search finds is chosen page by page.",
};
