import type { Database } from "bun:sqlite";

/** What happened to a ticket and nobody was told of yet. `person_id`: to whom it was assigned. */
export type TicketNews = {
  id: number;
  kind: "created" | "message" | "assigned" | "late";
  ticket_id: number;
  message_id: number | null;
  person_id: number | null;
  by: string;
  at: string;
  /** When it can no longer be taken back. */
  due_at: string;
};

export function insertNews(db: Database, news: Omit<TicketNews, "id">): void {
  db.query<null, [Omit<TicketNews, "id">]>(
    `INSERT INTO ticket_news (kind, ticket_id, message_id, person_id, by, at, due_at)
     VALUES ($kind, $ticket_id, $message_id, $person_id, $by, $at, $due_at)`,
  ).run(news);
}

/** What is due, the oldest first. */
export function dueNews(db: Database, now: string, limit: number): TicketNews[] {
  return db
    .query<TicketNews, [string, number]>(
      `SELECT id, kind, ticket_id, message_id, person_id, by, at, due_at FROM ticket_news
       WHERE due_at <= ? ORDER BY due_at, id LIMIT ?`,
    )
    .all(now, limit);
}

/** False when it was taken by somebody else, or taken back. */
export function deleteNews(db: Database, id: number): boolean {
  return db.query<null, [number]>("DELETE FROM ticket_news WHERE id = ?").run(id).changes === 1;
}
