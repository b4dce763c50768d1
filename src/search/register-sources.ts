import { readLog } from "#src/deletions/read.ts";
import type { DeletionRecord } from "#src/deletions/record.ts";
import { lineNames, whenIn } from "#src/deletions/record.ts";
import type { Reader } from "#src/reader.ts";
import { oldDataWords } from "#src/services/old-data.ts";
import { readRegister } from "#src/services/read.ts";
import { stageWords } from "#src/services/stage.ts";
import { named } from "#src/settings/company.ts";
import { formatWhen } from "#src/when.ts";
import { best } from "./best.ts";
import type { Source } from "./found.ts";

const now = ({ today }: Reader) => ({ asOf: today, knownAt: today });

export const services: Source = ({ db, reader, words }) => {
  const { language } = reader;
  const candidates = readRegister(db, now(reader)).services.map(({ service, stage, from, to }) => ({
    title: named(service, language),
    rest: [
      language === "de" ? service.purpose : (service.purpose_en ?? service.purpose),
      service.name_en,
      service.name,
      ...[...from, ...to].map(({ system }) => named(system, language)),
      service.owner,
      service.note,
    ],
    href: `/services/${service.slug}`,
    note: stage ? stageWords[stage][language] : "",
  }));
  return best({ de: "Dienste", en: "Services" }, words, candidates);
};

export const systems: Source = ({ db, reader, words }) => {
  const { language } = reader;
  const candidates = readRegister(db, now(reader)).systems.map(({ system, old_data }) => ({
    title: named(system, language),
    rest: [
      system.vendor,
      system.website,
      system.name,
      system.name_en,
      system.licence,
      system.data_categories,
      system.note,
    ],
    href: `/services/systems/${system.slug}`,
    note: oldDataWords[old_data][language],
  }));
  return best({ de: "Systeme", en: "Systems" }, words, candidates);
};

/** Deletion records and the names of their evidence files. */
export const records: Source = ({ db, reader, words }) => {
  const { language } = reader;
  const log = readLog(db);
  const bySystem = new Map(readRegister(db, now(reader)).systems.map(({ system }) => [system.id, system]));
  const corrected = new Set(log.records.map(({ corrects }) => corrects));
  const candidates = log.records
    .filter(({ id }) => !corrected.has(id))
    .map((record) => {
      const system = bySystem.get(record.system_id);
      const name = system ? named(system, language) : "";
      return {
        title: language === "de" ? `Löschnachweis ${record.id}: ${name}` : `Deletion record ${record.id}: ${name}`,
        rest: [
          record.executed_by,
          ...linesOf(record),
          ...log.evidence.filter(({ record_id }) => record_id === record.id).map(({ name }) => name),
        ],
        href: `/deletions/${record.id}`,
        note: formatWhen(whenIn(record, "executed"), language),
      };
    });
  return best({ de: "Löschnachweise", en: "Deletion records" }, words, candidates);
};

const linesOf = (record: DeletionRecord) => lineNames.map((name) => record[name]);
