import type { Database } from "bun:sqlite";
import type { TemplateStep } from "./template.ts";

const select = `SELECT t.id, t.code, t.name, t.name_en, t.position, coalesce(p.name, t.person_name) AS person, t.days_after_start,
  t.evidence, t.archived_at FROM template_steps t LEFT JOIN people p ON p.id = t.person_id`;

/** In order; archived ones are in a list of their own. */
export function listTemplate(db: Database): TemplateStep[] {
  return db.query<TemplateStep, []>(`${select} WHERE t.archived_at IS NULL ORDER BY t.position, t.id`).all();
}

export function listArchivedTemplate(db: Database): TemplateStep[] {
  return db
    .query<TemplateStep, []>(`${select} WHERE t.archived_at IS NOT NULL ORDER BY t.archived_at DESC, t.id`)
    .all();
}

export function findTemplateStep(db: Database, stepId: number): TemplateStep | null {
  return db.query<TemplateStep, [number]>(`${select} WHERE t.id = ?`).get(stepId);
}

export type TemplateRow = Pick<TemplateStep, "name" | "name_en" | "days_after_start" | "evidence"> & {
  person_id: number | null;
  person_name: string | null;
};

/** At the end of the list. */
export function insertTemplateStep(db: Database, step: TemplateRow): number {
  return db
    .query<{ id: number }, [TemplateRow]>(
      `INSERT INTO template_steps (name, name_en, person_id, person_name, days_after_start, evidence, position)
       VALUES ($name, $name_en, $person_id, $person_name, $days_after_start, $evidence,
               (SELECT coalesce(max(position), 0) + 1 FROM template_steps)) RETURNING id`,
    )
    .get(step)!.id;
}

/** False when nothing changed. */
export function updateTemplateStep(db: Database, stepId: number, step: TemplateRow): boolean {
  return (
    db
      .query<null, [TemplateRow & { id: number }]>(
        `UPDATE template_steps SET name = $name, name_en = $name_en, person_id = $person_id, person_name = $person_name,
                days_after_start = $days_after_start, evidence = $evidence
         WHERE id = $id AND (name IS NOT $name OR name_en IS NOT $name_en OR person_id IS NOT $person_id
           OR person_name IS NOT $person_name OR days_after_start IS NOT $days_after_start OR evidence <> $evidence)`,
      )
      .run({ ...step, id: stepId }).changes === 1
  );
}

export function setPosition(db: Database, stepId: number, position: number): void {
  db.query<null, [number, number]>("UPDATE template_steps SET position = ? WHERE id = ?").run(position, stepId);
}

/** False when it was archived before. */
export function archiveTemplateStep(db: Database, stepId: number, at: string): boolean {
  return (
    db
      .query<null, [string, number]>("UPDATE template_steps SET archived_at = ? WHERE id = ? AND archived_at IS NULL")
      .run(at, stepId).changes === 1
  );
}

export function restoreTemplateStep(db: Database, stepId: number): boolean {
  return (
    db
      .query<null, [number]>("UPDATE template_steps SET archived_at = NULL WHERE id = ? AND archived_at IS NOT NULL")
      .run(stepId).changes === 1
  );
}
