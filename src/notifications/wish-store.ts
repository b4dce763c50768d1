import type { Database } from "bun:sqlite";
import { type Habits, usualHabits } from "./habits.ts";
import type { Way, WishKind } from "./kind.ts";

/** What somebody chose, where they did. */
export function wishesOf(db: Database, personId: number): ReadonlyMap<string, Way> {
  const rows = db
    .query<{ kind: string; way: Way }, [number]>("SELECT kind, way FROM notification_wishes WHERE person_id = ?")
    .all(personId);
  return new Map(rows.map(({ kind, way }) => [kind, way]));
}

export function setWish(db: Database, personId: number, kind: WishKind, way: Way): void {
  db.query<null, [number, string, string]>(
    `INSERT INTO notification_wishes (person_id, kind, way) VALUES (?, ?, ?)
     ON CONFLICT (person_id, kind) DO UPDATE SET way = excluded.way`,
  ).run(personId, kind, way);
}

export function habitsOf(db: Database, personId: number): Habits {
  const habits = db
    .query<Habits, [number]>(
      `SELECT bundle_minutes, mentions_at_once, shows_words, days, from_time, until_time, digest_day, digest_hour
       FROM notification_habits WHERE person_id = ?`,
    )
    .get(personId);
  return habits ?? usualHabits;
}

export function setHabits(db: Database, personId: number, habits: Habits): void {
  db.query<null, [Habits & { person: number }]>(
    `INSERT INTO notification_habits (person_id, bundle_minutes, mentions_at_once, shows_words, days, from_time, until_time,
       digest_day, digest_hour)
     VALUES ($person, $bundle_minutes, $mentions_at_once, $shows_words, $days, $from_time, $until_time, $digest_day, $digest_hour)
     ON CONFLICT (person_id) DO UPDATE SET bundle_minutes = excluded.bundle_minutes, shows_words = excluded.shows_words,
       mentions_at_once = excluded.mentions_at_once, days = excluded.days, from_time = excluded.from_time,
       until_time = excluded.until_time, digest_day = excluded.digest_day, digest_hour = excluded.digest_hour`,
  ).run({ ...habits, person: personId });
}
