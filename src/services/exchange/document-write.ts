import type { Database } from "bun:sqlite";
import type { Dated } from "#src/services/dated.ts";
import { readFacts } from "#src/services/read.ts";
import type { OwnedService } from "#src/services/service.ts";
import { type Facts, type FactTable, listFacts } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import type { Criterion } from "#src/settings/company.ts";
import { listArchivedCriteria, listCriteria } from "#src/settings/store.ts";
import {
  type Document,
  type DocumentCriterion,
  type DocumentFact,
  type DocumentService,
  type DocumentSystem,
  formatName,
} from "./document.ts";

/** Everything of the register, archived things too. The same register gives the same document. */
export function documentOf(db: Database): Document {
  const { services, systems } = readFacts(db);
  const criteria = [...listCriteria(db), ...listArchivedCriteria(db)].sort(
    (a, b) => a.position - b.position || a.id - b.id,
  );
  const names: Names = {
    system: new Map(systems.map(({ id, slug }) => [id, slug])),
    criterion: new Map(criteria.map(({ id, slug }) => [id, slug])),
  };
  return {
    format: formatName,
    criteria: criteria.map(criterionIn),
    systems: writeSystems(db, systems, names),
    services: writeServices(db, services, names),
  };
}

/** The document as the bytes of a file. */
export function documentText(document: Document): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

type Names = { system: Map<number, string>; criterion: Map<number, string> };

function criterionIn({ slug, name, name_en, meaning, meaning_en, archived_at }: Criterion): DocumentCriterion {
  return { slug, name, name_en, meaning, meaning_en, archived: archived_at !== null };
}

function writeSystems(db: Database, systems: readonly System[], names: Names): DocumentSystem[] {
  const list = grouped(db, "system_id");
  const oldData = list("old_data_reports", ({ state }) => ({ state }));
  const places = list("places", ({ kind, country, assumed, source }) => ({
    kind,
    country,
    assumed: assumed === 1,
    source,
  }));
  const answers = list("criterion_answers", ({ criterion_id, answer, reason }) => ({
    criterion: names.criterion.get(criterion_id)!,
    answer,
    reason,
  }));
  const exceptions = list("exceptions", ({ criterion_id, reason, person_name, review_on }) => ({
    criterion: names.criterion.get(criterion_id)!,
    reason,
    person_name,
    review_on,
  }));
  const contracts = list("contracts", ({ kind, reference, valid_until }) => ({ kind, reference, valid_until }));
  const subProcessors = list("sub_processors", ({ name, country, purpose }) => ({ name, country, purpose }));
  return systems.map(({ id, created_at: _, certified, archived_on, ...system }) => ({
    slug: system.slug,
    name: system.name,
    name_en: system.name_en,
    vendor: system.vendor,
    website: system.website,
    hosting: system.hosting,
    licence: system.licence,
    certified: certified === 1,
    data_categories: system.data_categories,
    data_subjects: system.data_subjects,
    retention: system.retention,
    note: system.note,
    archived_on,
    old_data: oldData(id),
    places: places(id),
    answers: answers(id),
    exceptions: exceptions(id),
    contracts: contracts(id),
    sub_processors: subProcessors(id),
  }));
}

function writeServices(db: Database, services: readonly OwnedService[], names: Names): DocumentService[] {
  const list = grouped(db, "service_id");
  const slugOf = (id: number | null) => (id === null ? null : names.system.get(id)!);
  const replacements = list("replacements", (edge) => ({
    from: slugOf(edge.from_system_id),
    to: slugOf(edge.to_system_id),
  }));
  const stages = list("stage_reports", ({ stage }) => ({ stage }));
  const targets = list("targets", ({ target_on, target_text }) => ({ target_on, target_text }));
  return services.map((service) => ({
    slug: service.slug,
    name: service.name,
    name_en: service.name_en,
    purpose: service.purpose,
    purpose_en: service.purpose_en,
    category: service.category,
    owner: service.owner,
    priority: service.priority,
    priority_reason: service.priority_reason,
    customer_data: service.customer_data,
    note: service.note,
    archived_on: service.archived_on,
    replacements: replacements(service.id),
    stages: stages(service.id),
    targets: targets(service.id),
  }));
}

type Subject = "system_id" | "service_id";
type About<S extends Subject> = { [T in FactTable]: Facts[T] extends Record<S, number> ? T : never }[FactTable];

/** Gives, for a table, what to write of the facts about one system or service. */
function grouped<S extends Subject>(db: Database, subject: S) {
  return <T extends About<S>, Own>(table: T, own: (fact: Facts[T]) => Own) => {
    const bySubject = Map.groupBy(listFacts(db, table), (fact) => (fact as Record<string, unknown>)[subject]);
    return (id: number) => written(bySubject.get(id) ?? [], own);
  };
}

function written<T extends Dated, Own>(facts: readonly T[], own: (fact: T) => Own): (Own & DocumentFact)[] {
  const places = new Map(facts.map(({ id }, index) => [id, index + 1]));
  return facts.map((fact) => ({
    ...own(fact),
    happened_on: fact.happened_on,
    happened_text: fact.happened_text,
    reported_on: fact.reported_on,
    note: fact.note,
    corrects: fact.corrects === null ? null : (places.get(fact.corrects) ?? null),
    withdrawn: fact.withdrawn === 1,
  }));
}
