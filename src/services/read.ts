import type { Database } from "bun:sqlite";
import { headOf } from "#src/history/store.ts";
import { listCriteria, listLawIntervals, readCompany } from "#src/settings/store.ts";
import type { Moment } from "./dated.ts";
import { type Judging, type Register, type RegisterFacts, registerOn, type SystemOn } from "./register.ts";
import { listFacts, listServices, listSystems } from "./store.ts";
import type { System } from "./system.ts";

/** Set by deletions: how well a system's deletion is proven. Without it every deletion is a bare statement. */
export type ProofOf = (db: Database) => Judging["proofOf"];

let proofSource: ProofOf = () => () => null;

export function registerProofSource(source: ProofOf): void {
  proofSource = source;
}

/** The register on a day, read whole. Asked again before anything changed, the same one is given: see `remembered`. */
export function readRegister(db: Database, moment: Moment): Register {
  return remembered(db, `${moment.asOf} ${moment.knownAt}`, () => registerOn(readFacts(db), moment, judgingIn(db)));
}

/** A system that is in no list any more, as it stood. */
export function systemAlone(db: Database, system: System, moment: Moment): SystemOn {
  const facts = { ...readFacts(db), services: [], systems: [{ ...system, archived_on: null }] };
  return registerOn(facts, moment, judgingIn(db)).systems[0]!;
}

export function readFacts(db: Database): RegisterFacts {
  return remembered(db, "facts", () => ({
    services: listServices(db),
    systems: listSystems(db),
    replacements: listFacts(db, "replacements"),
    stageReports: listFacts(db, "stage_reports"),
    targets: listFacts(db, "targets"),
    oldDataReports: listFacts(db, "old_data_reports"),
    places: listFacts(db, "places"),
    answers: listFacts(db, "criterion_answers"),
    exceptions: listFacts(db, "exceptions"),
    criteria: listCriteria(db),
  }));
}

function judgingIn(db: Database): Judging {
  const company = readCompany(db);
  return {
    regime: company.regime,
    staleAfterDays: company.stale_after_days,
    ownIntervals: listLawIntervals(db),
    proofOf: proofSource(db),
  };
}

type Memory = { head: string; made: Map<string, unknown> };
const memories = new WeakMap<Database, Memory>();

/**
 * Keeps what was made from the register until the history's head moves. Every change to the register is an entry of the history,
 * whichever process made it, so one indexed read tells whether what is kept is still true.
 */
export function remembered<T>(db: Database, name: string, make: () => T): T {
  const { hash } = headOf(db);
  let memory = memories.get(db);
  if (memory?.head !== hash) {
    memory = { head: hash, made: new Map() };
    memories.set(db, memory);
  }
  const kept = memory.made.get(name);
  if (kept !== undefined) return kept as T;
  if (memory.made.size >= 100) memory.made.clear();
  const made = make();
  memory.made.set(name, made);
  return made;
}
