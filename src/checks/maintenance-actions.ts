import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { occurrencesIn } from "./maintenance.ts";
import {
  endWork,
  findWindow,
  insertWindow,
  listWindows,
  markWindowArchived,
  setWindowChecks,
  updateWindow,
  type WindowWithChecks,
  type WindowWords,
  writeWork,
} from "./maintenance-store.ts";
import { listChecks } from "./store.ts";

export function planMaintenance(db: Database, words: WindowWords, checkIds: readonly number[], done: Done): number {
  return db
    .transaction(() => {
      const id = insertWindow(db, { ...words, created_by: done.by, created_at: done.at.toISOString() });
      setWindowChecks(db, id, checkIds);
      noteActivity(db, { ...done, what: "maintenance.planned", about: `maintenance:${id}` });
      beginWork(db, done.at);
      return id;
    })
    .immediate();
}

/** What is over stays as it was; what goes on follows the new plan. */
export function changeMaintenance(
  db: Database,
  id: number,
  words: WindowWords,
  checkIds: readonly number[],
  done: Done,
): void {
  db.transaction(() => {
    endWork(db, id, done.at.toISOString());
    if (!updateWindow(db, id, words)) throw gone;
    setWindowChecks(db, id, checkIds);
    noteActivity(db, { ...done, what: "maintenance.changed", about: `maintenance:${id}` });
    beginWork(db, done.at);
  }).immediate();
}

export function endMaintenance(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    if (!markWindowArchived(db, id, done.at.toISOString())) return;
    endWork(db, id, done.at.toISOString());
    noteActivity(db, { ...done, what: "maintenance.ended", about: `maintenance:${id}` });
  }).immediate();
}

/** So far back a start may have been missed: while the program stood still, work went on. */
const lookBack_ms = 3 * 86_400_000;

/** Writes down every occurrence that has begun. Done again, it is the same. */
export function beginWork(db: Database, at: Date): void {
  const going = listWindows(db).flatMap((window) => begun(window, at).map((spell) => ({ window, spell })));
  if (going.length === 0) return;
  const everything = listChecks(db).map(({ id }) => id);
  db.transaction(() => {
    for (const { window, spell } of going) record(db, window, everything, spell, at);
  })();
}

/** Nothing counts before it was planned: a window that is entered afterwards does not change what was. */
function begun(window: WindowWithChecks, at: Date) {
  const planned = Date.parse(window.created_at);
  const from = Math.max(at.getTime() - lookBack_ms, planned);
  return occurrencesIn(window, { from, until: at.getTime() + 1 })
    .map((spell) => ({ from: Math.max(spell.from, planned), until: spell.until }))
    .filter(({ from, until }) => from <= at.getTime() && until > from);
}

type Spell = { from: number; until: number };

function record(db: Database, window: WindowWithChecks, everything: readonly number[], spell: Spell, at: Date): void {
  const checks = window.all_checks ? everything : window.check_ids;
  const from_at = new Date(spell.from).toISOString();
  const until_at = new Date(spell.until).toISOString();
  for (const check_id of checks) writeWork(db, { window_id: window.id, check_id, from_at, until_at }, at.toISOString());
}

export function existingWindow(db: Database, id: number): WindowWithChecks {
  const window = findWindow(db, id);
  if (window) return window;
  throw gone;
}

const gone = new Problem("not-found", {
  de: "Dieses Wartungsfenster gibt es nicht.",
  en: "There is no such maintenance window.",
});
