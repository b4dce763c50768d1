import type { Database } from "bun:sqlite";

/** The last moment for which somebody's digest was made; null before the first. */
export function lastDigestOf(db: Database, personId: number): string | null {
  return (
    db.query<{ last_at: string }, [number]>("SELECT last_at FROM weekly_digests WHERE person_id = ?").get(personId)
      ?.last_at ?? null
  );
}

/** It only goes forward, whatever the clock does. False when it did not. */
export function setLastDigest(db: Database, personId: number, at: string): boolean {
  return (
    db
      .query<null, [number, string]>(
        `INSERT INTO weekly_digests (person_id, last_at) VALUES (?, ?)
         ON CONFLICT (person_id) DO UPDATE SET last_at = excluded.last_at WHERE excluded.last_at > last_at`,
      )
      .run(personId, at).changes === 1
  );
}

/** Closed rounds whose minutes were not mailed yet. */
export function untoldRounds(db: Database): { id: number; closed_at: string }[] {
  return db
    .query<{ id: number; closed_at: string }, []>(
      `SELECT id, coalesce(closed_at, '') AS closed_at FROM rounds
       WHERE state = 'closed' AND id NOT IN (SELECT round_id FROM told_rounds) ORDER BY id`,
    )
    .all();
}

export function insertToldRound(db: Database, roundId: number): boolean {
  return (
    db.query<null, [number]>("INSERT INTO told_rounds (round_id) VALUES (?) ON CONFLICT DO NOTHING").run(roundId)
      .changes === 1
  );
}
