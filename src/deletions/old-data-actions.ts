import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { knownFacts } from "#src/services/dated.ts";
import type { OldData } from "#src/services/old-data.ts";
import { factsOfSystem } from "#src/services/store.ts";
import type { OldDataReport, System } from "#src/services/system.ts";
import { reportOldData, withdrawFromSystem } from "#src/services/system-actions.ts";
import type { Day, When } from "#src/when.ts";

/** What a record says of the old data: deleted then, and confirmed then; null where it does not say so. */
export type Moved = { system: Pick<System, "id" | "slug">; deleted: When; confirmed: When | null; reported_on: Day };

/** Moves the old data's axis to where a new record says it is. What stands there already is not said twice. */
export function moveOldData(db: Database, { system, deleted, confirmed, reported_on }: Moved, done: Done): void {
  report(db, system, { state: "deleted", happened: deleted, reported_on }, done);
  if (confirmed) report(db, system, { state: "confirmed", happened: confirmed, reported_on }, done);
}

/** The same for a correction: what the earlier record said is corrected, or taken back where nothing takes its place. */
export function moveOldDataAgain(db: Database, before: Moved, after: Moved, done: Done): void {
  const sameSystem = before.system.id === after.system.id;
  for (const state of ["confirmed", "deleted"] as const) {
    const [said, says] = [before[state], after[state]];
    const stood = said ? standing(db, before.system, state).findLast((fact) => isSame(fact, said)) : undefined;
    if (stood && says && sameSystem && isSame(stood, says)) continue;
    if (stood && !(says && sameSystem)) withdrawFromSystem(db, before.system.slug, "old_data_reports", stood.id, done);
    const corrects = stood && sameSystem ? stood.id : undefined;
    if (says) report(db, after.system, { state, happened: says, reported_on: after.reported_on, corrects }, done);
  }
}

/** A confirmation that arrives as a file: from today on, unless the data is confirmed gone already. Does nothing while it is in use. */
export function confirmOldData(db: Database, system: Moved["system"], reported_on: Day, done: Done): void {
  const facts = known(db, system);
  const since = facts.slice(facts.findLastIndex(({ state }) => state === "in-use" || state === "read-only") + 1);
  const last = since.at(-1)?.state;
  if (last !== "deleted") return;
  report(db, system, { state: "confirmed", happened: { on: null, text: null }, reported_on }, done);
}

type Said = { state: OldData; happened: When; reported_on: Day; corrects?: number | undefined };

function report(db: Database, system: Moved["system"], said: Said, done: Done): void {
  const stands = standing(db, system, said.state).some(
    (fact) => isSame(fact, said.happened) && fact.reported_on <= said.reported_on,
  );
  if (!stands) reportOldData(db, system.slug, { ...said, note: null }, done);
}

function known(db: Database, { id }: Moved["system"]): OldDataReport[] {
  return knownFacts(factsOfSystem(db, "old_data_reports", id), "9999-12-31");
}

function standing(db: Database, system: Moved["system"], state: OldData): OldDataReport[] {
  return known(db, system).filter((fact) => fact.state === state);
}

function isSame(fact: OldDataReport, { on, text }: When): boolean {
  return fact.happened_on === on && fact.happened_text === text;
}
