import type { OwnInterval } from "#src/law/interval.ts";
import type { Regime } from "#src/reader.ts";
import type { Criterion } from "#src/settings/company.ts";
import { type Day, daysBetween, type When } from "#src/when.ts";
import { factsOn, knownFacts, lastRun, type Moment, standingOn, whenOf } from "./dated.ts";
import { holdsData, isDeleted, type OldData, type Proof } from "./old-data.ts";
import { warningsOf } from "./register-warnings.ts";
import { type OwnedService, type Replacement, type StageReport, type Target, targetWhen } from "./service.ts";
import type { Stage } from "./stage.ts";
import type { CriterionAnswer, Exception, OldDataReport, Place, PlaceKind, System } from "./system.ts";
import type { Warning } from "./warning.ts";

/** Everything the register is made of, as it lies in the store. */
export type RegisterFacts = {
  services: readonly OwnedService[];
  systems: readonly System[];
  replacements: readonly Replacement[];
  stageReports: readonly StageReport[];
  targets: readonly Target[];
  oldDataReports: readonly OldDataReport[];
  places: readonly Place[];
  answers: readonly CriterionAnswer[];
  exceptions: readonly Exception[];
  criteria: readonly Criterion[];
};

/** How the facts are judged. `proofOf` tells how well a system's deletion is proven on that day; null: no record. */
export type Judging = {
  regime: Regime;
  staleAfterDays: number;
  ownIntervals: readonly OwnInterval[];
  proofOf: (systemId: number, moment: Moment) => Proof | null;
};

export type SystemOn = {
  system: System;
  old_data: OldData;
  /** When this state began; null when nobody reported one. */
  old_data_when: When | null;
  deleted: When | null;
  proof: Proof | null;
  places: Record<PlaceKind, Place | null>;
};

export type ServiceOn = {
  service: OwnedService;
  stage: Stage | null;
  stage_when: When | null;
  reported_on: Day | null;
  stale: boolean;
  target: When | null;
  /** Earlier targets that were moved, oldest first. */
  slipped: When[];
  from: SystemOn[];
  to: SystemOn[];
  warnings: Warning[];
};

/** A service before its warnings are known. */
export type Row = Omit<ServiceOn, "warnings">;

export type Register = { moment: Moment; services: ServiceOn[]; systems: SystemOn[] };

/** A deletion that somebody reported and nobody documented. */
const bareStatement: Proof = { level: "own-statement", met: 0, of: 7 };

/** The register as it stood on `asOf`, told with what was known at `knownAt`. Pure: the same facts give the same register. */
export function registerOn(facts: RegisterFacts, moment: Moment, judging: Judging): Register {
  const builder = indexed(facts);
  const services = facts.services.filter((service) => isListed(service.archived_on, moment));
  const rows = services.map((service) => serviceOn(service, builder, moment, judging));
  const shown = new Map(rows.flatMap((row) => [...row.from, ...row.to]).map((one) => [one.system.id, one]));
  for (const system of facts.systems) {
    if (shown.has(system.id) || !isListed(system.archived_on, moment)) continue;
    shown.set(system.id, systemOn(system, builder, moment, judging, false));
  }
  return { moment, services: rows, systems: [...shown.values()].sort((a, b) => a.system.id - b.system.id) };
}

/** Archived things are still part of the days before they were archived. */
function isListed(archivedOn: Day | null, { knownAt }: Moment): boolean {
  return archivedOn === null || archivedOn > knownAt;
}

export type Indexed = {
  systems: Map<number, System>;
  replacements: Map<number, Replacement[]>;
  stageReports: Map<number, StageReport[]>;
  targets: Map<number, Target[]>;
  oldDataReports: Map<number, OldDataReport[]>;
  places: Map<number, Place[]>;
  answers: Map<number, CriterionAnswer[]>;
  exceptions: Map<number, Exception[]>;
  criteria: readonly Criterion[];
};

function indexed(facts: RegisterFacts): Indexed {
  return {
    systems: new Map(facts.systems.map((system) => [system.id, system])),
    replacements: Map.groupBy(facts.replacements, (fact) => fact.service_id),
    stageReports: Map.groupBy(facts.stageReports, (fact) => fact.service_id),
    targets: Map.groupBy(facts.targets, (fact) => fact.service_id),
    oldDataReports: Map.groupBy(facts.oldDataReports, (fact) => fact.system_id),
    places: Map.groupBy(facts.places, (fact) => fact.system_id),
    answers: Map.groupBy(facts.answers, (fact) => fact.system_id),
    exceptions: Map.groupBy(facts.exceptions, (fact) => fact.system_id),
    criteria: facts.criteria,
  };
}

function serviceOn(service: OwnedService, facts: Indexed, moment: Moment, judging: Judging): ServiceOn {
  const reports = factsOn(facts.stageReports.get(service.id) ?? [], moment);
  const run = lastRun(reports, (a, b) => a.stage === b.stage);
  const stage = run.at(-1)?.stage ?? null;
  const { known, made } = edgesOn(facts.replacements.get(service.id) ?? [], moment);
  const from = systemsOf(
    known.map((edge) => edge.from_system_id),
    facts,
    moment,
    judging,
    false,
  );
  const inUse = stage === "testing" || stage === "switching" || stage === "ready" || stage === "live";
  const to = systemsOf(
    made.map((edge) => edge.to_system_id),
    facts,
    moment,
    judging,
    inUse,
  );
  const targets = factsOn(facts.targets.get(service.id) ?? [], moment);
  const lastReport =
    run
      .map((report) => report.reported_on)
      .sort()
      .at(-1) ?? null;
  const row = {
    service,
    stage,
    stage_when: run[0] ? whenOf(run[0]) : null,
    reported_on: lastReport,
    stale: isStale(stage, lastReport, moment, judging.staleAfterDays),
    target: current(targets),
    slipped: targets.slice(0, -1).map(targetWhen),
    from,
    to,
  };
  return { ...row, warnings: warningsOf(row, { facts, targets, moment, judging }) };
}

/** An old system was there before it was replaced, so it shows on every day once it is known; the new one from the replacement on. */
function edgesOn(edges: readonly Replacement[], moment: Moment): { known: Replacement[]; made: Replacement[] } {
  return { known: knownFacts(edges, moment.knownAt), made: factsOn(edges, moment) };
}

function current(targets: readonly Target[]): When | null {
  const last = targets.at(-1);
  return last && (last.target_on || last.target_text) ? targetWhen(last) : null;
}

function isStale(stage: Stage | null, lastReport: Day | null, { asOf, knownAt }: Moment, after: number): boolean {
  if (stage === null || stage === "live" || lastReport === null) return false;
  return daysBetween(lastReport, asOf < knownAt ? asOf : knownAt) > after;
}

function systemsOf(
  ids: (number | null)[],
  facts: Indexed,
  moment: Moment,
  judging: Judging,
  inUse: boolean,
): SystemOn[] {
  const unique = [...new Set(ids.filter((id) => id !== null))];
  return unique.map((id) => systemOn(facts.systems.get(id)!, facts, moment, judging, inUse));
}

function systemOn(system: System, facts: Indexed, moment: Moment, judging: Judging, inUse: boolean): SystemOn {
  const run = oldDataRun(factsOn(facts.oldDataReports.get(system.id) ?? [], moment));
  const state = run.at(-1)?.state ?? (inUse ? "in-use" : "unknown");
  const since = lastRun(run, (a, b) => a.state === b.state)[0];
  const deleted = run.find((report) => isDeleted(report.state));
  const places = standingOn(facts.places.get(system.id) ?? [], moment);
  const last = (kind: PlaceKind) => places.findLast((place) => place.kind === kind) ?? null;
  return {
    system,
    old_data: state,
    old_data_when: since ? whenOf(since) : null,
    deleted: deleted && isDeleted(state) ? whenOf(deleted) : null,
    proof: isDeleted(state) ? (judging.proofOf(system.id, moment) ?? bareStatement) : null,
    places: { seat: last("seat"), server: last("server"), parent: last("parent") },
  };
}

/** Reports since the data was last in use: a system taken up again begins anew, and its earlier deletion is past. */
function oldDataRun(reports: readonly OldDataReport[]): OldDataReport[] {
  const start = reports.findLastIndex((report) => holdsData(report.state) && report.state !== "deletion-requested");
  return reports.slice(Math.max(start, 0));
}
