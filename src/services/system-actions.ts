import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { slugFrom } from "#src/settings/company.ts";
import { listCriteria } from "#src/settings/store.ts";
import { todayAt } from "#src/settings/today.ts";
import type { Day } from "#src/when.ts";
import { addFact, type Said, withdrawFact } from "./facts.ts";
import type { OldData } from "./old-data.ts";
import {
  findSystem,
  findSystemCalled,
  freeSlug,
  insertSystem,
  markArchived,
  type SystemDetails,
  type SystemFactTable,
  unmarkArchived,
  updateSystem,
} from "./store.ts";
import type { Answer, Contract, Exception, Place, SubProcessor, System } from "./system.ts";

const nothingKnown: Omit<SystemDetails, "name"> = {
  name_en: null,
  vendor: null,
  website: null,
  hosting: "unknown",
  licence: null,
  certified: 0,
  data_categories: null,
  data_subjects: null,
  retention: null,
  note: null,
};

/** Adds a system and gives it. Only the name must be known. */
export function addSystem(
  db: Database,
  system: Partial<SystemDetails> & { name: string; slug?: string },
  done: Done,
): System {
  return db
    .transaction(() => {
      const { slug: wanted, ...details } = { ...nothingKnown, ...system };
      const slug = freeSlug(db, "systems", wanted ?? slugFrom(system.name));
      insertSystem(db, { ...details, slug, created_at: done.at.toISOString(), archived_on: null });
      recordDetails(db, "system.added", slug, details, done);
      return findSystem(db, slug)!;
    })
    .immediate();
}

/** The system of that slug or name, whatever its case; added when there is none. */
export function ensureSystem(db: Database, called: string, done: Done): System {
  return findSystemCalled(db, called) ?? addSystem(db, { name: called }, done);
}

export function changeSystem(db: Database, slug: string, details: SystemDetails, done: Done): void {
  db.transaction(() => {
    updateSystem(db, existing(db, slug).id, details);
    recordDetails(db, "system.changed", slug, details, done);
  }).immediate();
}

/** Puts it away on a day: today, unless an import says when. */
export function archiveSystem(db: Database, slug: string, done: Done, on = todayAt(db, done.at)): void {
  db.transaction(() => {
    if (!markArchived(db, "systems", existing(db, slug).id, on)) throw new Problem("conflict", archivedAlready);
    record(db, { ...done, what: "system.archived", about: `system:${slug}`, reported_on: on });
  }).immediate();
}

export function restoreSystem(db: Database, slug: string, done: Done): void {
  db.transaction(() => {
    if (!unmarkArchived(db, "systems", existing(db, slug).id)) throw new Problem("conflict", notArchived);
    record(db, { ...done, what: "system.restored", about: `system:${slug}`, reported_on: todayAt(db, done.at) });
  }).immediate();
}

/** Reports in which state the data of a system is: its own axis, independent of the replacement's stage. */
export function reportOldData(
  db: Database,
  slug: string,
  { state, ...said }: { state: OldData } & Said,
  done: Done,
): void {
  db.transaction(() => {
    const own = { system_id: existing(db, slug).id, state };
    addFact(
      db,
      "old_data_reports",
      own,
      said,
      { what: "old-data.reported", about: `system:${slug}`, facts: { state } },
      done,
    );
  }).immediate();
}

type PlaceWords = Pick<Place, "kind" | "country" | "assumed" | "source"> & Said;

/** Records a country of a system. Without a country it says: not verifiable. */
export function recordPlace(
  db: Database,
  slug: string,
  { kind, country, assumed, source, ...said }: PlaceWords,
  done: Done,
): void {
  db.transaction(() => {
    const own = { system_id: existing(db, slug).id, kind, country, assumed, source };
    const telling = {
      what: "place.recorded",
      about: `system:${slug}`,
      facts: { kind, country, assumed },
      words: { source },
    };
    addFact(db, "places", own, said, telling, done);
  }).immediate();
}

type AnswerWords = { criterion: string; answer: Answer; reason: string | null } & Said;

export function answerCriterion(
  db: Database,
  slug: string,
  { criterion, answer, reason, ...said }: AnswerWords,
  done: Done,
): void {
  db.transaction(() => {
    const own = { system_id: existing(db, slug).id, criterion_id: criterionId(db, criterion), answer, reason };
    const telling = {
      what: "criterion.answered",
      about: `system:${slug}`,
      facts: { criterion, answer },
      words: { reason },
    };
    addFact(db, "criterion_answers", own, said, telling, done);
  }).immediate();
}

type ExceptionWords = { criterion: string } & Pick<Exception, "reason" | "person_name" | "review_on"> & Said;

/** Accepts that a system misses a criterion. It counts as complete once reason, person and review date are there. */
export function acceptException(
  db: Database,
  slug: string,
  { criterion, reason, person_name, review_on, ...said }: ExceptionWords,
  done: Done,
): void {
  db.transaction(() => {
    const own = {
      system_id: existing(db, slug).id,
      criterion_id: criterionId(db, criterion),
      reason,
      person_name,
      review_on,
    };
    const telling = {
      what: "exception.accepted",
      about: `system:${slug}`,
      facts: { criterion, review_on },
      words: { reason, person: person_name },
    };
    addFact(db, "exceptions", own, said, telling, done);
  }).immediate();
}

type ContractWords = Pick<Contract, "kind" | "reference"> & { valid_until: Day | null } & Said;

export function recordContract(
  db: Database,
  slug: string,
  { kind, reference, valid_until, ...said }: ContractWords,
  done: Done,
): void {
  db.transaction(() => {
    const own = { system_id: existing(db, slug).id, kind, reference, valid_until };
    const telling = {
      what: "contract.recorded",
      about: `system:${slug}`,
      facts: { kind, valid_until },
      words: { reference },
    };
    addFact(db, "contracts", own, said, telling, done);
  }).immediate();
}

type SubProcessorWords = Pick<SubProcessor, "name" | "country" | "purpose"> & Said;

export function recordSubProcessor(
  db: Database,
  slug: string,
  { name, country, purpose, ...said }: SubProcessorWords,
  done: Done,
): void {
  db.transaction(() => {
    const own = { system_id: existing(db, slug).id, name, country, purpose };
    const telling = {
      what: "sub-processor.recorded",
      about: `system:${slug}`,
      facts: { country },
      words: { name, purpose },
    };
    addFact(db, "sub_processors", own, said, telling, done);
  }).immediate();
}

/** Takes back a fact about this system that was recorded by mistake. */
export function withdrawFromSystem(db: Database, slug: string, table: SystemFactTable, id: number, done: Done): void {
  db.transaction(() => {
    withdrawFact(db, table, id, { about: `system:${slug}`, subject: existing(db, slug).id }, done);
  }).immediate();
}

function existing(db: Database, slug: string): System {
  const system = findSystem(db, slug);
  if (system) return system;
  throw new Problem("not-found", { de: "Dieses System gibt es nicht.", en: "That system does not exist." });
}

function criterionId(db: Database, slug: string): number {
  const criterion = listCriteria(db).find((one) => one.slug === slug);
  if (criterion) return criterion.id;
  throw new Problem("not-found", { de: "Dieses Kriterium gibt es nicht.", en: "That criterion does not exist." });
}

function recordDetails(db: Database, what: string, slug: string, details: SystemDetails, done: Done): void {
  const { hosting, certified, ...words } = details;
  record(db, {
    ...done,
    what,
    about: `system:${slug}`,
    facts: { hosting, certified },
    words,
    reported_on: todayAt(db, done.at),
  });
}

const archivedAlready = { de: "Dieses System ist schon archiviert.", en: "This system is already archived." };
const notArchived = { de: "Dieses System ist nicht archiviert.", en: "This system is not archived." };
