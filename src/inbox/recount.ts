import type { Database } from "bun:sqlite";
import { derivedOf, findMessage } from "./message-store.ts";
import { textOf } from "./message-text-store.ts";
import { previewOf } from "./ticket.ts";
import { findTicket, updateShown } from "./ticket-store.ts";

/**
 * After messages came, went or were moved: what lists show of a ticket is told from its messages again. The clock runs only while the
 * ticket is open. False when no message is left.
 */
export function recountTicket(db: Database, ticketId: number): boolean {
  const ticket = findTicket(db, ticketId)!;
  const derived = derivedOf(db, ticketId);
  if (derived === null) {
    updateShown(db, ticketId, { ...ticket, waiting_since: null, last_message_id: null, preview: "" });
    return false;
  }
  updateShown(db, ticketId, {
    waiting_since: ticket.state === "open" ? derived.waiting_since : null,
    closed_at: ticket.closed_at,
    has_trouble: ticket.has_trouble,
    last_at: derived.last_at,
    last_message_id: derived.last_message_id,
    preview: previewFor(db, derived.newest_id),
  });
  return true;
}

function previewFor(db: Database, messageId: number): string {
  return findMessage(db, messageId) ? previewOf(textOf(db, messageId).text) : "";
}
