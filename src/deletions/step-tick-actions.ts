import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import type { System } from "#src/services/system.ts";
import { todayAt } from "#src/settings/today.ts";
import type { When } from "#src/when.ts";
import type { Supports } from "./evidence.ts";
import { finishStep } from "./offboarding-actions.ts";
import { listSteps, setTickedBy } from "./offboarding-store.ts";
import { isSaid, type RecordWords } from "./record.ts";
import type { Step, StepCode } from "./step.ts";

type Tick = {
  happened: When;
  /** What shows that it is done: `request:3`, `record:2`, `evidence:5`, `check:slack-weg`. */
  ticked_by: string;
};

/**
 * Ticks a step that the program knows to be done, where it is open. What a person ticked, skipped or opened again stays as it is:
 * whoever unticks has the last word. Gives the step; null when there was nothing to tick.
 */
export function tickStep(db: Database, system: System, code: StepCode, tick: Tick, done: Done): Step | null {
  return db
    .transaction(() => {
      const step = listSteps(db, system.id).find((one) => one.code === code);
      if (step?.state !== "open") return null;
      finishStep(db, system.slug, step.id, { happened: tick.happened, done_by: null }, done);
      setTickedBy(db, step.id, tick.ticked_by);
      return step;
    })
    .immediate();
}

/** What a record tells, the steps know too. */
export function tickByRecord(db: Database, system: System, number: number, telling: RecordWords, done: Done): void {
  const { exported, export_place, imported, imported_by, hold_checked, requested, confirmed, verified } = telling;
  const { confirmed_from, verified_by, documents_updated } = telling;
  const told: [StepCode, When, boolean][] = [
    ["legal-hold", hold_checked, isSaid(hold_checked)],
    ["export", exported, isSaid(exported) && export_place !== null],
    ["import", imported, isSaid(imported) && imported_by !== null],
    ["request", requested, isSaid(requested)],
    ["confirmation", confirmed, isSaid(confirmed) && confirmed_from !== null],
    ["dead", verified, isSaid(verified) && verified_by !== null],
    ["documents", documents_updated, isSaid(documents_updated)],
  ];
  for (const [code, happened, is] of told)
    if (is) tickStep(db, system, code, { happened, ticked_by: `record:${number}` }, done);
}

const shown: Partial<Record<Supports, StepCode>> = {
  confirmation: "confirmation",
  certificate: "confirmation",
  export: "export",
  request: "request",
  documents: "documents",
};

/** A file that shows it is as good as a tick. */
export function tickByFile(db: Database, system: System, file: { id: number; supports: Supports }, done: Done): void {
  const code = shown[file.supports];
  const happened = { on: todayAt(db, done.at), text: null };
  if (code) tickStep(db, system, code, { happened, ticked_by: `evidence:${file.id}` }, done);
}
