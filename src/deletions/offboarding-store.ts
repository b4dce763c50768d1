import type { Database } from "bun:sqlite";
import type { Day, When } from "#src/when.ts";
import type { Offboarding, Step, StepState } from "./step.ts";

const columns = `s.id, s.system_id, s.position, s.code, s.name, s.name_en, s.evidence, s.state, s.person_id,
  coalesce(p.name, s.person_name) AS person, s.due_on, s.done_on, s.done_text, s.done_by_id,
  coalesce(d.name, s.done_by_name) AS done_by, s.reason, s.note, s.old_data_report_id, s.ticked_by`;

const fromSteps = `FROM offboarding_steps s LEFT JOIN people p ON p.id = s.person_id LEFT JOIN people d ON d.id = s.done_by_id`;

export function listOffboardings(db: Database): Offboarding[] {
  return db
    .query<Offboarding, []>(
      "SELECT system_id, started_on, started_by, started_at FROM offboardings ORDER BY started_at",
    )
    .all();
}

export function findOffboarding(db: Database, systemId: number): Offboarding | null {
  return db
    .query<Offboarding, [number]>(
      "SELECT system_id, started_on, started_by, started_at FROM offboardings WHERE system_id = ?",
    )
    .get(systemId);
}

/** False when it runs already. */
export function insertOffboarding(db: Database, offboarding: Offboarding): boolean {
  return (
    db
      .query<null, [Offboarding]>(
        `INSERT INTO offboardings (system_id, started_on, started_by, started_at)
         VALUES ($system_id, $started_on, $started_by, $started_at) ON CONFLICT (system_id) DO NOTHING`,
      )
      .run(offboarding).changes === 1
  );
}

/** The template as it is now becomes the steps of a system, each due so many days after the start. */
export function copyTemplate(db: Database, systemId: number, startedOn: Day): void {
  db.query<null, { system_id: number; started_on: Day }>(
    `INSERT INTO offboarding_steps (system_id, position, code, name, name_en, evidence, person_id, person_name, due_on)
     SELECT $system_id, row_number() OVER (ORDER BY position, id), code, name, name_en, evidence, person_id, person_name,
            date($started_on, '+' || days_after_start || ' days')
     FROM template_steps WHERE archived_at IS NULL`,
  ).run({ system_id: systemId, started_on: startedOn });
}

export function listSteps(db: Database, systemId: number): Step[] {
  return db
    .query<Step, [number]>(`SELECT ${columns} ${fromSteps} WHERE s.system_id = ? ORDER BY s.position, s.id`)
    .all(systemId);
}

export function findStep(db: Database, systemId: number, stepId: number): Step | null {
  return db
    .query<Step, [number, number]>(`SELECT ${columns} ${fromSteps} WHERE s.system_id = ? AND s.id = ?`)
    .get(systemId, stepId);
}

/** Steps that are open and have a date, of every system that is not archived. */
export function listDueSteps(db: Database): (Step & { slug: string; system: string; system_en: string | null })[] {
  return db
    .query<Step & { slug: string; system: string; system_en: string | null }, []>(
      `SELECT ${columns}, y.slug, y.name AS system, y.name_en AS system_en
       ${fromSteps} JOIN systems y ON y.id = s.system_id
       WHERE s.state = 'open' AND s.due_on IS NOT NULL AND y.archived_on IS NULL ORDER BY s.due_on, s.id`,
    )
    .all();
}

/** Somebody with a log-in, or only a name. */
export type Who = { id: number | null; name: string | null };

export type Plan = { person: Who; due_on: Day | null; note: string | null };

/** False when nothing changed. */
export function updatePlan(db: Database, stepId: number, { person, due_on, note }: Plan): boolean {
  return (
    db
      .query<
        null,
        { id: number; person_id: number | null; name: string | null; due_on: Day | null; note: string | null }
      >(
        `UPDATE offboarding_steps SET person_id = $person_id, person_name = $name, due_on = $due_on, note = $note
         WHERE id = $id AND (person_id IS NOT $person_id OR person_name IS NOT $name OR due_on IS NOT $due_on OR note IS NOT $note)`,
      )
      .run({ id: stepId, person_id: person.id, name: person.name, due_on, note }).changes === 1
  );
}

type Marking = {
  from: StepState;
  to: StepState;
  happened: When;
  by: Who;
  reason: string | null;
};

/** Moves a step from one state to another; false when it is not in the first any more: somebody was faster. */
export function markStep(db: Database, stepId: number, { from, to, happened, by, reason }: Marking): boolean {
  return (
    db
      .query<null, Record<string, string | number | null>>(
        `UPDATE offboarding_steps SET state = $to, done_on = $on, done_text = $text, done_by_id = $by_id,
                done_by_name = $by_name, reason = $reason, ticked_by = NULL
         WHERE id = $id AND state = $from`,
      )
      .run({ id: stepId, from, to, on: happened.on, text: happened.text, by_id: by.id, by_name: by.name, reason })
      .changes === 1
  );
}

export function setOldDataReport(db: Database, stepId: number, reportId: number | null): void {
  db.query<null, [number | null, number]>("UPDATE offboarding_steps SET old_data_report_id = ? WHERE id = ?").run(
    reportId,
    stepId,
  );
}

/** What ticked it by itself. */
export function setTickedBy(db: Database, stepId: number, tickedBy: string): void {
  db.query<null, [string, number]>("UPDATE offboarding_steps SET ticked_by = ? WHERE id = ?").run(tickedBy, stepId);
}
