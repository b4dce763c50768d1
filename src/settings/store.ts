import type { Database } from "bun:sqlite";
import type { OwnInterval } from "#src/law/interval.ts";
import type { Company, Criterion } from "./company.ts";

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

/** The company's own intervals that are in force, as the law's assessment takes them. */
export function listLawIntervals(db: Database): OwnInterval[] {
  return db
    .query<OwnInterval, []>(
      `SELECT regime, country, status, from_on AS "from", until_on AS until, basis, source
       FROM law_intervals WHERE archived_at IS NULL ORDER BY id`,
    )
    .all();
}
