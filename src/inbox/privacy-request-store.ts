import type { Database } from "bun:sqlite";
import type { PrivacyRequest } from "./privacy-request.ts";

const columns = "ticket_id, kind, received_on, due_on, extended_reason, extended_on, answered_on, answer";

export function findPrivacyRequest(db: Database, ticketId: number): PrivacyRequest | null {
  return db
    .query<PrivacyRequest, [number]>(`SELECT ${columns} FROM privacy_requests WHERE ticket_id = ?`)
    .get(ticketId);
}

type New = Pick<PrivacyRequest, "ticket_id" | "kind" | "received_on" | "due_on"> & { by: string; at: string };

/** False when the ticket is one already. */
export function insertPrivacyRequest(db: Database, request: New): boolean {
  return (
    db
      .query<null, [New]>(
        `INSERT INTO privacy_requests (ticket_id, kind, received_on, due_on, by, at)
         VALUES ($ticket_id, $kind, $received_on, $due_on, $by, $at) ON CONFLICT DO NOTHING`,
      )
      .run(request).changes === 1
  );
}

export function deletePrivacyRequest(db: Database, ticketId: number): boolean {
  return db.query<null, [number]>("DELETE FROM privacy_requests WHERE ticket_id = ?").run(ticketId).changes === 1;
}

type Extended = { ticket_id: number; due_on: string; reason: string; on: string };

/** False when it is answered or was put off before. */
export function extendRequest(db: Database, extended: Extended): boolean {
  return (
    db
      .query<null, [Extended]>(
        `UPDATE privacy_requests SET due_on = $due_on, extended_reason = $reason, extended_on = $on
         WHERE ticket_id = $ticket_id AND answered_on IS NULL AND extended_on IS NULL`,
      )
      .run(extended).changes === 1
  );
}

export function answerRequest(db: Database, ticketId: number, answer: string, on: string): boolean {
  return (
    db
      .query<null, [string, string, number]>(
        "UPDATE privacy_requests SET answered_on = ?, answer = ? WHERE ticket_id = ? AND answered_on IS NULL",
      )
      .run(on, answer, ticketId).changes === 1
  );
}

export function hasOpenRequest(db: Database, ticketId: number): boolean {
  return db.query("SELECT 1 FROM privacy_requests WHERE ticket_id = ? AND answered_on IS NULL").get(ticketId) !== null;
}

export function setKind(db: Database, ticketId: number, kind: string): void {
  db.query<null, [string, number]>("UPDATE tickets SET kind = ? WHERE id = ?").run(kind, ticketId);
}

export type OpenRequest = Pick<PrivacyRequest, "ticket_id" | "kind" | "due_on"> & {
  mailbox_id: number;
  assignee_id: number | null;
  assignee: string | null;
};

/** What is still to be answered, the most pressing first. */
export function openRequests(db: Database): OpenRequest[] {
  return db
    .query<OpenRequest, []>(
      `SELECT r.ticket_id, r.kind, r.due_on, t.mailbox_id, t.assignee_id, (SELECT name FROM people WHERE id = t.assignee_id) AS assignee
       FROM privacy_requests r JOIN tickets t ON t.id = r.ticket_id
       WHERE r.answered_on IS NULL AND t.merged_into IS NULL ORDER BY r.due_on, r.ticket_id`,
    )
    .all();
}

export type Hold = { reason: string; by: string; at: string };

export function findHold(db: Database, ticketId: number): Hold | null {
  return db.query<Hold, [number]>("SELECT reason, by, at FROM ticket_holds WHERE ticket_id = ?").get(ticketId);
}

export function insertHold(db: Database, ticketId: number, { reason, by, at }: Hold): boolean {
  return (
    db
      .query<null, [number, string, string, string]>(
        "INSERT INTO ticket_holds (ticket_id, reason, by, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      )
      .run(ticketId, reason, by, at).changes === 1
  );
}

export function deleteHold(db: Database, ticketId: number): boolean {
  return db.query<null, [number]>("DELETE FROM ticket_holds WHERE ticket_id = ?").run(ticketId).changes === 1;
}
