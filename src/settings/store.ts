import type { Database } from "bun:sqlite";
import type { OwnInterval } from "#src/law/interval.ts";
import type { Company, CompanyDetails, Criterion, CriterionWords, Stand } from "./company.ts";

export function readCompany(db: Database): Company {
  return db
    .query<Company, []>(
      `SELECT name, regime, time_zone, language, public_address, stale_after_days, stand_is_public, stand_intro, set_up_at
       FROM company WHERE id = 1`,
    )
    .get()!;
}

export function listCriteria(db: Database): Criterion[] {
  return db
    .query<Criterion, []>(
      `SELECT id, slug, name, name_en, meaning, meaning_en, position, archived_at
       FROM criteria WHERE archived_at IS NULL ORDER BY position, id`,
    )
    .all();
}

/** Those that no longer count, the last one archived first. */
export function listArchivedCriteria(db: Database): Criterion[] {
  return db
    .query<Criterion, []>(
      `SELECT id, slug, name, name_en, meaning, meaning_en, position, archived_at
       FROM criteria WHERE archived_at IS NOT NULL ORDER BY archived_at DESC, id`,
    )
    .all();
}

export function findCriterion(db: Database, criterionId: number): Criterion | null {
  return db
    .query<Criterion, [number]>(
      `SELECT id, slug, name, name_en, meaning, meaning_en, position, archived_at FROM criteria WHERE id = ?`,
    )
    .get(criterionId);
}

export function updateCompany(db: Database, company: CompanyDetails): void {
  db.query<null, [CompanyDetails]>(
    `UPDATE company SET name = $name, regime = $regime, time_zone = $time_zone, language = $language,
                        public_address = $public_address, stale_after_days = $stale_after_days WHERE id = 1`,
  ).run(company);
}

/** False when it was set up before. */
export function markSetUp(db: Database, at: string): boolean {
  const { changes } = db
    .query<null, [string]>("UPDATE company SET set_up_at = ? WHERE id = 1 AND set_up_at IS NULL")
    .run(at);
  return changes === 1;
}

export function updateStand(db: Database, stand: Stand): void {
  db.query<null, [Stand]>(
    "UPDATE company SET stand_is_public = $stand_is_public, stand_intro = $stand_intro WHERE id = 1",
  ).run(stand);
}

/** At the end of the list, under the slug or, when it is taken, the slug with a number behind it. Gives the slug it got. */
export function insertCriterion(db: Database, criterion: CriterionWords & { slug: string }): string {
  const taken = db.query<{ id: number }, [string]>("SELECT id FROM criteria WHERE slug = ?");
  let slug = criterion.slug;
  for (let n = 2; taken.get(slug); n++) slug = `${criterion.slug}-${n}`;
  db.query<null, [CriterionWords & { slug: string }]>(
    `INSERT INTO criteria (slug, name, name_en, meaning, meaning_en, position)
     VALUES ($slug, $name, $name_en, $meaning, $meaning_en, (SELECT coalesce(max(position), 0) + 1 FROM criteria))`,
  ).run({ ...criterion, slug });
  return slug;
}

/** False when nothing changed or there is no such criterion. */
export function updateCriterion(db: Database, criterionId: number, words: CriterionWords): boolean {
  const { changes } = db
    .query<null, [CriterionWords & { id: number }]>(
      `UPDATE criteria SET name = $name, name_en = $name_en, meaning = $meaning, meaning_en = $meaning_en
       WHERE id = $id AND (name IS NOT $name OR name_en IS NOT $name_en OR meaning IS NOT $meaning OR meaning_en IS NOT $meaning_en)`,
    )
    .run({ ...words, id: criterionId });
  return changes === 1;
}

/** False when it was archived before or there is none. */
export function archiveCriterion(db: Database, criterionId: number, at: string): boolean {
  const { changes } = db
    .query<null, [string, number]>("UPDATE criteria SET archived_at = ? WHERE id = ? AND archived_at IS NULL")
    .run(at, criterionId);
  return changes === 1;
}

export function restoreCriterion(db: Database, criterionId: number): boolean {
  const { changes } = db
    .query<null, [number]>("UPDATE criteria SET archived_at = NULL WHERE id = ? AND archived_at IS NOT NULL")
    .run(criterionId);
  return changes === 1;
}

/** The company's own intervals that are in force, as the law's assessment takes them. */
export function listLawIntervals(db: Database): OwnInterval[] {
  return db
    .query<OwnInterval, []>(
      `SELECT regime, country, status, from_on AS "from", until_on AS until, basis, source
       FROM law_intervals WHERE archived_at IS NULL ORDER BY id`,
    )
    .all();
}
