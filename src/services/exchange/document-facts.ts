import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { recordReplacement, reportStage, setTarget } from "#src/services/actions.ts";
import { type Said, withdrawFact } from "#src/services/facts.ts";
import {
  type FactTable,
  factsOfService,
  factsOfSystem,
  findService,
  findSystem,
  type ServiceFactTable,
  type SystemFactTable,
} from "#src/services/store.ts";
import {
  acceptException,
  answerCriterion,
  recordContract,
  recordPlace,
  recordSubProcessor,
  reportOldData,
} from "#src/services/system-actions.ts";
import type { DocumentFact, DocumentService, DocumentSystem, serviceLists, systemLists } from "./document.ts";
import type { Step } from "./plan.ts";

type SystemList = (typeof systemLists)[number];
type ServiceList = (typeof serviceLists)[number];

/** Adds one fact of a list; `said` carries what every fact says. */
type Add<Fact> = (db: Database, slug: string, fact: Fact & Said, done: Done) => void;
type Adding<Table extends FactTable, Fact> = { table: Table; add: Add<Fact> };

const inSystem: { [List in SystemList]: Adding<SystemFactTable, DocumentSystem[List][number]> } = {
  old_data: { table: "old_data_reports", add: reportOldData },
  places: {
    table: "places",
    add: (db, slug, { assumed, ...place }, done) => recordPlace(db, slug, { ...place, assumed: assumed ? 1 : 0 }, done),
  },
  answers: { table: "criterion_answers", add: answerCriterion },
  exceptions: { table: "exceptions", add: acceptException },
  contracts: { table: "contracts", add: recordContract },
  sub_processors: { table: "sub_processors", add: recordSubProcessor },
};

const inService: { [List in ServiceList]: Adding<ServiceFactTable, DocumentService[List][number]> } = {
  replacements: { table: "replacements", add: recordReplacement },
  stages: { table: "stage_reports", add: reportStage },
  targets: {
    table: "targets",
    add: (db, slug, { target_on, target_text, ...said }, done) =>
      setTarget(db, slug, { ...said, target: { on: target_on, text: target_text } }, done),
  },
};

/** The facts of a new system in the order of the file, so that those which correct others find them. */
export function systemFactSteps(system: DocumentSystem): Step[] {
  return (Object.keys(inSystem) as SystemList[]).flatMap((list) => {
    const { table, add } = inSystem[list] as Adding<SystemFactTable, DocumentFact>;
    const idsIn = (db: Database, id: number) => factsOfSystem(db, table, id).map((fact) => fact.id);
    const subjectIn = (db: Database) => ({ about: `system:${system.slug}`, subject: findSystem(db, system.slug)!.id });
    return stepsOf(system[list], { table, add, slug: system.slug, idsIn, subjectIn });
  });
}

export function serviceFactSteps(service: DocumentService): Step[] {
  return (Object.keys(inService) as ServiceList[]).flatMap((list) => {
    const { table, add } = inService[list] as Adding<ServiceFactTable, DocumentFact>;
    const idsIn = (db: Database, id: number) => factsOfService(db, table, id).map((fact) => fact.id);
    const subjectIn = (db: Database) => ({
      about: `service:${service.slug}`,
      subject: findService(db, service.slug)!.id,
    });
    return stepsOf(service[list], { table, add, slug: service.slug, idsIn, subjectIn });
  });
}

type Telling = {
  table: FactTable;
  add: Add<DocumentFact>;
  slug: string;
  idsIn: (db: Database, subject: number) => number[];
  subjectIn: (db: Database) => { about: string; subject: number };
};

function stepsOf(facts: readonly DocumentFact[], telling: Telling): Step[] {
  return facts.map((fact) => ({ adds: "fact", run: (db, done) => addOne(db, fact, telling, done) }));
}

function addOne(db: Database, fact: DocumentFact, { table, add, slug, idsIn, subjectIn }: Telling, done: Done): void {
  const { happened_on, happened_text, corrects: place, withdrawn, ...own } = fact;
  const corrects = place === null ? undefined : idsIn(db, subjectIn(db).subject)[place - 1];
  if (withdrawn) withdrawFact(db, table, corrects!, subjectIn(db), done, fact.reported_on);
  else
    add(
      db,
      slug,
      { ...own, happened: { on: happened_on, text: happened_text }, corrects } as DocumentFact & Said,
      done,
    );
}
