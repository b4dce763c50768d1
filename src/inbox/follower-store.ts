import type { Database } from "bun:sqlite";

/** False when they follow it already. */
export function insertFollower(db: Database, ticketId: number, personId: number, since: string): boolean {
  return (
    db
      .query<null, [number, number, string]>(
        "INSERT INTO ticket_followers (ticket_id, person_id, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      )
      .run(ticketId, personId, since).changes === 1
  );
}

export function deleteFollower(db: Database, ticketId: number, personId: number): boolean {
  return (
    db
      .query<null, [number, number]>(
        `DELETE FROM ticket_followers WHERE person_id = ?2
           AND ticket_id IN (SELECT id FROM tickets WHERE id = ?1 OR merged_into = ?1)`,
      )
      .run(ticketId, personId).changes > 0
  );
}

/** Who follows a ticket, or one that was merged into it, and may still read it; `by`: who did at that moment. */
export function followersOf(db: Database, ticketId: number, by = "9"): { id: number; name: string }[] {
  return db
    .query<{ id: number; name: string }, [number, string]>(
      `SELECT DISTINCT p.id, p.name FROM ticket_followers f JOIN people p ON p.id = f.person_id
       JOIN tickets t ON t.id = ?1
       JOIN mailbox_members m ON m.mailbox_id = t.mailbox_id AND m.person_id = p.id
       WHERE f.ticket_id IN (SELECT id FROM tickets WHERE id = ?1 OR merged_into = ?1) AND p.disabled_at IS NULL AND f.since <= ?2
       ORDER BY p.name COLLATE NOCASE, p.id`,
    )
    .all(ticketId, by);
}

export function insertMention(db: Database, messageId: number, personId: number): void {
  db.query<null, [number, number]>(
    "INSERT INTO message_mentions (message_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
  ).run(messageId, personId);
}

/** Who is mentioned in which note of a ticket. */
export function mentionsOf(db: Database, ticketId: number): { message_id: number; id: number; name: string }[] {
  return db
    .query<{ message_id: number; id: number; name: string }, [number]>(
      `SELECT n.message_id, p.id, p.name FROM message_mentions n JOIN messages m ON m.id = n.message_id
       JOIN people p ON p.id = n.person_id WHERE m.ticket_id = ?`,
    )
    .all(ticketId);
}

/** Who is mentioned in a note. */
export function mentionedIn(db: Database, messageId: number): number[] {
  return db
    .query<{ person_id: number }, [number]>("SELECT person_id FROM message_mentions WHERE message_id = ?")
    .all(messageId)
    .map(({ person_id }) => person_id);
}
