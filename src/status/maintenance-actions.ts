import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { beginFanout } from "./fanout-store.ts";
import { closeWindow, openWindow } from "./from-checks.ts";
import { type ImpactOn, impactsNow, type Told } from "./notice.ts";
import {
  addUpdate,
  isPublished,
  note,
  noticeIn,
  published,
  reckonAnew,
  type Titled,
  type Words,
} from "./notice-actions.ts";
import {
  insertNotice,
  markClosed,
  replaceDraftUpdates,
  setWindow,
  updateNoticeWords,
  updatePlan,
} from "./notice-store.ts";

/** Planned work as somebody first writes it down. Moments are ISO in UTC. */
export type NewMaintenance = Titled &
  Words & { begins_at: string; ends_at: string; components: readonly number[]; reminder_min: string };

export function draftMaintenance(db: Database, plan: NewMaintenance, done: Done): number {
  const { title, title_en, begins_at, ends_at, reminder_min } = plan;
  return db
    .transaction(() => {
      const born = { source: "hand" as const, created_by: done.by, created_at: done.at.toISOString() };
      const id = insertNotice(db, {
        kind: "maintenance",
        title,
        title_en,
        begins_at,
        ends_at,
        reminder_min,
        tells: 1,
        ...born,
      });
      addUpdate(db, id, { ...plan, state: "scheduled", impacts: planned(plan.components), tells: 1 }, done);
      note(db, id, "notice.drafted", done);
      return id;
    })
    .immediate();
}

/** A draft of planned work, written anew. */
export function changePlan(db: Database, id: number, plan: NewMaintenance, done: Done): number {
  db.transaction(() => {
    if (noticeIn(db, id).published_at !== null) throw isPublished;
    replaceDraftUpdates(db, id);
    updateNoticeWords(db, id, plan);
    updatePlan(db, id, { ...plan, tells: 1 });
    addUpdate(db, id, { ...plan, state: "scheduled", impacts: planned(plan.components), tells: 1 }, done);
  }).immediate();
  return id;
}

export type Moving = Words & { begins_at: string; ends_at: string; tells: 0 | 1 };

/** Another time for planned work, or more of it while it runs. Whoever was told of the first is told of the second. */
export function moveMaintenance(db: Database, id: number, moving: Moving, done: Done): void {
  db.transaction(() => {
    const notice = stillPlanned(db, id);
    const { begins_at, ends_at } = moving;
    updatePlan(db, id, { ...notice, begins_at, ends_at });
    if (notice.window_id !== null) closeWindow(db, notice.window_id, done);
    setWindow(db, id, openWindow(db, { ...notice, begins_at, ends_at }, done));
    sayPlanned(db, notice, { ...moving, state: "moved" }, done);
    reckonAnew(db, { ...notice, begins_at: begins_at < notice.begins_at ? begins_at : notice.begins_at }, done);
  }).immediate();
}

export function cancelMaintenance(db: Database, id: number, words: Words & { tells: 0 | 1 }, done: Done): void {
  end(db, id, { ...words, state: "cancelled" }, done);
}

/** It is over, sooner than planned or on time. */
export function finishMaintenance(db: Database, id: number, words: Words & { tells: 0 | 1 }, done: Done): void {
  end(db, id, { ...words, state: "done" }, done);
}

type Ending = Words & { state: "done" | "cancelled"; tells: 0 | 1; key?: string };

export function end(db: Database, id: number, ending: Ending, done: Done): void {
  db.transaction(() => {
    const notice = stillPlanned(db, id);
    markClosed(db, id, done.at.toISOString());
    if (notice.window_id !== null) closeWindow(db, notice.window_id, done);
    sayPlanned(db, notice, ending, done);
    reckonAnew(db, notice, done);
  }).immediate();
}

type SayingOfPlan = Words & { state: Told["updates"][number]["state"]; tells: 0 | 1; key?: string };

/** One word more about planned work; what the program says by itself has a key and is said once. */
export function sayPlanned(db: Database, notice: Told, { key, ...said }: SayingOfPlan, done: Done): void {
  const updateId = addUpdate(db, notice.id, { ...said, impacts: impactsNow(notice) }, done, key);
  if (updateId === null) return;
  if (said.tells) beginFanout(db, updateId);
  note(db, notice.id, `notice.${said.state}`, { ...done, detail: { tells: said.tells } });
}

function planned(components: readonly number[]): ImpactOn[] {
  return components.map((component_id) => ({ component_id, impact: "maintenance" }));
}

function stillPlanned(db: Database, id: number): Told {
  const notice = published(db, id, "maintenance");
  if (notice.closed_at !== null) throw isOver;
  return notice;
}

const isOver = new Problem("conflict", {
  de: "Diese Wartung ist vorbei oder abgesagt. Planen Sie eine neue.",
  en: "This maintenance is over or called off. Plan a new one.",
});
