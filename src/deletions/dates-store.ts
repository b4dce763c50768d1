import type { Database } from "bun:sqlite";
import type { Day } from "#src/when.ts";

export function hadMorning(db: Database, day: Day): boolean {
  return db.query<{ day: Day }, [Day]>("SELECT day FROM reminder_mornings WHERE day = ?").get(day) !== null;
}

/** False when this day's reminders were written already. */
export function insertMorning(db: Database, day: Day, at: string): boolean {
  return (
    db
      .query<null, [Day, string]>("INSERT INTO reminder_mornings (day, at) VALUES (?, ?) ON CONFLICT (day) DO NOTHING")
      .run(day, at).changes === 1
  );
}

export type Reminder = { recipient: string; item: string; nearness: string; at: string };

/** False when they were reminded of this before. */
export function insertReminder(db: Database, reminder: Reminder): boolean {
  return (
    db
      .query<null, [Reminder]>(
        `INSERT INTO reminders (recipient, item, nearness, at) VALUES ($recipient, $item, $nearness, $at)
         ON CONFLICT (recipient, item, nearness) DO NOTHING`,
      )
      .run(reminder).changes === 1
  );
}
