import type { Database } from "bun:sqlite";
import type { Check } from "./check.ts";

const columns = `id, slug, name, kind, config, secrets, every_s, confirm_after, recover_after, addresses, parent_id, service_id,
  system_id, ping_key, note, created_by, created_at, changed_at, paused_at, muted_until, archived_at`;

/** By name, as a person reads them. */
export function listChecks(db: Database): Check[] {
  return db
    .query<Check, []>(`SELECT ${columns} FROM checks WHERE archived_at IS NULL ORDER BY name COLLATE NOCASE, id`)
    .all();
}

export function listPaused(db: Database): Check[] {
  return db.query<Check, []>(`SELECT ${columns} FROM checks WHERE archived_at IS NULL AND paused_at IS NOT NULL`).all();
}

export function listArchivedChecks(db: Database): Check[] {
  return db
    .query<Check, []>(`SELECT ${columns} FROM checks WHERE archived_at IS NOT NULL ORDER BY archived_at DESC`)
    .all();
}

export function findCheck(db: Database, slug: string): Check | null {
  return db.query<Check, [string]>(`SELECT ${columns} FROM checks WHERE slug = ?`).get(slug);
}

export function findCheckById(db: Database, id: number): Check | null {
  return db.query<Check, [number]>(`SELECT ${columns} FROM checks WHERE id = ?`).get(id);
}

export function findCheckByKey(db: Database, key: string): Check | null {
  return db.query<Check, [string]>(`SELECT ${columns} FROM checks WHERE ping_key = ?`).get(key);
}

export function checksOfSystem(db: Database, systemId: number): Check[] {
  return db
    .query<Check, [number]>(`SELECT ${columns} FROM checks WHERE system_id = ? AND archived_at IS NULL ORDER BY name`)
    .all(systemId);
}

export function checksOfService(db: Database, serviceId: number): Check[] {
  return db
    .query<Check, [number]>(`SELECT ${columns} FROM checks WHERE service_id = ? AND archived_at IS NULL ORDER BY name`)
    .all(serviceId);
}

/** When anything about any check was changed last: the engine looks at this once a second. */
export function lastChange(db: Database): string {
  return db.query<{ at: string | null }, []>("SELECT max(changed_at) AS at FROM checks").get()!.at ?? "";
}

type Written = Pick<
  Check,
  | "name"
  | "config"
  | "every_s"
  | "confirm_after"
  | "recover_after"
  | "addresses"
  | "parent_id"
  | "service_id"
  | "system_id"
  | "note"
  | "changed_at"
>;
export type NewCheck = Written & Pick<Check, "slug" | "kind" | "ping_key" | "created_by" | "created_at">;

export function insertCheck(db: Database, check: NewCheck): number {
  return db
    .query<{ id: number }, [NewCheck]>(
      `INSERT INTO checks (slug, name, kind, config, every_s, confirm_after, recover_after, addresses, parent_id, service_id,
         system_id, ping_key, note, created_by, created_at, changed_at)
       VALUES ($slug, $name, $kind, $config, $every_s, $confirm_after, $recover_after, $addresses, $parent_id, $service_id,
         $system_id, $ping_key, $note, $created_by, $created_at, $changed_at) RETURNING id`,
    )
    .get(check)!.id;
}

export function updateCheck(db: Database, id: number, check: Written): void {
  db.query<null, [Written & { id: number }]>(
    `UPDATE checks SET name = $name, config = $config, every_s = $every_s, confirm_after = $confirm_after,
       recover_after = $recover_after, addresses = $addresses, parent_id = $parent_id, service_id = $service_id,
       system_id = $system_id, note = $note, changed_at = $changed_at
     WHERE id = $id`,
  ).run({ ...check, id });
}

export function setSecrets(db: Database, id: number, secrets: string | null): void {
  db.query<null, [string | null, number]>("UPDATE checks SET secrets = ? WHERE id = ?").run(secrets, id);
}

/** False when it was so already. */
export function setPaused(db: Database, id: number, paused: boolean, at: string): boolean {
  const sql = paused
    ? "UPDATE checks SET paused_at = ?1, changed_at = ?1 WHERE id = ?2 AND paused_at IS NULL AND archived_at IS NULL"
    : "UPDATE checks SET paused_at = NULL, changed_at = ?1 WHERE id = ?2 AND paused_at IS NOT NULL";
  return db.query<null, [string, number]>(sql).run(at, id).changes === 1;
}

/** False when it was so already. */
export function setArchived(db: Database, id: number, archived: boolean, at: string): boolean {
  const sql = archived
    ? "UPDATE checks SET archived_at = ?1, changed_at = ?1 WHERE id = ?2 AND archived_at IS NULL"
    : "UPDATE checks SET archived_at = NULL, changed_at = ?1 WHERE id = ?2 AND archived_at IS NOT NULL";
  return db.query<null, [string, number]>(sql).run(at, id).changes === 1;
}

export function setMuted(db: Database, id: number, until: string | null): void {
  db.query<null, [string | null, number]>("UPDATE checks SET muted_until = ? WHERE id = ?").run(until, id);
}

export function setPingKey(db: Database, id: number, key: string): void {
  db.query<null, [string, number]>("UPDATE checks SET ping_key = ? WHERE id = ?").run(key, id);
}

/** `website`, `website-2` … */
export function freeSlug(db: Database, wanted: string): string {
  const base = wanted === "" ? "check" : wanted;
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!findCheck(db, slug)) return slug;
  }
}
