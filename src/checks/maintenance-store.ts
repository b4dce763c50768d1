import type { Database } from "bun:sqlite";
import type { MaintenanceWindow } from "./maintenance.ts";

const columns =
  "id, title, starts, minutes, time_zone, rule, all_checks, note, created_by, created_at, archived_at" as const;

export type WindowWithChecks = MaintenanceWindow & { check_ids: readonly number[] };

export function listWindows(db: Database): WindowWithChecks[] {
  return db
    .query<MaintenanceWindow, []>(
      `SELECT ${columns} FROM maintenance_windows WHERE archived_at IS NULL ORDER BY id DESC`,
    )
    .all()
    .map((window) => withChecks(db, window));
}

export function findWindow(db: Database, id: number): WindowWithChecks | null {
  const window = db
    .query<MaintenanceWindow, [number]>(
      `SELECT ${columns} FROM maintenance_windows WHERE id = ? AND archived_at IS NULL`,
    )
    .get(id);
  return window ? withChecks(db, window) : null;
}

function withChecks(db: Database, window: MaintenanceWindow): WindowWithChecks {
  const check_ids = db
    .query<{ check_id: number }, [number]>("SELECT check_id FROM maintenance_checks WHERE window_id = ?")
    .all(window.id)
    .map(({ check_id }) => check_id);
  return { ...window, check_ids };
}

export type WindowWords = Omit<MaintenanceWindow, "id" | "created_by" | "created_at" | "archived_at">;

export function insertWindow(
  db: Database,
  window: WindowWords & Pick<MaintenanceWindow, "created_by" | "created_at">,
): number {
  return db
    .query<{ id: number }, [typeof window]>(
      `INSERT INTO maintenance_windows (title, starts, minutes, time_zone, rule, all_checks, note, created_by, created_at)
       VALUES ($title, $starts, $minutes, $time_zone, $rule, $all_checks, $note, $created_by, $created_at) RETURNING id`,
    )
    .get(window)!.id;
}

export function updateWindow(db: Database, id: number, window: WindowWords): boolean {
  return (
    db
      .query<null, [WindowWords & { id: number }]>(
        `UPDATE maintenance_windows SET title = $title, starts = $starts, minutes = $minutes, time_zone = $time_zone,
           rule = $rule, all_checks = $all_checks, note = $note WHERE id = $id AND archived_at IS NULL`,
      )
      .run({ ...window, id }).changes === 1
  );
}

export function setWindowChecks(db: Database, id: number, checkIds: readonly number[]): void {
  db.query<null, [number]>("DELETE FROM maintenance_checks WHERE window_id = ?").run(id);
  for (const check_id of new Set(checkIds))
    db.query<null, [number, number]>("INSERT INTO maintenance_checks (window_id, check_id) VALUES (?, ?)").run(
      id,
      check_id,
    );
}

export function markWindowArchived(db: Database, id: number, at: string): boolean {
  return (
    db
      .query<null, [string, number]>(
        "UPDATE maintenance_windows SET archived_at = ? WHERE id = ? AND archived_at IS NULL",
      )
      .run(at, id).changes === 1
  );
}

export type SpellOfWork = { window_id: number; check_id: number; from_at: string; until_at: string };

/** An occurrence that has begun. Written again, its end may move; what is over stays. */
export function writeWork(db: Database, spell: SpellOfWork, now: string): void {
  db.query<null, [SpellOfWork & { now: string }]>(
    `INSERT INTO maintenance_spells (window_id, check_id, from_at, until_at)
     VALUES ($window_id, $check_id, $from_at, $until_at)
     ON CONFLICT (window_id, check_id, from_at) DO UPDATE SET until_at = $until_at WHERE until_at > $now`,
  ).run({ ...spell, now });
}

/** Work that goes on ends now: its window was changed or called off. */
export function endWork(db: Database, windowId: number, at: string): void {
  db.query<null, { windowId: number; at: string }>(
    "UPDATE maintenance_spells SET until_at = $at WHERE window_id = $windowId AND until_at > $at",
  ).run({ windowId, at });
}

/** The checks that are worked on at a moment. */
export function spellsOfMaintenanceAt(db: Database, at: string): number[] {
  return db
    .query<{ check_id: number }, { at: string }>(
      "SELECT DISTINCT check_id FROM maintenance_spells WHERE from_at <= $at AND until_at > $at",
    )
    .all({ at })
    .map(({ check_id }) => check_id);
}

/** Troubles that are over and lay wholly within planned work. */
export function touchedByMaintenance(db: Database, since: string): number[] {
  return db
    .query<{ id: number }, [string]>(
      `SELECT DISTINCT t.id FROM check_troubles t JOIN maintenance_spells m ON m.check_id = t.check_id
       WHERE t.over_at >= ? AND t.from_at >= m.from_at AND t.from_at < m.until_at AND t.until_at <= m.until_at`,
    )
    .all(since)
    .map(({ id }) => id);
}
