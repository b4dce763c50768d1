import type { Database } from "bun:sqlite";
import { Problem } from "#src/problem.ts";
import { noticeJson } from "./api-json.ts";
import { listComponents, listEveryComponent } from "./component-store.ts";
import type { Impact, ImpactOn, NoticeKind } from "./notice.ts";
import { noticeIn } from "./notice-actions.ts";
import { latestNotices, openNotices } from "./notice-store.ts";

const mostListed = 200;

export const incidentsAt = (db: Database, open: boolean) => noticesOf(db, "incident", open);
export const maintenancesAt = (db: Database, open: boolean) => noticesOf(db, "maintenance", open);

function noticesOf(db: Database, kind: NoticeKind, open: boolean): object[] {
  const slugs = slugsIn(db);
  const notices = open ? openNotices(db) : latestNotices(db, mostListed);
  return notices.filter((notice) => notice.kind === kind).map((notice) => noticeJson(notice, slugs));
}

/** One notice by the number in its address. */
export function shownIn(db: Database, kind: NoticeKind, typed: string): object {
  const notice = noticeIn(db, numberIn(typed));
  if (notice.kind !== kind) throw missing;
  return noticeJson(notice, slugsIn(db));
}

export function numberIn(typed: string): number {
  if (/^\d{1,12}$/.test(typed)) return Number(typed);
  throw missing;
}

function slugsIn(db: Database): Map<number, string> {
  return new Map(listEveryComponent(db).map(({ id, slug }) => [id, slug]));
}

/** What a program names by slug: `{"e-mail": "down"}`. */
export function impactsNamed(db: Database, named: Readonly<Record<string, Impact>>): ImpactOn[] {
  const ids = componentsNamed(db, Object.keys(named));
  return Object.values(named).map((impact, at) => ({ component_id: ids[at]!, impact }));
}

export function componentsNamed(db: Database, slugs: readonly string[]): number[] {
  const ids = new Map(listComponents(db).map(({ id, slug }) => [slug, id]));
  return slugs.map((slug) => ids.get(slug) ?? noComponent(slug, [...ids.keys()]));
}

function noComponent(slug: string, known: readonly string[]): never {
  const list = known.join(", ");
  throw new Problem("invalid", {
    de: `Eine Komponente «${slug}» gibt es nicht. Es gibt: ${list || "noch keine"}.`,
    en: `There is no component “${slug}”. There are: ${list || "none yet"}.`,
  });
}

const missing = new Problem("not-found", { de: "Diese Meldung gibt es nicht.", en: "There is no such notice." });
