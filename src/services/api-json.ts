import type { Database } from "bun:sqlite";
import { listArchivedCriteria, listCriteria } from "#src/settings/store.ts";
import type { Dated } from "./dated.ts";
import type { OwnedService } from "./service.ts";
import { factsOfService, factsOfSystem, listSystems } from "./store.ts";
import type { System } from "./system.ts";

/** What is written about a service, without its facts. */
export function serviceSummary(service: OwnedService) {
  const { slug, name, name_en, purpose, purpose_en, category, owner, priority, priority_reason, customer_data, note } =
    service;
  const words = { slug, name, name_en, purpose, purpose_en, category, owner, priority, priority_reason };
  return { ...words, customer_data, note, archived_on: service.archived_on };
}

/** A service with everything that was ever reported of it, corrected and withdrawn facts too. */
export function serviceJson(db: Database, service: OwnedService) {
  const slugs = new Map(listSystems(db).map(({ id, slug }) => [id, slug]));
  const slugOf = (id: number | null) => (id === null ? null : (slugs.get(id) ?? null));
  const { id } = service;
  return {
    ...serviceSummary(service),
    replacements: factsOfService(db, "replacements", id).map((fact) =>
      told({ from: slugOf(fact.from_system_id), to: slugOf(fact.to_system_id) }, fact),
    ),
    stages: factsOfService(db, "stage_reports", id).map((fact) => told({ stage: fact.stage }, fact)),
    targets: factsOfService(db, "targets", id).map((fact) =>
      told({ target_on: fact.target_on, target_text: fact.target_text }, fact),
    ),
  };
}

export function systemSummary({ id: _, created_at: __, certified, ...system }: System) {
  return { ...system, certified: certified === 1 };
}

export function systemJson(db: Database, system: System) {
  const criteria = [...listCriteria(db), ...listArchivedCriteria(db)];
  const criterionOf = (id: number) => criteria.find((one) => one.id === id)!.slug;
  const { id } = system;
  return {
    ...systemSummary(system),
    old_data: factsOfSystem(db, "old_data_reports", id).map((fact) => told({ state: fact.state }, fact)),
    places: factsOfSystem(db, "places", id).map((fact) =>
      told({ kind: fact.kind, country: fact.country, assumed: fact.assumed === 1, source: fact.source }, fact),
    ),
    answers: factsOfSystem(db, "criterion_answers", id).map((fact) =>
      told({ criterion: criterionOf(fact.criterion_id), answer: fact.answer, reason: fact.reason }, fact),
    ),
    exceptions: factsOfSystem(db, "exceptions", id).map(({ reason, person_name, review_on, ...fact }) =>
      told({ criterion: criterionOf(fact.criterion_id), reason, person_name, review_on }, fact),
    ),
    contracts: factsOfSystem(db, "contracts", id).map(({ kind, reference, valid_until, ...fact }) =>
      told({ kind, reference, valid_until }, fact),
    ),
    sub_processors: factsOfSystem(db, "sub_processors", id).map(({ name, country, purpose, ...fact }) =>
      told({ name, country, purpose }, fact),
    ),
  };
}

/** `id` is what another fact names in `corrects`. */
function told<Own extends object>(own: Own, fact: Dated) {
  return {
    id: fact.id,
    ...own,
    happened_on: fact.happened_on,
    happened_text: fact.happened_text,
    reported_on: fact.reported_on,
    recorded_at: fact.recorded_at,
    by: fact.by,
    note: fact.note,
    corrects: fact.corrects,
    withdrawn: fact.withdrawn === 1,
  };
}
