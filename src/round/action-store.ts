import type { Database } from "bun:sqlite";
import type { Day } from "#src/when.ts";
import type { Action } from "./action.ts";

const select = `
  SELECT a.id, round_id, subject, task, person_id, coalesce(p.name, person_name, '') AS person, due_on, set_by, set_on,
         done_by, done_on
  FROM round_actions a LEFT JOIN people p ON p.id = person_id`;

export function listActions(db: Database): Action[] {
  return db.query<Action, []>(`${select} ORDER BY a.id`).all();
}

export function listOpenActions(db: Database): Action[] {
  return db.query<Action, []>(`${select} WHERE done_on IS NULL ORDER BY coalesce(due_on, '9'), a.id`).all();
}

/** Those done last first. */
export function listDoneActions(db: Database, limit: number): Action[] {
  return db
    .query<Action, [number]>(`${select} WHERE done_on IS NOT NULL ORDER BY done_at DESC, a.id DESC LIMIT ?`)
    .all(limit);
}

export function actionsOfRound(db: Database, roundId: number): Action[] {
  return db.query<Action, [number]>(`${select} WHERE round_id = ? ORDER BY a.id`).all(roundId);
}

/** Done after one day, up to and on another. */
export function actionsDoneBetween(db: Database, after: Day, until: Day): Action[] {
  return db.query<Action, [Day, Day]>(`${select} WHERE done_on > ? AND done_on <= ? ORDER BY a.id`).all(after, until);
}

export function findAction(db: Database, id: number): Action | null {
  return db.query<Action, [number]>(`${select} WHERE a.id = ?`).get(id);
}

export type NewAction = {
  round_id: number | null;
  subject: string | null;
  task: string;
  person_id: number | null;
  person_name: string | null;
  due_on: Day | null;
  set_by: string;
  set_at: string;
  set_on: Day;
};

export function insertAction(db: Database, action: NewAction): number {
  return db
    .query<{ id: number }, [NewAction]>(
      `INSERT INTO round_actions (round_id, subject, task, person_id, person_name, due_on, set_by, set_at, set_on)
       VALUES ($round_id, $subject, $task, $person_id, $person_name, $due_on, $set_by, $set_at, $set_on) RETURNING id`,
    )
    .get(action)!.id;
}

type Doing = { id: number; by: string; at: string; on: Day };

/** False when it was done already. */
export function markDone(db: Database, doing: Doing): boolean {
  const { changes } = db
    .query<null, [Doing]>(
      "UPDATE round_actions SET done_by = $by, done_at = $at, done_on = $on WHERE id = $id AND done_on IS NULL",
    )
    .run(doing);
  return changes === 1;
}

/** False when it was open already. */
export function markUndone(db: Database, id: number): boolean {
  const { changes } = db
    .query<null, [number]>(
      "UPDATE round_actions SET done_by = NULL, done_at = NULL, done_on = NULL WHERE id = ? AND done_on IS NOT NULL",
    )
    .run(id);
  return changes === 1;
}
