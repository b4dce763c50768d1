import type { Database } from "bun:sqlite";
import type { TicketRow, TicketState } from "./ticket.ts";

export type { TicketRow, TicketState } from "./ticket.ts";

const columns = `id, mailbox_id, subject, state, kind, assignee_id, customer_id, waiting_since, snoozed_until, has_trouble, merged_into,
  created_at, last_at, closed_at, last_message_id, preview, erased_at`;

export function findTicket(db: Database, id: number): TicketRow | null {
  return db.query<TicketRow, [number]>(`SELECT ${columns} FROM tickets WHERE id = ?`).get(id);
}

/** The ticket that this one is part of by now, however often it was merged; null when it is gone (V4). */
export function resolveTicket(db: Database, id: number): TicketRow | null {
  let ticket = findTicket(db, id);
  for (let steps = 0; ticket?.merged_into && steps < 1000; steps += 1) ticket = findTicket(db, ticket.merged_into);
  return ticket;
}

export type NewTicket = Pick<
  TicketRow,
  | "mailbox_id"
  | "subject"
  | "state"
  | "kind"
  | "assignee_id"
  | "customer_id"
  | "waiting_since"
  | "created_at"
  | "last_at"
  | "closed_at"
  | "preview"
  | "has_trouble"
>;

export function insertTicket(db: Database, ticket: NewTicket): number {
  return db
    .query<{ id: number }, [NewTicket]>(
      `INSERT INTO tickets (mailbox_id, subject, state, kind, assignee_id, customer_id, waiting_since, has_trouble, created_at, last_at,
         closed_at, preview)
       VALUES ($mailbox_id, $subject, $state, $kind, $assignee_id, $customer_id, $waiting_since, $has_trouble, $created_at, $last_at,
         $closed_at, $preview) RETURNING id`,
    )
    .get(ticket)!.id;
}

/** Only one without messages can go; its number never comes back. */
export function deleteTicket(db: Database, id: number): void {
  db.query<null, [number]>("DELETE FROM tickets WHERE id = ?").run(id);
}

/** Only what a list shows and a rule may change. */
export type TicketChange = Pick<
  TicketRow,
  "state" | "waiting_since" | "snoozed_until" | "closed_at" | "has_trouble" | "last_at" | "last_message_id" | "preview"
>;

export function updateTicket(db: Database, id: number, change: TicketChange): void {
  db.query<null, (string | number | null)[]>(
    `UPDATE tickets SET state = ?, snoozed_until = ?, waiting_since = ?, closed_at = ?, has_trouble = ?, last_at = ?,
       last_message_id = ?, preview = ? WHERE id = ?`,
  ).run(change.state, change.snoozed_until, ...shown(change), id);
}

/** The same where state and snooze stay as they are, so that nothing is counted again. */
export function updateShown(db: Database, id: number, change: Omit<TicketChange, "state" | "snoozed_until">): void {
  db.query<null, (string | number | null)[]>(
    `UPDATE tickets SET waiting_since = ?, closed_at = ?, has_trouble = ?, last_at = ?, last_message_id = ?, preview = ?
     WHERE id = ?`,
  ).run(...shown(change), id);
}

function shown(change: Omit<TicketChange, "state" | "snoozed_until">) {
  const { waiting_since, closed_at, has_trouble, last_at, last_message_id, preview } = change;
  return [waiting_since, closed_at, has_trouble, last_at, last_message_id, preview];
}

export function setLastMessage(db: Database, id: number, messageId: number): void {
  db.query<null, [number, number]>("UPDATE tickets SET last_message_id = ? WHERE id = ?").run(messageId, id);
}

export function setState(db: Database, id: number, state: TicketState, closedAt: string | null): void {
  db.query<null, [string, string | null, number]>("UPDATE tickets SET state = ?, closed_at = ? WHERE id = ?").run(
    state,
    closedAt,
    id,
  );
}

export function setSnooze(db: Database, id: number, until: string | null): void {
  db.query<null, [string | null, number]>("UPDATE tickets SET snoozed_until = ? WHERE id = ?").run(until, id);
}

/** False when they have it already. */
export function setAssignee(db: Database, id: number, personId: number | null): boolean {
  return (
    db
      .query<null, [number | null, number, number | null]>(
        "UPDATE tickets SET assignee_id = ? WHERE id = ? AND assignee_id IS NOT ?",
      )
      .run(personId, id, personId).changes === 1
  );
}

export function setSubject(db: Database, id: number, subject: string): boolean {
  return (
    db
      .query<null, [string, number, string]>("UPDATE tickets SET subject = ? WHERE id = ? AND subject <> ?")
      .run(subject, id, subject).changes === 1
  );
}

export function setTrouble(db: Database, id: number, trouble: 0 | 1): boolean {
  return (
    db
      .query<null, [number, number, number]>("UPDATE tickets SET has_trouble = ? WHERE id = ? AND has_trouble <> ?")
      .run(trouble, id, trouble).changes === 1
  );
}

export function setMailbox(db: Database, id: number, mailboxId: number): void {
  db.query<null, [number, number]>("UPDATE tickets SET mailbox_id = ? WHERE id = ?").run(mailboxId, id);
}

export function setMergedInto(db: Database, id: number, into: number | null): void {
  db.query<null, [number | null, number]>("UPDATE tickets SET merged_into = ? WHERE id = ?").run(into, id);
}

export function insertFormerMailbox(db: Database, ticketId: number, mailboxId: number): void {
  db.query<null, [number, number]>("INSERT OR IGNORE INTO ticket_former_mailboxes VALUES (?, ?)").run(
    ticketId,
    mailboxId,
  );
}

/** What goes from one ticket into another can be answered to wherever the first one ever lay. */
export function copyFormerMailboxes(db: Database, fromId: number, toId: number): void {
  db.query<null, { from: number; to: number }>(
    `INSERT OR IGNORE INTO ticket_former_mailboxes (ticket_id, mailbox_id)
     SELECT $to, mailbox_id FROM ticket_former_mailboxes WHERE ticket_id = $from
     UNION SELECT $to, mailbox_id FROM tickets WHERE id = $from AND mailbox_id <> (SELECT mailbox_id FROM tickets WHERE id = $to)`,
  ).run({ from: fromId, to: toId });
}

/** Whether mail of this mailbox may join a ticket: it lies there, or lay there once. */
export function belongsTo(db: Database, ticket: Pick<TicketRow, "id" | "mailbox_id">, mailboxId: number): boolean {
  if (ticket.mailbox_id === mailboxId) return true;
  const former = db.query("SELECT 1 FROM ticket_former_mailboxes WHERE ticket_id = ? AND mailbox_id = ?");
  return former.get(ticket.id, mailboxId) !== null;
}

export function insertParticipant(db: Database, ticketId: number, address: string, since: string): boolean {
  return (
    db
      .query<null, [number, string, string]>(
        "INSERT INTO ticket_participants (ticket_id, address, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      )
      .run(ticketId, address, since).changes === 1
  );
}

export function participantsOf(db: Database, ticketId: number): string[] {
  return db
    .query<{ address: string }, [number]>(
      "SELECT address FROM ticket_participants WHERE ticket_id = ? ORDER BY since, address",
    )
    .all(ticketId)
    .map(({ address }) => address);
}

export function removeParticipants(db: Database, ticketId: number, addresses: readonly string[]): void {
  const remove = db.query<null, [number, string]>(
    "DELETE FROM ticket_participants WHERE ticket_id = ? AND address = ?",
  );
  for (const address of addresses) remove.run(ticketId, address);
}

/** Both see the other; said once, the first reason stays. */
export function insertLink(db: Database, ticketId: number, otherId: number, why: string): void {
  if (ticketId === otherId) return;
  db.query<null, [number, number, string]>(
    "INSERT OR IGNORE INTO ticket_links (ticket_id, other_id, why) VALUES (?, ?, ?)",
  ).run(ticketId, otherId, why);
}

export type TicketLink = { ticket_id: number; why: string; subject: string; state: TicketState; mailbox_id: number };

/** The linked tickets, seen from either side. */
export function linksOf(db: Database, ticketId: number): TicketLink[] {
  return db
    .query<TicketLink, { id: number }>(
      `SELECT t.id AS ticket_id, l.why, t.subject, t.state, t.mailbox_id
       FROM (SELECT other_id AS id, why FROM ticket_links WHERE ticket_id = $id
             UNION ALL SELECT ticket_id, why FROM ticket_links WHERE other_id = $id) l
       JOIN tickets t ON t.id = l.id GROUP BY t.id ORDER BY t.id DESC`,
    )
    .all({ id: ticketId });
}

/** Of this sender's tickets in the mailbox, those that moved last and not before a moment: candidates of rule M9. */
export function recentTicketsOf(db: Database, mailboxId: number, address: string, since: string): TicketRow[] {
  return db
    .query<TicketRow, [string, number, string]>(
      `SELECT ${columns} FROM tickets
       WHERE id IN (SELECT ticket_id FROM ticket_participants WHERE address = ?)
         AND mailbox_id = ? AND merged_into IS NULL AND erased_at IS NULL AND last_at >= ?
       ORDER BY last_at DESC, id DESC LIMIT 20`,
    )
    .all(address, mailboxId, since);
}

/** How many tickets have a reply that did not arrive or a mail that could not be read, whatever their state: somebody has to look. */
export function countTroubled(db: Database, mailboxIds: readonly number[]): number {
  return db
    .query<{ n: number }, [string]>(
      `SELECT count(*) AS n FROM tickets WHERE has_trouble = 1 AND merged_into IS NULL
         AND mailbox_id IN (SELECT value FROM json_each(?))`,
    )
    .get(JSON.stringify(mailboxIds))!.n;
}
