import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { customerFor } from "./customers.ts";
import { reindex } from "./index-moves.ts";
import type { How } from "./match.ts";
import type { MessageRow } from "./message.ts";
import { findMessage, setMatched, setTicketOf } from "./message-store.ts";
import { recountTicket } from "./recount.ts";
import type { TicketRow } from "./ticket.ts";
import { ticketFor } from "./ticket-access.ts";
import { tell } from "./ticket-actions.ts";
import {
  copyFormerMailboxes,
  findTicket,
  insertLink,
  insertParticipant,
  insertTicket,
  setMergedInto,
  setState,
} from "./ticket-store.ts";

/**
 * Moves messages of one ticket into another, or into a new one with null: "it does not belong here". Their ids go along, so that answers to
 * them arrive where they are (V6). A ticket that has nothing left leads to the other. Gives the ticket they are in now.
 */
export function moveMessages(
  db: Database,
  messageIds: readonly number[],
  into: number | null,
  { by, at }: Done,
): number {
  return db
    .transaction(() => {
      const messages = existing(db, messageIds);
      const from = ticketFor(db, messages[0]!.ticket_id, by);
      if (messages.some(({ ticket_id }) => ticket_id !== from.id)) throw new Problem("invalid", ofOneTicket);
      if (into === from.id) throw new Problem("conflict", thereAlready);
      const target = into === null ? opened(db, from, messages) : ticketFor(db, into, by);
      for (const message of messages) moved(db, message, target, by);
      reindex(db, messageIds, from.mailbox_id, target.mailbox_id);
      settle(db, from, target, into === null ? "split" : "moved");
      tell(db, target.id, "ticket.messages-moved", { by, at }, { messages: messageIds, from: from.id });
      tell(db, from.id, "ticket.messages-moved-away", { by, at }, { messages: messageIds, to: target.id });
      return target.id;
    })
    .immediate();
}

export function moveMessage(db: Database, messageId: number, into: number | null, done: Done): number {
  return moveMessages(db, [messageId], into, done);
}

function existing(db: Database, ids: readonly number[]): MessageRow[] {
  const messages = [...new Set(ids)].map((id) => findMessage(db, id));
  if (messages.length === 0 || messages.includes(null)) throw new Problem("not-found", noMessage);
  return messages as MessageRow[];
}

/** Its own ticket for what was split off: the first mail from outside says of whom and about what. */
function opened(db: Database, from: TicketRow, messages: readonly MessageRow[]): TicketRow {
  const first = messages.find(({ kind }) => kind === "in") ?? messages[0]!;
  const writer = { name: first.from_name, address: first.from_address };
  const isOurs = first.kind !== "in";
  const id = insertTicket(db, {
    mailbox_id: from.mailbox_id,
    subject: first.subject || from.subject,
    state: from.state === "spam" ? "spam" : "open",
    kind: from.kind,
    assignee_id: null,
    customer_id: isOurs ? from.customer_id : (customerFor(db, writer, first.at)?.id ?? null),
    waiting_since: null,
    has_trouble: 0,
    created_at: first.at,
    last_at: first.at,
    closed_at: null,
    preview: "",
  });
  return findTicket(db, id)!;
}

function moved(db: Database, message: MessageRow, target: TicketRow, by: string): void {
  setTicketOf(db, message.id, target.id);
  const how: How = { ...(JSON.parse(message.matched_how ?? "{}") as How), moved: { from: message.ticket_id, by } };
  setMatched(db, message.id, "moved", JSON.stringify(how));
  if (message.kind === "in" && message.from_address !== "" && message.automatic === null)
    insertParticipant(db, target.id, message.from_address, message.at);
}

/** Both show what they hold now; what was open where it came from is open where it went. */
function settle(db: Database, from: TicketRow, target: TicketRow, why: "split" | "moved"): void {
  copyFormerMailboxes(db, from.id, target.id);
  if (from.state === "open" && target.state !== "spam" && target.state !== "open")
    setState(db, target.id, "open", null);
  recountTicket(db, target.id);
  if (recountTicket(db, from.id)) insertLink(db, target.id, from.id, why);
  else setMergedInto(db, from.id, target.id);
}

const noMessage = { de: "Diese Nachricht gibt es nicht.", en: "That message does not exist." };
const ofOneTicket = {
  de: "Diese Nachrichten gehören zu verschiedenen Anfragen.",
  en: "These messages are of different tickets.",
};
const thereAlready = { de: "Die Nachricht ist schon in dieser Anfrage.", en: "The message is in this ticket already." };
