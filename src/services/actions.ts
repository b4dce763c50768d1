import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { findPersonCalled } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import { slugFrom } from "#src/settings/company.ts";
import { todayAt } from "#src/settings/today.ts";
import type { When } from "#src/when.ts";
import { addFact, type Said, withdrawFact } from "./facts.ts";
import type { OwnedService } from "./service.ts";
import type { Stage } from "./stage.ts";
import {
  findService,
  freeSlug,
  insertService,
  markArchived,
  type ServiceDetails,
  type ServiceFactTable,
  unmarkArchived,
  updateService,
} from "./store.ts";
import { ensureSystem } from "./system-actions.ts";
import { usualServices } from "./usual.ts";

/** A service as a person writes it: the owner by name or e-mail. */
export type ServiceWords = Omit<ServiceDetails, "owner_id" | "owner_name"> & { owner: string | null };

type NewService = ServiceWords & { slug?: string | undefined };

/** Adds a service and gives its slug. */
export function addService(db: Database, service: NewService, done: Done): string {
  return db
    .transaction(() => {
      const slug = freeSlug(db, "services", service.slug ?? slugFrom(service.name));
      const details = detailsOf(db, service);
      insertService(db, { ...details, slug, created_at: done.at.toISOString(), archived_on: null });
      recordDetails(db, "service.added", slug, details, done);
      return slug;
    })
    .immediate();
}

/** A new service with what is known of it at once: systems by name, separated by commas, and its stage. */
export function addServiceWithSystems(
  db: Database,
  { from, to, stage, ...service }: NewService & { from: string | null; to: string | null; stage: Stage | null },
  done: Done,
): string {
  return db
    .transaction(() => {
      const slug = addService(db, service, done);
      const said: Said = { happened: { on: null, text: null }, reported_on: todayAt(db, done.at), note: null };
      for (const pair of pairs(namesIn(from), namesIn(to))) recordReplacement(db, slug, { ...pair, ...said }, done);
      if (stage) reportStage(db, slug, { stage, ...said }, done);
      return slug;
    })
    .immediate();
}

/** Adds the chosen usual services, each with what is used for it today where that was written beside it. */
export function addUsualServices(
  db: Database,
  picked: readonly { slug: string; from: string | null }[],
  done: Done,
): void {
  db.transaction(() => {
    for (const { slug, from } of picked) {
      const usual = usualServices.find((one) => one.slug === slug)!;
      const { name, name_en, purpose, purpose_en, category } = usual;
      const words = { name, name_en, purpose, purpose_en, category, ...nothingElse };
      addServiceWithSystems(db, { ...words, from, to: null, stage: null }, done);
    }
  }).immediate();
}

const nothingElse = {
  owner: null,
  priority: null,
  priority_reason: null,
  customer_data: "unknown",
  note: null,
} as const;

function namesIn(list: string | null): string[] {
  return (list ?? "").split(/[,|]/).flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
}

/** Every old system with every new one; where one side is empty, the other stands alone. */
export function pairs(from: readonly string[], to: readonly string[]): { from: string | null; to: string | null }[] {
  if (from.length === 0) return to.map((name) => ({ from: null, to: name }));
  if (to.length === 0) return from.map((name) => ({ from: name, to: null }));
  return from.flatMap((old) => to.map((name) => ({ from: old, to: name })));
}

export function changeService(db: Database, slug: string, words: ServiceWords, done: Done): void {
  db.transaction(() => {
    const service = existing(db, slug);
    const details = detailsOf(db, words);
    updateService(db, service.id, details);
    recordDetails(db, "service.changed", slug, details, done);
  }).immediate();
}

/** Puts it away on a day: today, unless an import says when. */
export function archiveService(db: Database, slug: string, done: Done, on = todayAt(db, done.at)): void {
  db.transaction(() => {
    if (!markArchived(db, "services", existing(db, slug).id, on)) throw new Problem("conflict", archivedAlready);
    record(db, { ...done, what: "service.archived", about: `service:${slug}`, reported_on: on });
  }).immediate();
}

export function restoreService(db: Database, slug: string, done: Done): void {
  db.transaction(() => {
    if (!unmarkArchived(db, "services", existing(db, slug).id)) throw new Problem("conflict", notArchived);
    record(db, { ...done, what: "service.restored", about: `service:${slug}`, reported_on: todayAt(db, done.at) });
  }).immediate();
}

export function reportStage(db: Database, slug: string, { stage, ...said }: { stage: Stage } & Said, done: Done): void {
  db.transaction(() => {
    const service = existing(db, slug);
    const telling = { what: "stage.reported", about: `service:${slug}`, facts: { stage } };
    addFact(db, "stage_reports", { service_id: service.id, stage }, said, telling, done);
  }).immediate();
}

/** Sets or moves the day by which a service shall be live. An empty target gives it up; the earlier ones stay in the story. */
export function setTarget(db: Database, slug: string, { target, ...said }: { target: When } & Said, done: Done): void {
  db.transaction(() => {
    const service = existing(db, slug);
    const telling = {
      what: "target.set",
      about: `service:${slug}`,
      facts: { target_on: target.on },
      words: { target: target.text },
    };
    const own = { service_id: service.id, target_on: target.on, target_text: target.text };
    addFact(db, "targets", own, said, telling, done);
  }).immediate();
}

type Edge = { from: string | null; to: string | null } & Said;

/** Records that an old system is replaced by a new one for this service. Systems that do not exist yet are added. */
export function recordReplacement(db: Database, slug: string, { from, to, ...said }: Edge, done: Done): void {
  db.transaction(() => {
    const service = existing(db, slug);
    const old = from === null ? null : ensureSystem(db, from, done);
    const next = to === null ? null : ensureSystem(db, to, done);
    const telling = {
      what: "replacement.recorded",
      about: `service:${slug}`,
      facts: { from: old?.slug ?? null, to: next?.slug ?? null },
    };
    const own = { service_id: service.id, from_system_id: old?.id ?? null, to_system_id: next?.id ?? null };
    addFact(db, "replacements", own, said, telling, done);
  }).immediate();
}

/** Takes back a stage, a target or a replacement of this service that was recorded by mistake. */
export function withdrawFromService(db: Database, slug: string, table: ServiceFactTable, id: number, done: Done): void {
  db.transaction(() => {
    const service = existing(db, slug);
    withdrawFact(db, table, id, { about: `service:${slug}`, subject: service.id }, done);
  }).immediate();
}

function existing(db: Database, slug: string): OwnedService {
  const service = findService(db, slug);
  if (service) return service;
  throw new Problem("not-found", { de: "Diesen Dienst gibt es nicht.", en: "That service does not exist." });
}

function detailsOf(db: Database, { owner, ...words }: ServiceWords & { slug?: unknown }): ServiceDetails {
  const { slug: _, ...details } = words;
  const person = owner === null ? null : findPersonCalled(db, owner);
  return { ...details, owner_id: person?.id ?? null, owner_name: person ? null : owner };
}

function recordDetails(db: Database, what: string, slug: string, details: ServiceDetails, done: Done): void {
  const { owner_id, customer_data, priority, ...words } = details;
  record(db, {
    ...done,
    what,
    about: `service:${slug}`,
    facts: { owner: owner_id === null ? null : `person:${owner_id}`, customer_data, priority },
    words,
    reported_on: todayAt(db, done.at),
  });
}

const archivedAlready = {
  de: "Dieser Dienst ist schon archiviert.",
  en: "This service is already archived.",
};
const notArchived = {
  de: "Dieser Dienst ist nicht archiviert.",
  en: "This service is not archived.",
};
