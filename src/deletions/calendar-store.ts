import type { Database } from "bun:sqlite";
import type { Role } from "#src/reader.ts";
import type { Language } from "#src/say.ts";

export type CalendarScope = "mine" | "all";
export type CalendarFeed = { person_id: number; scope: CalendarScope; created_at: string };

export function findFeed(db: Database, personId: number): CalendarFeed | null {
  return db
    .query<CalendarFeed, [number]>("SELECT person_id, scope, created_at FROM calendar_feeds WHERE person_id = ?")
    .get(personId);
}

/** Whose calendar a secret opens; null for a wrong one, and for somebody who may no longer log in. */
export function findFeedOwner(
  db: Database,
  tokenHash: string,
): { id: number; role: Role; language: Language; scope: CalendarScope } | null {
  return db
    .query<{ id: number; role: Role; language: Language; scope: CalendarScope }, [string]>(
      `SELECT p.id, p.role, p.language, f.scope FROM calendar_feeds f JOIN people p ON p.id = f.person_id
       WHERE f.token_hash = ? AND p.disabled_at IS NULL`,
    )
    .get(tokenHash);
}

/** One a person: a new secret replaces the one before. */
export function putFeed(db: Database, feed: CalendarFeed & { token_hash: string }): void {
  db.query<null, [CalendarFeed & { token_hash: string }]>(
    `INSERT INTO calendar_feeds (person_id, token_hash, scope, created_at)
     VALUES ($person_id, $token_hash, $scope, $created_at)
     ON CONFLICT (person_id) DO UPDATE SET token_hash = $token_hash, scope = $scope, created_at = $created_at`,
  ).run(feed);
}

/** False when there was none. */
export function deleteFeed(db: Database, personId: number): boolean {
  return db.query<null, [number]>("DELETE FROM calendar_feeds WHERE person_id = ?").run(personId).changes === 1;
}
