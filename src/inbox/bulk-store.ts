import type { Database } from "bun:sqlite";
import type { Sentence } from "#src/problem.ts";
import type { BulkRow, BulkState, BulkTicketState } from "./bulk.ts";

export type NewBulk = Pick<BulkRow, "person_id" | "act" | "list" | "created_at">;

/** Not begun yet: as if it were undone, until its tickets are fixed. */
export function insertBulk(db: Database, bulk: NewBulk): number {
  return db
    .query<{ id: number }, [NewBulk]>(
      `INSERT INTO bulk_actions (person_id, act, state, list, created_at) VALUES ($person_id, $act, 'undone', $list, $created_at)
       RETURNING id`,
    )
    .get(bulk)!.id;
}

export function insertBulkTickets(db: Database, id: number, ticketIds: readonly number[]): void {
  db.query<null, [number, string]>(
    `INSERT INTO bulk_tickets (bulk_id, ticket_id)
     SELECT ?, t.id FROM json_each(?) j CROSS JOIN tickets t ON t.id = j.value WHERE true ON CONFLICT DO NOTHING`,
  ).run(id, JSON.stringify(ticketIds));
}

const columns = "id, person_id, act, state, list, created_at, finished_at";

export function findBulk(db: Database, id: number): BulkRow | null {
  return db.query<BulkRow, [number]>(`SELECT ${columns} FROM bulk_actions WHERE id = ?`).get(id);
}

/** Those that are going on, or were when the program ended. */
export function openBulks(db: Database): number[] {
  return db
    .query<{ id: number }, []>("SELECT id FROM bulk_actions WHERE state IN ('doing', 'undoing') ORDER BY id")
    .all()
    .map(({ id }) => id);
}

export function moveBulk(db: Database, id: number, from: BulkState, to: BulkState, at: string | null): boolean {
  return (
    db
      .query<null, [string, string | null, number, string]>(
        "UPDATE bulk_actions SET state = ?, finished_at = ? WHERE id = ? AND state = ?",
      )
      .run(to, at, id, from).changes === 1
  );
}

export type BulkTicket = { ticket_id: number; before: string | null };

/** The next of its tickets in a state. */
export function nextBulkTickets(db: Database, id: number, state: BulkTicketState, most: number): BulkTicket[] {
  return db
    .query<BulkTicket, [number, string, number]>(
      "SELECT ticket_id, before FROM bulk_tickets WHERE bulk_id = ? AND state = ? ORDER BY ticket_id LIMIT ?",
    )
    .all(id, state, most);
}

type Settled = { state: BulkTicketState; why: Sentence | null; before?: object };

export function settleBulkTicket(db: Database, id: number, ticketId: number, { state, why, before }: Settled): void {
  db.query<null, [string, string | null, string | null, number, number]>(
    "UPDATE bulk_tickets SET state = ?, why = ?, before = coalesce(?, before) WHERE bulk_id = ? AND ticket_id = ?",
  ).run(state, why && JSON.stringify(why), before ? JSON.stringify(before) : null, id, ticketId);
}

export function bulkCounts(db: Database, id: number): Record<BulkTicketState, number> {
  const rows = db
    .query<{ state: BulkTicketState; n: number }, [number]>(
      "SELECT state, count(*) AS n FROM bulk_tickets WHERE bulk_id = ? GROUP BY state",
    )
    .all(id);
  const counts = { waiting: 0, done: 0, refused: 0, undone: 0, left: 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

/** Of one that was for a single ticket, that ticket. */
export function onlyTicketOf(db: Database, id: number): number | null {
  const tickets = db
    .query<{ ticket_id: number }, [number]>("SELECT ticket_id FROM bulk_tickets WHERE bulk_id = ? LIMIT 2")
    .all(id);
  return tickets.length === 1 ? tickets[0]!.ticket_id : null;
}

export type BulkReason = { why: Sentence; tickets: number[]; n: number };

/** Why some were refused or left, and which: of each reason the first few. */
export function bulkReasons(db: Database, id: number): BulkReason[] {
  const rows = db
    .query<{ why: string; n: number; tickets: string }, [number]>(
      `SELECT why, count(*) AS n, json_group_array(ticket_id) FILTER (WHERE place <= 50) AS tickets
       FROM (SELECT why, ticket_id, row_number() OVER (PARTITION BY why ORDER BY ticket_id) AS place
             FROM bulk_tickets WHERE bulk_id = ? AND state IN ('refused', 'left'))
       GROUP BY why ORDER BY n DESC`,
    )
    .all(id);
  return rows.map(({ why, n, tickets }) => ({
    why: JSON.parse(why) as Sentence,
    n,
    tickets: JSON.parse(tickets) as number[],
  }));
}

/** So that what can no longer be wanted back does not lie about: gives how many went. */
export function deleteBulksBefore(db: Database, before: string): number {
  const sql = "DELETE FROM bulk_tickets WHERE (bulk_id, ticket_id) IN (SELECT bulk_id, ticket_id FROM bulk_tickets";
  const rows = db
    .query<null, [string]>(
      `${sql} WHERE bulk_id = (SELECT id FROM bulk_actions WHERE created_at < ? ORDER BY created_at LIMIT 1) LIMIT 500)`,
    )
    .run(before).changes;
  if (rows > 0) return rows;
  return db
    .query<null, [string]>(
      "DELETE FROM bulk_actions WHERE id = (SELECT id FROM bulk_actions WHERE created_at < ? ORDER BY created_at LIMIT 1)",
    )
    .run(before).changes;
}
