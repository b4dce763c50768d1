import type { Database } from "bun:sqlite";
import { findPerson } from "#src/people/store.ts";
import { knownFacts } from "#src/services/dated.ts";
import { isSettled, type OldData } from "#src/services/old-data.ts";
import { readFacts, readRegister } from "#src/services/read.ts";
import { listFacts } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { named } from "#src/settings/company.ts";
import { listCriteria } from "#src/settings/store.ts";
import { type Day, periodEnd } from "#src/when.ts";
import type { DateSource, Due } from "./dates.ts";
import { standingRecords } from "./log.ts";
import { listDueSteps } from "./offboarding-store.ts";
import { readLog } from "./read.ts";
import { waitingRequests } from "./request-store.ts";
import { personCalled } from "./who.ts";

const inBoth = (text: (language: "de" | "en") => string) => ({ de: text("de"), en: text("en") });

/** Open steps of offboardings. What the provider must confirm is a deadline, what the backups hold has one of its own. */
const steps: DateSource = {
  name: "steps",
  read(db) {
    const asked = new Set(waitingRequests(db).map(({ system_id }) => system_id));
    const due = listDueSteps(db).filter(({ code, system_id }) => code !== "confirmation" || !asked.has(system_id));
    return due.map((step) => ({
      key: `step:${step.id}`,
      what: ofStep[step.code ?? ""] ?? { de: "Schritt eines Ausstiegs", en: "step of an offboarding" },
      title: inBoth(
        (language) => `${named({ name: step.system, name_en: step.system_en }, language)}: ${named(step, language)}`,
      ),
      on: step.due_on!,
      person_id: step.person_id,
      person: step.person,
      href: `/deletions/offboarding/${step.slug}#step-${step.id}`,
    }));
  },
};

/** Answers that providers owe us. It stands for the step of the confirmation, which has the same day. */
const requests: DateSource = {
  name: "requests",
  read: (db) =>
    waitingRequests(db).map(({ id, slug, name, name_en, answer_by, by }) => ({
      key: `request:${id}`,
      what: { de: "Antwort auf das Löschverlangen", en: "answer to the deletion request" },
      title: inBoth((language) => named({ name, name_en }, language)),
      on: answer_by,
      person_id: by.startsWith("person:") ? Number(by.slice(7)) : null,
      person: by.startsWith("person:") ? (findPerson(db, Number(by.slice(7)))?.name ?? null) : null,
      href: `/inbox/deletions/${slug}`,
    })),
};

const ofStep: Record<string, Due["what"]> = {
  request: { de: "Löschfrist", en: "deletion deadline" },
  confirmation: { de: "Frist für die Bestätigung", en: "confirmation deadline" },
  backups: { de: "Ablauf der Backups", en: "expiry of backups" },
  dead: { de: "Nachprüfung", en: "follow-up" },
};

/** When services shall be live that are not. */
const targets: DateSource = {
  name: "targets",
  read: (db, { today }) =>
    readRegister(db, { asOf: today, knownAt: today }).services.flatMap(({ service, stage, target }) => {
      if (!target?.on || stage === "live") return [];
      return [
        {
          key: `target:${service.slug}`,
          what: { de: "Ziel", en: "target" },
          title: inBoth((language) => `${named(service, language)} ${language === "de" ? "produktiv" : "live"}`),
          on: periodEnd(target.on),
          person_id: service.owner_id,
          person: service.owner,
          href: `/services/${service.slug}`,
        },
      ];
    }),
};

/** Exceptions that are to be looked at again. */
const reviews: DateSource = {
  name: "reviews",
  read(db, { today }) {
    const criteria = new Map(listCriteria(db).map((one) => [one.id, one]));
    const systems = usedSystems(db);
    const standing = knownFacts(readFacts(db).exceptions, today);
    const last = new Map(standing.map((fact) => [`${fact.system_id} ${fact.criterion_id}`, fact]));
    return [...last].flatMap(([key, { system_id, criterion_id, review_on, person_name }]) => {
      const [system, criterion] = [systems.get(system_id), criteria.get(criterion_id)];
      if (!system || !criterion || review_on === null) return [];
      return [
        {
          key: `exception:${key.replace(" ", ".")}`,
          what: { de: "Ausnahme prüfen", en: "review of an exception" },
          title: inBoth((language) => `${named(system, language)}: ${named(criterion, language)}`),
          on: review_on,
          ...inCharge(db, person_name),
          href: `/services/systems/${system.slug}#exception`,
        },
      ];
    });
  },
};

/** Contracts that run out, of systems that still hold data: the newest of its kind counts. */
const contracts: DateSource = {
  name: "contracts",
  read(db, { today }) {
    const systems = usedSystems(db);
    const states = statesOn(db, today);
    const standing = knownFacts(listFacts(db, "contracts"), today);
    const last = new Map(standing.map((fact) => [`${fact.system_id} ${fact.kind}`, fact]));
    return [...last.values()].flatMap(({ system_id, kind, reference, valid_until }) => {
      const system = systems.get(system_id);
      if (!system || valid_until === null || isSettled(states.get(system_id) ?? "unknown")) return [];
      return [
        {
          key: `contract:${system_id}.${kind}`,
          what: { de: "Vertragsende", en: "end of a contract" },
          title: inBoth((language) => `${named(system, language)}: ${reference}`),
          on: valid_until,
          person_id: null,
          person: null,
          href: `/services/systems/${system.slug}#contract`,
        },
      ];
    });
  },
};

/** What deletion records say of backups that still exist somewhere. */
const backups: DateSource = {
  name: "backups",
  read(db, { today }) {
    const systems = usedSystems(db);
    const states = statesOn(db, today);
    return standingRecords(readLog(db), { asOf: today, knownAt: today }).flatMap((record) => {
      const system = systems.get(record.system_id);
      if (!system || !record.backups_expire_on || states.get(record.system_id) === "backups-expired") return [];
      return [
        {
          key: `backups:${record.system_id}`,
          what: { de: "Ablauf der Backups", en: "expiry of backups" },
          title: inBoth((language) => named(system, language)),
          on: periodEnd(record.backups_expire_on),
          ...inCharge(db, record.backups_follow_up_by),
          href: `/deletions/${record.id}`,
        },
      ];
    });
  },
};

/** Every kind of date that services and deletions know of. */
export const dateSources: readonly DateSource[] = [steps, requests, targets, reviews, contracts, backups];

function usedSystems(db: Database): Map<number, System> {
  const used = readFacts(db).systems.filter(({ archived_on }) => archived_on === null);
  return new Map(used.map((system) => [system.id, system]));
}

function statesOn(db: Database, today: Day): Map<number, OldData> {
  const { systems } = readRegister(db, { asOf: today, knownAt: today });
  return new Map(systems.map(({ system, old_data }) => [system.id, old_data]));
}

function inCharge(db: Database, called: string | null): Pick<Due, "person_id" | "person"> {
  return { person_id: personCalled(db, called).id, person: called };
}
