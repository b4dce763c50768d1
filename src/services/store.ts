import type { Database } from "bun:sqlite";
import type { Day } from "#src/when.ts";
import type { OwnedService, Replacement, Service, StageReport, Target } from "./service.ts";
import type { Contract, CriterionAnswer, Exception, OldDataReport, Place, SubProcessor, System } from "./system.ts";

const dated = "happened_on, happened_text, reported_on, recorded_at, by, note, corrects, withdrawn";

const factColumns = {
  replacements: `id, service_id, from_system_id, to_system_id, ${dated}`,
  stage_reports: `id, service_id, stage, ${dated}`,
  targets: `id, service_id, target_on, target_text, ${dated}`,
  old_data_reports: `id, system_id, state, ${dated}`,
  places: `id, system_id, kind, country, assumed, source, ${dated}`,
  criterion_answers: `id, system_id, criterion_id, answer, reason, ${dated}`,
  exceptions: `id, system_id, criterion_id, reason, person_name, review_on, ${dated}`,
  contracts: `id, system_id, kind, reference, valid_until, ${dated}`,
  sub_processors: `id, system_id, name, country, purpose, ${dated}`,
} as const;

/** The tables of dated facts, and what a row of each holds. */
export type Facts = {
  replacements: Replacement;
  stage_reports: StageReport;
  targets: Target;
  old_data_reports: OldDataReport;
  places: Place;
  criterion_answers: CriterionAnswer;
  exceptions: Exception;
  contracts: Contract;
  sub_processors: SubProcessor;
};
export type FactTable = keyof Facts;

/** Tables whose facts are about a service; the others are about a system. */
export type ServiceFactTable = "replacements" | "stage_reports" | "targets";
export type SystemFactTable = Exclude<FactTable, ServiceFactTable>;

export function listFacts<T extends FactTable>(db: Database, table: T): Facts[T][] {
  return db.query<Facts[T], []>(`SELECT ${factColumns[table]} FROM ${table} ORDER BY id`).all();
}

export function factsOfService<T extends ServiceFactTable>(db: Database, table: T, serviceId: number): Facts[T][] {
  const sql = `SELECT ${factColumns[table]} FROM ${table} WHERE service_id = ? ORDER BY id`;
  return db.query<Facts[T], [number]>(sql).all(serviceId);
}

export function factsOfSystem<T extends SystemFactTable>(db: Database, table: T, systemId: number): Facts[T][] {
  const sql = `SELECT ${factColumns[table]} FROM ${table} WHERE system_id = ? ORDER BY id`;
  return db.query<Facts[T], [number]>(sql).all(systemId);
}

export function findFact<T extends FactTable>(db: Database, table: T, id: number): Facts[T] | null {
  return db.query<Facts[T], [number]>(`SELECT ${factColumns[table]} FROM ${table} WHERE id = ?`).get(id);
}

export function insertFact<T extends FactTable>(db: Database, table: T, fact: Omit<Facts[T], "id">): number {
  const names = factColumns[table].split(", ").slice(1);
  const sql = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map((name) => `$${name}`).join(", ")}) RETURNING id`;
  const row = Object.fromEntries(names.map((name) => [name, (fact as Record<string, unknown>)[name] ?? null]));
  return db.query<{ id: number }, [Record<string, never>]>(sql).get(row as Record<string, never>)!.id;
}

/** True when a later fact already corrects or withdraws this one: two people cannot both correct it. */
export function isCorrected(db: Database, table: FactTable, id: number): boolean {
  return db.query<{ id: number }, [number]>(`SELECT id FROM ${table} WHERE corrects = ? LIMIT 1`).get(id) !== null;
}

const serviceColumns = `services.id, slug, services.name, name_en, purpose, purpose_en, category, owner_id, owner_name, priority,
  priority_reason, customer_data, note, services.created_at, archived_on`;

/** All services, archived ones too, in the order they were added. */
export function listServices(db: Database): OwnedService[] {
  return db
    .query<OwnedService, []>(
      `SELECT ${serviceColumns}, coalesce(people.name, owner_name) AS owner
       FROM services LEFT JOIN people ON people.id = owner_id ORDER BY services.id`,
    )
    .all();
}

export function findService(db: Database, slug: string): OwnedService | null {
  return db
    .query<OwnedService, [string]>(
      `SELECT ${serviceColumns}, coalesce(people.name, owner_name) AS owner
       FROM services LEFT JOIN people ON people.id = owner_id WHERE slug = ?`,
    )
    .get(slug);
}

const systemColumns = `id, slug, name, name_en, vendor, website, hosting, licence, certified, data_categories, data_subjects,
  retention, note, created_at, archived_on`;

export function listSystems(db: Database): System[] {
  return db.query<System, []>(`SELECT ${systemColumns} FROM systems ORDER BY id`).all();
}

export function findSystem(db: Database, slug: string): System | null {
  return db.query<System, [string]>(`SELECT ${systemColumns} FROM systems WHERE slug = ?`).get(slug);
}

export function findSystemById(db: Database, id: number): System | null {
  return db.query<System, [number]>(`SELECT ${systemColumns} FROM systems WHERE id = ?`).get(id);
}

/** By slug, or by name whatever its case. */
export function findSystemCalled(db: Database, called: string): System | null {
  return db
    .query<System, [{ called: string }]>(
      `SELECT ${systemColumns} FROM systems WHERE slug = $called OR lower(name) = lower($called) ORDER BY slug = $called DESC LIMIT 1`,
    )
    .get({ called });
}

export function insertService(db: Database, service: Omit<Service, "id">): number {
  return db
    .query<{ id: number }, [Omit<Service, "id">]>(
      `INSERT INTO services (slug, name, name_en, purpose, purpose_en, category, owner_id, owner_name, priority, priority_reason,
         customer_data, note, created_at, archived_on)
       VALUES ($slug, $name, $name_en, $purpose, $purpose_en, $category, $owner_id, $owner_name, $priority, $priority_reason,
         $customer_data, $note, $created_at, $archived_on) RETURNING id`,
    )
    .get(service)!.id;
}

export type ServiceDetails = Omit<Service, "id" | "slug" | "created_at" | "archived_on">;

export function updateService(db: Database, id: number, details: ServiceDetails): void {
  db.query<null, [ServiceDetails & { id: number }]>(
    `UPDATE services SET name = $name, name_en = $name_en, purpose = $purpose, purpose_en = $purpose_en, category = $category,
       owner_id = $owner_id, owner_name = $owner_name, priority = $priority, priority_reason = $priority_reason,
       customer_data = $customer_data, note = $note
     WHERE id = $id`,
  ).run({ ...details, id });
}

export function insertSystem(db: Database, system: Omit<System, "id">): number {
  return db
    .query<{ id: number }, [Omit<System, "id">]>(
      `INSERT INTO systems (slug, name, name_en, vendor, website, hosting, licence, certified, data_categories, data_subjects,
         retention, note, created_at, archived_on)
       VALUES ($slug, $name, $name_en, $vendor, $website, $hosting, $licence, $certified, $data_categories, $data_subjects,
         $retention, $note, $created_at, $archived_on) RETURNING id`,
    )
    .get(system)!.id;
}

export type SystemDetails = Omit<System, "id" | "slug" | "created_at" | "archived_on">;

export function updateSystem(db: Database, id: number, details: SystemDetails): void {
  db.query<null, [SystemDetails & { id: number }]>(
    `UPDATE systems SET name = $name, name_en = $name_en, vendor = $vendor, website = $website, hosting = $hosting,
       licence = $licence, certified = $certified, data_categories = $data_categories, data_subjects = $data_subjects,
       retention = $retention, note = $note
     WHERE id = $id`,
  ).run({ ...details, id });
}

type Archivable = "services" | "systems";

/** False when it was archived already: the check and the change are one statement. */
export function markArchived(db: Database, table: Archivable, id: number, on: Day): boolean {
  const sql = `UPDATE ${table} SET archived_on = ? WHERE id = ? AND archived_on IS NULL`;
  return db.query<null, [string, number]>(sql).run(on, id).changes === 1;
}

export function unmarkArchived(db: Database, table: Archivable, id: number): boolean {
  const sql = `UPDATE ${table} SET archived_on = NULL WHERE id = ? AND archived_on IS NOT NULL`;
  return db.query<null, [number]>(sql).run(id).changes === 1;
}

/** Words that are addresses below /services: no service or system may be called so there. */
export const reserved = new Set(["new", "systems", "archived", "usual", "import", "export", "edit"]);

/** A slug nobody has yet: `chat`, else `chat-2`, `chat-3` … */
export function freeSlug(db: Database, table: Archivable, wanted: string): string {
  const taken = (slug: string) =>
    reserved.has(slug) ||
    db.query<{ id: number }, [string]>(`SELECT id FROM ${table} WHERE slug = ?`).get(slug) !== null;
  if (!taken(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!taken(`${wanted}-${number}`)) return `${wanted}-${number}`;
}

/** The days on which something was reported, newest first: what a reader may want to look back to. */
export function listReportDays(db: Database): Day[] {
  const tables = Object.keys(factColumns).map((table) => `SELECT reported_on FROM ${table}`);
  const sql = `SELECT DISTINCT reported_on AS day FROM (${tables.join(" UNION ALL ")}) ORDER BY day DESC`;
  return db
    .query<{ day: Day }, []>(sql)
    .all()
    .map(({ day }) => day);
}

export function countArchived(db: Database): number {
  return db
    .query<{ n: number }, []>(
      `SELECT (SELECT count(*) FROM services WHERE archived_on IS NOT NULL)
            + (SELECT count(*) FROM systems WHERE archived_on IS NOT NULL) AS n`,
    )
    .get()!.n;
}
