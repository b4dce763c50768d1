import type { Database } from "bun:sqlite";
import { addDays, dayIn } from "#src/when.ts";
import { boardAt } from "./board.ts";
import { keepDay } from "./day-store.ts";

/** A day waits for an hour, because what began before midnight may be certain only after it. */
const patience_ms = 3_600_000;

/** Writes down the days that are over, component by component, each in a short transaction. */
export function freezeDays(db: Database, at: Date): void {
  const { components, time_zone } = boardAt(db, at);
  const over = addDays(dayIn(time_zone, new Date(at.getTime() - patience_ms)), -1);
  for (const { component, days } of components)
    db.transaction(() => {
      for (const { day, times } of days) if (day <= over) keepDay(db, component.id, day, times);
    }).immediate();
}
