import type { Database } from "bun:sqlite";
import { namesOfPeople } from "#src/people/store.ts";
import type { Moment } from "#src/services/dated.ts";
import { type ProofOf, readFacts, remembered } from "#src/services/read.ts";
import { readCompany } from "#src/settings/store.ts";
import { dayIn } from "#src/when.ts";
import { listEvidence } from "./evidence-store.ts";
import { type Dossier, dossierOn, type Log } from "./log.ts";
import { listRecords } from "./store.ts";

/** The whole log. Every record and every file is an entry of the history, so it is read again only when that has moved. */
export function readLog(db: Database): Log {
  const { records, evidence } = remembered(db, "deletion log", () => ({
    records: listRecords(db),
    evidence: listEvidence(db),
  }));
  const names = namesOfPeople(db);
  const { time_zone } = readCompany(db);
  return {
    records,
    evidence,
    day: (at) => dayIn(time_zone, new Date(at)),
    name: (by) => (by.startsWith("person:") ? (names.get(Number(by.slice(7))) ?? null) : null),
  };
}

/** What proves the deletion of a system on a day; null when nobody recorded it. */
export function readDossier(db: Database, systemId: number, moment: Moment): Dossier | null {
  const reports = readFacts(db).oldDataReports.filter(({ system_id }) => system_id === systemId);
  return dossierOn(readLog(db), systemId, reports, moment);
}

/** How the register learns how well a deletion is proven. */
export const proofInLog: ProofOf = (db) => {
  let log: Log | null = null;
  const reports = () => Map.groupBy(readFacts(db).oldDataReports, ({ system_id }) => system_id);
  let bySystem: ReturnType<typeof reports> | null = null;
  return (systemId, moment) => {
    log ??= readLog(db);
    bySystem ??= reports();
    return dossierOn(log, systemId, bySystem.get(systemId) ?? [], moment)?.proof ?? null;
  };
};
