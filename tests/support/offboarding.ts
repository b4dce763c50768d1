import type { Database } from "bun:sqlite";
import { startOffboarding } from "#src/deletions/offboarding-actions.ts";
import { listSteps } from "#src/deletions/offboarding-store.ts";
import type { Step, StepCode } from "#src/deletions/step.ts";
import { findSystem } from "#src/services/store.ts";
import { addSystem } from "#src/services/system-actions.ts";
import { done } from "./case.ts";

/** A system called Slack whose offboarding has begun today. */
export function leavingSlack(db: Database): void {
  addSystem(db, { name: "Slack" }, done);
  startOffboarding(db, "slack", done);
}

export function stepsOf(db: Database, slug = "slack"): Step[] {
  return listSteps(db, findSystem(db, slug)!.id);
}

export function stepCalled(db: Database, code: StepCode): Step {
  return stepsOf(db).find((step) => step.code === code)!;
}
