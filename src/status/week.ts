import type { Database } from "bun:sqlite";
import type { Told } from "./notice.ts";
import { drafts, noticesBetween, openNotices } from "./notice-store.ts";

export type Span = { from: string; until: string };

/** What customers were told: open incidents, those that ended in the time, work that is planned, and what waits as a draft. */
export type IncidentsWeek = { open: number; resolved: number; planned: number; drafts: number };

export function incidentsWeek(db: Database, span: Span): IncidentsWeek {
  const open = openNotices(db);
  return {
    open: open.filter(({ kind }) => kind === "incident").length,
    resolved: incidentsBetween(db, span).filter(({ closed_at }) => closed_at !== null).length,
    planned: open.filter(({ kind }) => kind === "maintenance").length,
    drafts: drafts(db).length,
  };
}

/** Published incidents that last, or ended in a time; the newest first. */
export function incidentsBetween(db: Database, { from, until }: Span): Told[] {
  return noticesBetween(db, from, until).filter(
    ({ kind, closed_at }) => kind === "incident" && (closed_at === null || (closed_at >= from && closed_at < until)),
  );
}
