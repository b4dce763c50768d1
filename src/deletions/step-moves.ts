import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import type { OldData } from "#src/services/old-data.ts";
import { readRegister, systemAlone } from "#src/services/read.ts";
import { factsOfSystem, findSystem, isCorrected } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { reportOldData, withdrawFromSystem } from "#src/services/system-actions.ts";
import { todayAt } from "#src/settings/today.ts";
import type { Day, When } from "#src/when.ts";
import { setOldDataReport } from "./offboarding-store.ts";
import { movedBy, type Step } from "./step.ts";

/** The state of a system's data today, as the register tells it. */
export function oldDataOf(db: Database, system: System, today: Day): OldData {
  const moment = { asOf: today, knownAt: today };
  const shown = readRegister(db, moment).systems.find((one) => one.system.id === system.id);
  return (shown ?? systemAlone(db, system, moment)).old_data;
}

/** Reports the state that a step which is done brings about, and remembers the report, so that it can be taken back with the tick. */
export function moveOldData(db: Database, slug: string, step: Step, happened: When, done: Done): void {
  const today = todayAt(db, done.at);
  const system = findSystem(db, slug)!;
  const state = movedBy(step.code, oldDataOf(db, system, today));
  if (state === null) return;
  reportOldData(db, slug, { state, happened, reported_on: today, note: null }, done);
  setOldDataReport(db, step.id, factsOfSystem(db, "old_data_reports", system.id).at(-1)!.id);
}

/** Does nothing when the step said nothing, or somebody corrected it since. */
export function takeMoveBack(db: Database, slug: string, { id, old_data_report_id: report }: Step, done: Done): void {
  if (report === null) return;
  if (!isCorrected(db, "old_data_reports", report)) withdrawFromSystem(db, slug, "old_data_reports", report, done);
  setOldDataReport(db, id, null);
}
