import type { Database } from "bun:sqlite";
import type { Component, Group, State } from "./component.ts";

const columns = "id, slug, group_id, name, name_en, about, about_en, position, rule, created_at, archived_at";

/** In the order of the page: groups in theirs, what has no group last. */
export function listComponents(db: Database): Component[] {
  return db
    .query<Component, []>(
      `SELECT ${columns} FROM status_components WHERE archived_at IS NULL
       ORDER BY (SELECT g.position FROM status_groups g WHERE g.id = group_id AND g.archived_at IS NULL) NULLS LAST,
         position, id`,
    )
    .all();
}

/** With those that are on no page any more, for notices of the past. */
export function listEveryComponent(db: Database): Component[] {
  return db.query<Component, []>(`SELECT ${columns} FROM status_components ORDER BY position, id`).all();
}

export function findComponent(db: Database, id: number): Component | null {
  return db.query<Component, [number]>(`SELECT ${columns} FROM status_components WHERE id = ?`).get(id);
}

export type ComponentWords = Pick<Component, "group_id" | "name" | "name_en" | "about" | "about_en" | "rule">;

export function insertComponent(db: Database, words: ComponentWords & { slug: string; created_at: string }): number {
  return db
    .query<{ id: number }, [typeof words]>(
      `INSERT INTO status_components (slug, group_id, name, name_en, about, about_en, rule, created_at, position)
       VALUES ($slug, $group_id, $name, $name_en, $about, $about_en, $rule, $created_at,
               (SELECT coalesce(max(position), 0) + 1 FROM status_components)) RETURNING id`,
    )
    .get(words)!.id;
}

/** False when there is none. */
export function updateComponent(db: Database, id: number, words: ComponentWords): boolean {
  const { changes } = db
    .query<null, [ComponentWords & { id: number }]>(
      `UPDATE status_components SET group_id = $group_id, name = $name, name_en = $name_en, about = $about,
         about_en = $about_en, rule = $rule WHERE id = $id AND archived_at IS NULL`,
    )
    .run({ ...words, id });
  return changes === 1;
}

export function setPosition(db: Database, id: number, position: number): void {
  db.query<null, [number, number]>("UPDATE status_components SET position = ? WHERE id = ?").run(position, id);
}

/** False when it was archived before. */
export function archiveComponent(db: Database, id: number, at: string): boolean {
  return (
    db
      .query<null, [string, number]>(
        "UPDATE status_components SET archived_at = ? WHERE id = ? AND archived_at IS NULL",
      )
      .run(at, id).changes === 1
  );
}

export function slugIsTaken(db: Database, slug: string): boolean {
  return db.query("SELECT 1 FROM status_components WHERE slug = ?").get(slug) !== null;
}

export function listGroups(db: Database): Group[] {
  return db
    .query<Group, []>(
      "SELECT id, name, name_en, position FROM status_groups WHERE archived_at IS NULL ORDER BY position, id",
    )
    .all();
}

export function insertGroup(db: Database, words: { name: string; name_en: string | null }): number {
  return db
    .query<{ id: number }, [typeof words]>(
      `INSERT INTO status_groups (name, name_en, position)
       VALUES ($name, $name_en, (SELECT coalesce(max(position), 0) + 1 FROM status_groups)) RETURNING id`,
    )
    .get(words)!.id;
}

export function updateGroup(db: Database, id: number, words: { name: string; name_en: string | null }): boolean {
  return (
    db
      .query<null, [typeof words & { id: number }]>(
        "UPDATE status_groups SET name = $name, name_en = $name_en WHERE id = $id AND archived_at IS NULL",
      )
      .run({ ...words, id }).changes === 1
  );
}

/** Its components stay, without a group. */
export function archiveGroup(db: Database, id: number, at: string): boolean {
  db.query<null, [number]>("UPDATE status_components SET group_id = NULL WHERE group_id = ?").run(id);
  return (
    db
      .query<null, [string, number]>("UPDATE status_groups SET archived_at = ? WHERE id = ? AND archived_at IS NULL")
      .run(at, id).changes === 1
  );
}

export type Feeding = { component_id: number; check_id: number };

export function listFeeds(db: Database): Feeding[] {
  return db.query<Feeding, []>("SELECT component_id, check_id FROM status_component_checks").all();
}

/** False when nothing changed. */
export function setFeeds(db: Database, componentId: number, checkIds: readonly number[]): boolean {
  const before = listFeeds(db).filter((one) => one.component_id === componentId);
  const same = before.length === checkIds.length && before.every(({ check_id }) => checkIds.includes(check_id));
  if (same) return false;
  db.query<null, [number]>("DELETE FROM status_component_checks WHERE component_id = ?").run(componentId);
  const add = db.query<null, [number, number]>(
    "INSERT INTO status_component_checks (component_id, check_id) VALUES (?, ?)",
  );
  for (const checkId of checkIds) add.run(componentId, checkId);
  return true;
}

export type HandSpell = {
  component_id: number;
  state: Exclude<State, "maintenance">;
  from_at: string;
  until_at: string | null;
};

/** What people said of components, where it touches a time, the oldest first. */
export function handSpellsSince(db: Database, from: string): HandSpell[] {
  return db
    .query<HandSpell, [string]>(
      `SELECT component_id, state, from_at, until_at FROM status_spells
       WHERE until_at IS NULL OR until_at > ? ORDER BY from_at, id`,
    )
    .all(from);
}

export function openSpell(db: Database, spell: Omit<HandSpell, "until_at">): void {
  db.query<null, [string, number]>(
    "UPDATE status_spells SET until_at = max(?, from_at) WHERE component_id = ? AND until_at IS NULL",
  ).run(spell.from_at, spell.component_id);
  db.query<null, [typeof spell]>(
    "INSERT INTO status_spells (component_id, state, from_at) VALUES ($component_id, $state, $from_at)",
  ).run(spell);
}
