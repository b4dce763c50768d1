import type { Criterion } from "#src/settings/company.ts";
import { type Dated, type Moment, startOf } from "./dated.ts";
import type { Replacement, StageReport, Target } from "./service.ts";
import type { FactTable } from "./store.ts";
import type { Contract, CriterionAnswer, Exception, OldDataReport, Place, SubProcessor, System } from "./system.ts";

/** One thing that was said, with what became of it: still standing, corrected by a later fact, or withdrawn. */
export type Told = { standing: "holds" | "corrected" | "withdrawn" };

export type StoryItem = Told &
  (
    | { table: "stage_reports"; fact: StageReport }
    | { table: "targets"; fact: Target; before: Target | null }
    | { table: "replacements"; fact: Replacement; from: System | null; to: System | null }
    | { table: "old_data_reports"; fact: OldDataReport; system: System }
    | { table: "places"; fact: Place }
    | { table: "criterion_answers"; fact: CriterionAnswer; criterion: Criterion | null }
    | { table: "exceptions"; fact: Exception; criterion: Criterion | null }
    | { table: "contracts"; fact: Contract }
    | { table: "sub_processors"; fact: SubProcessor }
  );

/** What became of each fact by a day. Facts that only withdraw others are left out: the withdrawn one says it. */
export function toldOn<T extends Dated>(facts: readonly T[], { knownAt }: Moment): (Told & { fact: T })[] {
  const known = facts.filter((fact) => fact.reported_on <= knownAt);
  const later = new Map(known.filter((fact) => fact.corrects !== null).map((fact) => [fact.corrects, fact]));
  return known
    .filter((fact) => fact.withdrawn === 0)
    .map((fact) => {
      const by = later.get(fact.id);
      return { fact, standing: by === undefined ? "holds" : by.withdrawn === 1 ? "withdrawn" : "corrected" };
    });
}

/** Newest first: by the day from which it counts, then by the day it was said. */
export function inStoryOrder<T extends { fact: Dated }>(items: readonly T[]): T[] {
  return [...items].sort(({ fact: a }, { fact: b }) => {
    const order = startOf(b).localeCompare(startOf(a)) || b.reported_on.localeCompare(a.reported_on);
    return order || b.id - a.id;
  });
}

type ServiceFacts = {
  stageReports: readonly StageReport[];
  targets: readonly Target[];
  replacements: readonly Replacement[];
  oldDataReports: readonly OldDataReport[];
  systems: ReadonlyMap<number, System>;
};

/** The story of a service: its stages and targets, what replaced what, and what became of the old systems' data. */
export function storyOfService(facts: ServiceFacts, moment: Moment): StoryItem[] {
  const system = (id: number | null) => (id === null ? null : (facts.systems.get(id) ?? null));
  const targets = toldOn(facts.targets, moment);
  return inStoryOrder<StoryItem>([
    ...toldOn(facts.stageReports, moment).map((told) => ({ ...told, table: "stage_reports" as const })),
    ...targets.map((told, index) => ({ ...told, table: "targets" as const, before: targets[index - 1]?.fact ?? null })),
    ...toldOn(facts.replacements, moment).map((told) => ({
      ...told,
      table: "replacements" as const,
      from: system(told.fact.from_system_id),
      to: system(told.fact.to_system_id),
    })),
    ...toldOn(facts.oldDataReports, moment).map((told) => ({
      ...told,
      table: "old_data_reports" as const,
      system: facts.systems.get(told.fact.system_id)!,
    })),
  ]);
}

type SystemFacts = {
  places: readonly Place[];
  answers: readonly CriterionAnswer[];
  exceptions: readonly Exception[];
  criteria: readonly Criterion[];
};

/** Everything that was said of a system's countries and criteria, so that a mistake can be found and taken back. */
export function statementsOf({ places, answers, exceptions, criteria }: SystemFacts, moment: Moment): StoryItem[] {
  const criterion = (id: number) => criteria.find((one) => one.id === id) ?? null;
  return inStoryOrder<StoryItem>([
    ...toldOn(places, moment).map((told) => ({ ...told, table: "places" as const })),
    ...toldOn(answers, moment).map((told) => ({
      ...told,
      table: "criterion_answers" as const,
      criterion: criterion(told.fact.criterion_id),
    })),
    ...toldOn(exceptions, moment).map((told) => ({
      ...told,
      table: "exceptions" as const,
      criterion: criterion(told.fact.criterion_id),
    })),
  ]);
}

/** Tables of facts whose withdrawal a page may ask for. */
export const serviceTables = ["stage_reports", "targets", "replacements"] as const satisfies readonly FactTable[];
export const systemTables = [
  "old_data_reports",
  "places",
  "criterion_answers",
  "exceptions",
  "contracts",
  "sub_processors",
] as const satisfies readonly FactTable[];
