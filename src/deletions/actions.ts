import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { findPersonCalled } from "#src/people/store.ts";
import { Problem, type Sentence } from "#src/problem.ts";
import { factsOfSystem, findSystemById, findSystemCalled, listFacts } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { formatOn, periodEnd } from "#src/when.ts";
import { attachFiles, confirms, type Files } from "./evidence-actions.ts";
import { firstUseOf } from "./first-use.ts";
import { confirmOldData, type Moved, moveOldData, moveOldDataAgain } from "./old-data-actions.ts";
import { type DeletionRecord, isSaid, lineNames, type RecordWords, whenIn, whenNames } from "./record.ts";
import { answerRequests } from "./request-actions.ts";
import { tickByRecord } from "./step-tick-actions.ts";
import { correctionOf, findRecord, insertRecord, listRecords } from "./store.ts";

/** A deletion as a person tells it: the system by its slug or name. */
export type Telling = RecordWords & { system: string };

/** The number of the new record, or what only the register could find wrong, by field. */
export type Recorded = { ok: true; number: number } | { ok: false; errors: Record<string, Sentence> };

const noFiles: Files = { supports: "deletion", brought: [], pending: [] };

/** Logs a completed deletion: the record, its evidence, the entries, and the old data's new state, all or nothing. */
export function recordDeletion(db: Database, telling: Telling, done: Done, files = noFiles): Recorded {
  return db
    .transaction((): Recorded => {
      const system = findSystemCalled(db, telling.system);
      if (!system) return { ok: false, errors: { system: unknownSystem } };
      const errors = troublesIn(db, system, telling);
      if (Object.keys(errors).length > 0) return { ok: false, errors };
      const twin = twinOf(db, system, telling);
      if (twin !== null) return { ok: false, errors: { form: recordedAlready(twin) } };
      const number = write(db, { system, telling, corrects: null, files }, done);
      moveOldData(db, movedBy(system, telling), done);
      if (confirms(files)) confirmOldData(db, system, telling.reported_on, done);
      settle(db, system, number, telling, done);
      return { ok: true, number };
    })
    .immediate();
}

/** Says that a record was wrong, with a new one that takes its place. The old one stays readable, and can be corrected once. */
export function correctDeletion(db: Database, number: number, telling: Telling, done: Done, files = noFiles): Recorded {
  return db
    .transaction((): Recorded => {
      const old = correctable(db, number);
      const system = findSystemCalled(db, telling.system);
      if (!system) return { ok: false, errors: { system: unknownSystem } };
      const errors = troublesIn(db, system, telling);
      if (Object.keys(errors).length > 0) return { ok: false, errors };
      const before = movedBy(findSystemById(db, old.system_id)!, toldBy(old));
      const corrected = write(db, { system, telling, corrects: number, files }, done);
      moveOldDataAgain(db, before, movedBy(system, telling), done);
      if (confirms(files)) confirmOldData(db, system, telling.reported_on, done);
      settle(db, system, corrected, telling, done);
      return { ok: true, number: corrected };
    })
    .immediate();
}

/** What else it settles: steps of the offboarding, and a request that waited for this confirmation. */
function settle(db: Database, system: System, number: number, telling: Telling, done: Done): void {
  tickByRecord(db, system, number, telling, done);
  if (movedBy(system, telling).confirmed) answerRequests(db, system.id, done);
}

/** The record that may be corrected now: it is there, and nobody was faster. */
export function correctable(db: Database, number: number): DeletionRecord {
  const old = findRecord(db, number);
  if (!old) throw new Problem("not-found", noRecord);
  const newer = correctionOf(db, number);
  if (newer !== null) throw new Problem("conflict", correctedAlready(newer));
  return old;
}

type Told = Pick<RecordWords, "executed" | "confirmed" | "confirmed_from" | "reported_on">;

function movedBy(system: System, { executed, confirmed, confirmed_from, reported_on }: Told): Moved {
  const isConfirmed = confirmed_from !== null || isSaid(confirmed);
  return { system, deleted: executed, confirmed: isConfirmed ? confirmed : null, reported_on };
}

/** What a record told when it was made. */
function toldBy(record: DeletionRecord): Told {
  const [executed, confirmed] = [whenIn(record, "executed"), whenIn(record, "confirmed")];
  return { executed, confirmed, confirmed_from: record.confirmed_from, reported_on: record.reported_on };
}

/** What the form alone cannot know: when the system was first in use, and who goes by two names. */
function troublesIn(
  db: Database,
  system: System,
  { executed, executed_by, verified_by }: Telling,
): Record<string, Sentence> {
  const reports = factsOfSystem(db, "old_data_reports", system.id);
  const takenIntoUse = listFacts(db, "replacements").filter((edge) => edge.to_system_id === system.id);
  const firstUse = firstUseOf({ reports, takenIntoUse });
  const tooEarly = firstUse !== null && executed.on !== null && periodEnd(executed.on) < firstUse;
  return {
    ...(tooEarly ? { executed: beforeUse(system.name, firstUse) } : {}),
    ...(verified_by && isOnePerson(db, verified_by, executed_by) ? { verified_by: samePerson } : {}),
  };
}

function isOnePerson(db: Database, a: string, b: string): boolean {
  const [one, other] = [findPersonCalled(db, a), findPersonCalled(db, b)];
  return one !== null && one.id === other?.id;
}

/** A standing record that says exactly the same: a form that was sent twice. */
function twinOf(db: Database, system: System, telling: Telling): number | null {
  const row = rowOf(system, telling);
  const records = listRecords(db);
  const corrected = new Set(records.map(({ corrects }) => corrects));
  const isSame = (one: DeletionRecord) =>
    !corrected.has(one.id) && Object.entries(row).every(([name, value]) => one[name as keyof typeof row] === value);
  return records.find(isSame)?.id ?? null;
}

type Row = Omit<DeletionRecord, "id" | "recorded_at" | "by" | "corrects">;

function rowOf(system: System, telling: Telling): Row {
  const { executed_by, method, places, reported_on } = telling;
  const whens = whenNames.flatMap((name) => [
    [`${name}_on`, telling[name].on],
    [`${name}_text`, telling[name].text],
  ]);
  const lines = lineNames.map((name) => [name, telling[name]]);
  const own = { system_id: system.id, executed_by, method, places: places.join(","), reported_on };
  return { ...Object.fromEntries([...whens, ...lines]), ...own } as Row;
}

type Writing = { system: System; telling: Telling; corrects: number | null; files: Files };

function write(db: Database, { system, telling, corrects, files }: Writing, done: Done): number {
  const row = rowOf(system, telling);
  const number = insertRecord(db, { ...row, recorded_at: done.at.toISOString(), by: done.by, corrects });
  const days = Object.entries(row).filter(([name, value]) => name.endsWith("_on") && name !== "executed_on" && value);
  const texts = Object.entries(row).filter(([name]) => name.endsWith("_text") && name !== "executed_text");
  const lines = lineNames.filter((name) => name !== "export_sha256").map((name) => [name, telling[name]]);
  const { method, export_sha256, executed_by } = telling;
  record(db, {
    ...done,
    what: corrects === null ? "deletion.recorded" : "deletion.corrected",
    about: `deletion:${number}`,
    facts: {
      ...Object.fromEntries(days),
      record: number,
      system: system.slug,
      method,
      places: row.places,
      ...(export_sha256 ? { export_sha256 } : {}),
      ...(corrects ? { corrects } : {}),
    },
    words: { executed_by, ...Object.fromEntries([...texts, ...lines]) },
    happened: telling.executed,
    reported_on: telling.reported_on,
  });
  attachFiles(db, { system_id: system.id, record_id: number }, files, done);
  return number;
}

const unknownSystem = {
  de: "Dieses System steht nicht im Register. Erfassen Sie es zuerst, oder wählen Sie ein anderes.",
  en: "This system is not in the register. Add it first, or choose another.",
};
const noRecord = { de: "Diesen Löschnachweis gibt es nicht.", en: "There is no such deletion record." };
const samePerson = {
  de: "Das ist dieselbe Person, die gelöscht hat. Es zählt nur, wenn jemand anderes nachprüft.",
  en: "That is the person who deleted. It only counts when somebody else verifies.",
};

function beforeUse(name: string, firstUse: string): Sentence {
  return {
    de: `${name} war erst am ${formatOn(firstUse, "de")} nachweislich in Gebrauch. Prüfen Sie das Datum der Löschung.`,
    en: `${name} is known to have been in use from ${formatOn(firstUse, "en")} only. Check the date of the deletion.`,
  };
}

function recordedAlready(number: number): Sentence {
  return {
    de: `Genau diese Löschung ist schon erfasst, als Nr. ${number}. Ergänzen oder berichtigen Sie sie dort.`,
    en: `Exactly this deletion is recorded already, as no. ${number}. Add to it or correct it there.`,
  };
}

function correctedAlready(newer: number): Sentence {
  return {
    de: `Dieser Nachweis wurde schon berichtigt, mit Nr. ${newer}. Berichtigen Sie den neueren.`,
    en: `This record has already been corrected, by no. ${newer}. Correct the newer one.`,
  };
}
