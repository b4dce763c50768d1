import type { Database } from "bun:sqlite";
import type { Day } from "#src/when.ts";
import type { Times } from "./times.ts";

type Row = {
  component_id: number;
  day: Day;
  up_s: number;
  degraded_s: number;
  down_s: number;
  maintenance_s: number;
  unknown_s: number;
};

const versions = new WeakMap<Database, number>();

/** Moves when days are written down or forgotten: what was made of them may be kept while it stands still. */
export function daysVersion(db: Database): number {
  return versions.get(db) ?? 0;
}

/** Days that are over and were written down, by component. */
export function keptDays(db: Database, from: Day): Map<number, Map<Day, Times>> {
  const rows = db
    .query<Row, [Day]>(
      `SELECT component_id, day, up_s, degraded_s, down_s, maintenance_s, unknown_s FROM status_days WHERE day >= ?`,
    )
    .all(from);
  const kept = new Map<number, Map<Day, Times>>();
  for (const row of rows) {
    const days = kept.get(row.component_id) ?? new Map<Day, Times>();
    kept.set(row.component_id, days);
    days.set(row.day, {
      up: row.up_s,
      degraded: row.degraded_s,
      down: row.down_s,
      maintenance: row.maintenance_s,
      unknown: row.unknown_s,
    });
  }
  return kept;
}

export function keepDay(db: Database, componentId: number, day: Day, times: Times): void {
  const { up, degraded, down, maintenance, unknown } = times;
  db.query<null, [number, Day, number, number, number, number, number]>(
    `INSERT INTO status_days (component_id, day, up_s, degraded_s, down_s, maintenance_s, unknown_s)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  ).run(componentId, day, up, degraded, down, maintenance, unknown);
}

/** What was told late reaches back: those days are reckoned anew. `componentIds` null is all of them. */
export function forgetDays(db: Database, componentIds: readonly number[] | null, from: Day): void {
  versions.set(db, daysVersion(db) + 1);
  db.query<null, { ids: string | null; from: Day }>(
    `DELETE FROM status_days WHERE day >= $from AND ($ids IS NULL OR component_id IN (SELECT value FROM json_each($ids)))`,
  ).run({ ids: componentIds && JSON.stringify(componentIds), from });
}
