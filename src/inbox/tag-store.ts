import type { Database } from "bun:sqlite";
import type { Tag } from "./tag.ts";

/** One that is being merged or removed is no longer there for anybody who looks for it. */
export function findTagByKey(db: Database, key: string): Tag | null {
  return db
    .query<Tag, [string]>("SELECT id, name FROM tags WHERE key = ? AND becomes IS NULL AND removed_at IS NULL")
    .get(key);
}

export function findTag(db: Database, id: number): Tag | null {
  return db
    .query<Tag, [number]>("SELECT id, name FROM tags WHERE id = ? AND becomes IS NULL AND removed_at IS NULL")
    .get(id);
}

export function insertTag(db: Database, { key, name, at }: { key: string; name: string; at: string }): Tag {
  return db
    .query<Tag, [string, string, string]>(
      "INSERT INTO tags (key, name, created_at) VALUES (?, ?, ?) RETURNING id, name",
    )
    .get(key, name, at)!;
}

/** False when another has that key. */
export function setTagName(db: Database, id: number, key: string, name: string): boolean {
  return (
    db
      .query<null, { id: number; key: string; name: string }>(
        `UPDATE tags SET key = $key, name = $name
         WHERE id = $id AND NOT EXISTS (SELECT 1 FROM tags WHERE key = $key AND id <> $id)`,
      )
      .run({ id, key, name }).changes === 1
  );
}

/** Its tickets follow one by one; its word is free for a new one from now on. `into` null: it is taken off them. */
export function markLeaving(db: Database, id: number, into: number | null, at: string): void {
  const given = { id, into, at };
  db.query<null, typeof given>(
    `UPDATE tags SET becomes = $into, removed_at = iif($into IS NULL, $at, NULL)
     WHERE id = $id OR becomes = $id`,
  ).run(given);
  // A line break is in no key that somebody can type.
  db.query<null, [number]>("UPDATE tags SET key = key || char(10) || id WHERE id = ?").run(id);
}

export type LeavingTag = { id: number; becomes: number | null };

export function leavingTags(db: Database): LeavingTag[] {
  return db
    .query<LeavingTag, []>(
      "SELECT id, becomes FROM tags WHERE becomes IS NOT NULL OR removed_at IS NOT NULL ORDER BY id",
    )
    .all();
}

/** Some of the tickets that carry a tag. */
export function someTagged(db: Database, tagId: number, most: number): number[] {
  return db
    .query<{ ticket_id: number }, [number, number]>("SELECT ticket_id FROM ticket_tags WHERE tag_id = ? LIMIT ?")
    .all(tagId, most)
    .map(({ ticket_id }) => ticket_id);
}

export function deleteTag(db: Database, id: number): void {
  db.query<null, [number]>("DELETE FROM tags WHERE id = ?").run(id);
}

/** False when the ticket carries it already. */
export function insertTicketTag(db: Database, ticketId: number, tagId: number): boolean {
  return (
    db
      .query<null, [number, number]>(
        `INSERT INTO ticket_tags (ticket_id, tag_id, mailbox_id, last_at)
         SELECT id, ?, iif(merged_into IS NULL, mailbox_id, NULL), last_at FROM tickets WHERE id = ? ON CONFLICT DO NOTHING`,
      )
      .run(tagId, ticketId).changes > 0
  );
}

export function deleteTicketTag(db: Database, ticketId: number, tagId: number): boolean {
  return (
    db.query<null, [number, number]>("DELETE FROM ticket_tags WHERE ticket_id = ? AND tag_id = ?").run(ticketId, tagId)
      .changes > 0
  );
}

export function tagsOfTicket(db: Database, ticketId: number): Tag[] {
  return db
    .query<Tag, [number]>(
      `SELECT g.id, g.name FROM ticket_tags tt JOIN tags g ON g.id = tt.tag_id
       WHERE tt.ticket_id = ? AND g.removed_at IS NULL ORDER BY g.key`,
    )
    .all(ticketId);
}

/** The tags of a page of tickets, each with its names in order; a ticket without any is left out. */
export function tagsOfTickets(db: Database, ticketIds: readonly number[]): Map<number, string[]> {
  const rows = db
    .query<{ ticket_id: number; name: string }, [string]>(
      `SELECT tt.ticket_id, g.name FROM json_each(?) j CROSS JOIN ticket_tags tt ON tt.ticket_id = j.value
       CROSS JOIN tags g ON g.id = tt.tag_id WHERE g.removed_at IS NULL ORDER BY g.key`,
    )
    .all(JSON.stringify(ticketIds));
  const tags = new Map<number, string[]>();
  for (const { ticket_id, name } of rows) tags.set(ticket_id, [...(tags.get(ticket_id) ?? []), name]);
  return tags;
}

export type CountedTag = Tag & { n: number };

/** All tags of the company, with how many tickets of these mailboxes carry them: of other mailboxes nothing is told. */
export function countedTags(db: Database, mailboxes: readonly number[]): CountedTag[] {
  return db
    .query<CountedTag, [string]>(
      `SELECT g.id, g.name, coalesce((SELECT sum(n) FROM tag_counts c WHERE c.tag_id = g.id
         AND c.mailbox_id IN (SELECT value FROM json_each(?))), 0) AS n
       FROM tags g WHERE g.becomes IS NULL AND g.removed_at IS NULL ORDER BY g.key`,
    )
    .all(JSON.stringify(mailboxes));
}

/** So many tags are offered while somebody types. */
const mostOffered = 200;

export function offeredTags(db: Database, mailboxes: readonly number[]): string[] {
  return countedTags(db, mailboxes)
    .sort((a, b) => b.n - a.n)
    .slice(0, mostOffered)
    .map(({ name }) => name);
}
