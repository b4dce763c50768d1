import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { slugFrom } from "#src/settings/company.ts";
import {
  archiveComponent,
  archiveGroup,
  type ComponentWords,
  findComponent,
  type HandSpell,
  insertComponent,
  insertGroup,
  listComponents,
  listFeeds,
  openSpell,
  setFeeds,
  setPosition,
  slugIsTaken,
  updateComponent,
  updateGroup,
} from "./component-store.ts";

type NewComponent = ComponentWords & { checks: readonly number[] };

export function addComponent(db: Database, { checks, ...words }: NewComponent, done: Done): number {
  return db
    .transaction(() => {
      const id = insertComponent(db, { ...words, slug: freeSlug(db, words.name), created_at: done.at.toISOString() });
      setFeeds(db, id, checks);
      note(db, id, "component.added", done);
      return id;
    })
    .immediate();
}

/** The slug stays: badges hang on it. */
export function changeComponent(db: Database, id: number, { checks, ...words }: NewComponent, done: Done): void {
  db.transaction(() => {
    if (!updateComponent(db, id, words)) throw missing;
    setFeeds(db, id, checks);
    note(db, id, "component.changed", done);
  }).immediate();
}

export function removeComponent(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    if (!archiveComponent(db, id, done.at.toISOString())) throw missing;
    note(db, id, "component.removed", done);
  }).immediate();
}

/** What a person says of a component that no check feeds, from now on. */
export function sayState(db: Database, id: number, state: HandSpell["state"], done: Done): void {
  db.transaction(() => {
    const component = findComponent(db, id);
    if (!component || component.archived_at !== null) throw missing;
    if (listFeeds(db).some(({ component_id }) => component_id === id)) throw isFed;
    openSpell(db, { component_id: id, state, from_at: done.at.toISOString() });
    note(db, id, "component.said", { ...done, detail: { state } });
  }).immediate();
}

/** One place up or down on the page, within its group. */
export function moveComponent(db: Database, id: number, by: -1 | 1, done: Done): void {
  db.transaction(() => {
    const mine = findComponent(db, id);
    if (!mine) throw missing;
    const order = listComponents(db).filter(({ group_id }) => group_id === mine.group_id);
    const from = order.findIndex((one) => one.id === id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    for (const [position, one] of order.entries()) setPosition(db, one.id, position + 1);
    note(db, id, "component.moved", done);
  }).immediate();
}

type GroupWords = { name: string; name_en: string | null };

export function addGroup(db: Database, words: GroupWords, done: Done): number {
  return db
    .transaction(() => {
      const id = insertGroup(db, words);
      noteActivity(db, { what: "group.added", about: `group:${id}`, ...done });
      return id;
    })
    .immediate();
}

export function changeGroup(db: Database, id: number, words: GroupWords, done: Done): void {
  db.transaction(() => {
    if (!updateGroup(db, id, words)) throw missing;
    noteActivity(db, { what: "group.changed", about: `group:${id}`, ...done });
  }).immediate();
}

export function removeGroup(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    if (!archiveGroup(db, id, done.at.toISOString())) throw missing;
    noteActivity(db, { what: "group.removed", about: `group:${id}`, ...done });
  }).immediate();
}

function freeSlug(db: Database, name: string): string {
  const base = slugFrom(name) || "component";
  // "status" names the badge of the page as a whole.
  for (let n = base === "status" ? 2 : 1; ; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!slugIsTaken(db, slug)) return slug;
  }
}

function note(db: Database, id: number, what: string, happened: Done & { detail?: Record<string, unknown> }): void {
  noteActivity(db, { what, about: `component:${id}`, ...happened });
}

const missing = new Problem("not-found", { de: "Das gibt es nicht.", en: "There is no such thing." });
const isFed = new Problem("conflict", {
  de: "Diese Komponente wird von Prüfungen gespeist. Melden Sie eine Störung, statt ihren Zustand zu setzen.",
  en: "Checks feed this component. Report an incident instead of setting its state.",
});
