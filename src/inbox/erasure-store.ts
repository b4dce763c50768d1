import type { Database } from "bun:sqlite";
import type { Counts, ErasureRow, Planned } from "./erasure.ts";

const columns = `id, uid, way, state, step, position, customer_id, person, digests, until_message_id, counts, by, begun_at, finished_at`;

type NewErasure = Pick<ErasureRow, "uid" | "way" | "customer_id" | "person" | "digests" | "by" | "begun_at">;

/** What was filed up to now is erased, what comes later is new. */
export function insertErasure(db: Database, erasure: NewErasure): number {
  return db
    .query<{ id: number }, [NewErasure]>(
      `INSERT INTO erasures (uid, way, customer_id, person, digests, until_message_id, by, begun_at)
       VALUES ($uid, $way, $customer_id, $person, $digests, (SELECT coalesce(max(id), 0) FROM messages), $by, $begun_at) RETURNING id`,
    )
    .get(erasure)!.id;
}

export function findErasure(db: Database, id: number): ErasureRow | null {
  return db.query<ErasureRow, [number]>(`SELECT ${columns} FROM erasures WHERE id = ?`).get(id);
}

export function listErasures(db: Database): ErasureRow[] {
  return db.query<ErasureRow, []>(`SELECT ${columns} FROM erasures ORDER BY id DESC LIMIT 200`).all();
}

/** The one whose turn it is: one at a time, the oldest first. */
export function runningErasure(db: Database): ErasureRow | null {
  return db.query<ErasureRow, []>(`SELECT ${columns} FROM erasures WHERE state = 'running' ORDER BY id LIMIT 1`).get();
}

export function hasErasure(db: Database, uid: string): boolean {
  return db.query("SELECT 1 FROM erasures WHERE uid = ?").get(uid) !== null;
}

export function setProgress(db: Database, { id, step, position }: Pick<ErasureRow, "id" | "step" | "position">): void {
  db.query<null, [number, number, number]>("UPDATE erasures SET step = ?, position = ? WHERE id = ?").run(
    step,
    position,
    id,
  );
}

export function setCounts(db: Database, id: number, counts: Counts): void {
  db.query<null, [string, number]>("UPDATE erasures SET counts = ? WHERE id = ?").run(JSON.stringify(counts), id);
}

/** From here on the row holds nothing of the person. */
export function forgetPerson(db: Database, id: number, at: string): void {
  db.query<null, [string, number]>(
    "UPDATE erasures SET person = NULL, customer_id = NULL, finished_at = ? WHERE id = ?",
  ).run(at, id);
  for (const table of ["erasure_tickets", "erasure_messages", "erasure_tombstones"])
    db.query<null, [number]>(`DELETE FROM ${table} WHERE erasure_id = ?`).run(id);
}

export function markErased(db: Database, id: number): void {
  db.query<null, [number]>("UPDATE erasures SET state = 'done' WHERE id = ?").run(id);
}

/** Their own tickets, closed to anything new from this moment on. */
export function planOwnTickets(db: Database, erasureId: number, customerId: number, at: string): void {
  db.query<null, [number, number]>(
    "INSERT OR IGNORE INTO erasure_tickets (erasure_id, ticket_id, own) SELECT ?, id, 1 FROM tickets WHERE customer_id = ?",
  ).run(erasureId, customerId);
  db.query<null, [string, number]>(
    "UPDATE tickets SET erased_at = ? WHERE id IN (SELECT ticket_id FROM erasure_tickets WHERE erasure_id = ? AND own = 1)",
  ).run(at, erasureId);
}

/** Other people's tickets in which they take part. */
export function planSharedTickets(db: Database, erasureId: number, addresses: readonly string[]): void {
  db.query<null, [number, string]>(
    `INSERT OR IGNORE INTO erasure_tickets (erasure_id, ticket_id, own) SELECT DISTINCT ?, ticket_id, 0 FROM ticket_participants
     WHERE address IN (SELECT value FROM json_each(?))`,
  ).run(erasureId, JSON.stringify(addresses));
}

export function planTicket(db: Database, erasureId: number, ticketId: number, own: 0 | 1): void {
  db.query<null, [number, number, number]>(
    `INSERT INTO erasure_tickets (erasure_id, ticket_id, own) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET own = max(own, excluded.own)`,
  ).run(erasureId, ticketId, own);
}

export type PlannedTicket = { ticket_id: number; own: 0 | 1 };

export function nextUnplanned(db: Database, erasureId: number, limit: number): PlannedTicket[] {
  return db
    .query<PlannedTicket, [number, number]>(
      "SELECT ticket_id, own FROM erasure_tickets WHERE erasure_id = ? AND planned = 0 ORDER BY ticket_id LIMIT ?",
    )
    .all(erasureId, limit);
}

export function markPlanned(db: Database, erasureId: number, ticketId: number): void {
  db.query<null, [number, number]>("UPDATE erasure_tickets SET planned = 1 WHERE erasure_id = ? AND ticket_id = ?").run(
    erasureId,
    ticketId,
  );
}

export function nextTicket(db: Database, erasureId: number): PlannedTicket | null {
  return db
    .query<PlannedTicket, [number]>(
      "SELECT ticket_id, own FROM erasure_tickets WHERE erasure_id = ? ORDER BY ticket_id DESC LIMIT 1",
    )
    .get(erasureId);
}

export function ticketDone(db: Database, erasureId: number, ticketId: number): void {
  db.query<null, [number, number]>("DELETE FROM erasure_tickets WHERE erasure_id = ? AND ticket_id = ?").run(
    erasureId,
    ticketId,
  );
}

export function planMessage(db: Database, erasureId: number, { message_id, own, how }: Planned): void {
  db.query<null, [number, number, number, string]>(
    `INSERT INTO erasure_messages (erasure_id, message_id, own, how) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET own = max(own, excluded.own), how = max(how, excluded.how)`, // 'empty' is more than 'clean',
  ).run(erasureId, message_id, own, how);
}

export function nextMessage(db: Database, erasureId: number, how: Planned["how"], after = 0): Planned | null {
  return db
    .query<Planned, [number, string, number]>(
      `SELECT message_id, own, how FROM erasure_messages WHERE erasure_id = ? AND how = ? AND message_id > ?
       ORDER BY message_id LIMIT 1`,
    )
    .get(erasureId, how, after);
}

export function messageDone(db: Database, erasureId: number, messageId: number): void {
  db.query<null, [number, number]>("DELETE FROM erasure_messages WHERE erasure_id = ? AND message_id = ?").run(
    erasureId,
    messageId,
  );
}

/** Messages up to a number in which these words stand side by side: what an address is to the index. */
export function messagesMentioning(
  db: Database,
  phrase: string,
  after: number,
  until: number,
  limit: number,
): number[] {
  return db
    .query<{ id: number }, [string, number, number, number]>(
      "SELECT rowid AS id FROM message_index WHERE message_index MATCH ? AND rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?",
    )
    .all(phrase, after, until, limit)
    .map(({ id }) => id);
}

export function keepTombstone(db: Database, erasureId: number, digest: string): void {
  db.query<null, [number, string]>("INSERT OR IGNORE INTO erasure_tombstones VALUES (?, ?)").run(erasureId, digest);
}

export function tombstonesOf(db: Database, erasureId: number): string[] {
  return db
    .query<{ digest: string }, [number]>("SELECT digest FROM erasure_tombstones WHERE erasure_id = ? ORDER BY digest")
    .all(erasureId)
    .map(({ digest }) => digest);
}

/** Folds the write-ahead log in and empties it. False while somebody still reads from it. */
export function truncateWal(db: Database): boolean {
  return db.query<{ busy: number }, []>("PRAGMA wal_checkpoint(TRUNCATE)").get()?.busy === 0;
}
