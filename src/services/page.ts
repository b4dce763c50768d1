import type { Database } from "bun:sqlite";
import { type Assessment, assess } from "#src/law/assess.ts";
import { horizonSentence } from "#src/law/horizon.ts";
import type { OwnInterval, Regime } from "#src/law/interval.ts";
import { type ParentAccess, parentAccess } from "#src/law/parent-access.ts";
import { namesOfPeople } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import type { Criterion } from "#src/settings/company.ts";
import { listLawIntervals } from "#src/settings/store.ts";
import type { Day } from "#src/when.ts";
import { type Moment, standingOn } from "./dated.ts";
import { holdsData } from "./old-data.ts";
import type { ServiceOn, SystemOn } from "./register.ts";
import { factsOfSystem } from "./store.ts";
import { type Answer, type Exception, type Place, type PlaceKind, placeKinds, type System } from "./system.ts";

/** One country of a system as both laws see it on a day. */
export type PlaceInLaw = {
  kind: PlaceKind;
  place: Place | null;
  judged: Record<Regime, Assessment> | null;
  access: ParentAccess | null;
};

/** `holds`: whether data is there still, so that a verdict is somebody's task and not only a fact. */
export type SystemInLaw = { system: System; holds: boolean; places: PlaceInLaw[] };

/** How one system answers one criterion on the day looked at. */
export type Answered = { answer: Answer; reason: string | null; exception: Exception | null } | null;
export type CriteriaColumn = { system: System; isNew: boolean; answers: Answered[] };

/** What the pages of a service and of a system have in common: names of who did things, the law, the criteria. */

/** "person:3" -> "Olga", for showing who recorded something. */
export function actorNames(db: Database, { language }: Reader): Map<string, string> {
  const names = new Map([...namesOfPeople(db)].map(([id, name]) => [`person:${id}`, name]));
  names.set("command line", language === "de" ? "der Befehlszeile" : "the command line");
  return names;
}

export function lawOf(db: Database, systems: readonly SystemOn[], on: Day): SystemInLaw[] {
  const own = listLawIntervals(db);
  return systems.map((one) => ({
    system: one.system,
    holds: holdsData(one.old_data),
    places: placeKinds.map((kind) => placeInLaw(one, kind, on, own)),
  }));
}

function placeInLaw(
  one: SystemOn,
  kind: (typeof placeKinds)[number],
  on: Day,
  own: readonly OwnInterval[],
): PlaceInLaw {
  const place = one.places[kind];
  const country = place?.country ?? null;
  if (country === null) return { kind, place, judged: null, access: null };
  const certified = one.system.certified === 1;
  const judge = (regime: "CH" | "EU") => assess({ regime, country, on, certified, own });
  const access = kind === "parent" ? parentAccess(country) : null;
  return {
    kind,
    place,
    judged: { CH: judge("CH"), EU: judge("EU") },
    access: access && access.since <= on ? access : null,
  };
}

export function horizonWords({ language }: Reader): string {
  return horizonSentence()[language];
}

/** One column of the criteria table: what this system answers on the day looked at. */
export function criteriaColumn(
  db: Database,
  one: SystemOn,
  isNew: boolean,
  criteria: readonly Criterion[],
  moment: Moment,
): CriteriaColumn {
  const said = standingOn(factsOfSystem(db, "criterion_answers", one.system.id), moment);
  const excepted = standingOn(factsOfSystem(db, "exceptions", one.system.id), moment);
  const answers = criteria.map(({ id }) => {
    const answer = said.findLast((fact) => fact.criterion_id === id);
    if (!answer) return null;
    const exception = excepted.findLast((fact) => fact.criterion_id === id) ?? null;
    return { answer: answer.answer, reason: answer.reason, exception };
  });
  return { system: one.system, isNew, answers };
}

/** The days for which a page offers the law: today, and each day on which data of these systems was deleted. */
export function lawDays(systems: readonly SystemOn[], today: Day): Day[] {
  const deletions = systems.flatMap((one) => (one.deleted?.on && one.deleted.on.length === 10 ? [one.deleted.on] : []));
  return [...new Set([...deletions, today])];
}

export function systemsOf(row: ServiceOn): SystemOn[] {
  return [...row.from, ...row.to];
}
