import { factsOn, type Moment, startOf as startOfFact } from "#src/services/dated.ts";
import type { Proof } from "#src/services/old-data.ts";
import type { OldDataReport } from "#src/services/system.ts";
import { countsFrom, type Day } from "#src/when.ts";
import type { EvidenceFile } from "./evidence.ts";
import { type DeletionRecord, whenIn } from "./record.ts";
import { proofOf, type Support } from "./record-gauge.ts";

/** Everything the log holds. `day` gives the company's day of a moment, `name` who is meant by `person:3`. */
export type Log = {
  records: readonly DeletionRecord[];
  evidence: readonly EvidenceFile[];
  day: (at: string) => Day;
  name: (by: string) => string | null;
};

/** A record with all that supports it: its own files, those of the records it corrects, and those from before there was one. */
export type Dossier = { record: DeletionRecord; files: EvidenceFile[]; proof: Proof };

/** The records that stand, with what was known on a day: no later one corrects them. */
export function standingRecords({ records }: Pick<Log, "records">, { asOf, knownAt }: Moment): DeletionRecord[] {
  const known = records.filter(({ reported_on }) => reported_on <= knownAt);
  const corrected = new Set(known.map(({ corrects }) => corrects));
  return known.filter((record) => !corrected.has(record.id) && startOf(record) <= asOf).sort(inTime);
}

/**
 * What proves the deletion of a system on a day: the last record that stands. A record from before the system was taken into use
 * again proves nothing about today.
 */
export function dossierOn(
  log: Log,
  systemId: number,
  reports: readonly OldDataReport[],
  moment: Moment,
): Dossier | null {
  const used = factsOn(reports, moment).filter(({ state }) => state === "in-use" || state === "read-only");
  const lastUse = used.map(startOfFact).at(-1);
  const record = standingRecords(log, moment)
    .filter(({ system_id }) => system_id === systemId)
    .findLast((one) => lastUse === undefined || startOf(one) >= lastUse);
  return record ? dossierOf(log, record, moment) : null;
}

export function dossierOf(log: Log, record: DeletionRecord, moment: Moment): Dossier {
  const files = filesFor(log, record).filter((file) => log.day(file.uploaded_at) <= moment.knownAt);
  const there = files.filter(({ removed_at }) => removed_at === null || log.day(removed_at) > moment.knownAt);
  return { record, files, proof: proofOf(record, supportsIn(log, there), moment.asOf) };
}

/** Files as the gauge looks at them. */
export function supportsIn({ name }: Pick<Log, "name">, files: readonly EvidenceFile[]): Support[] {
  return files.map(({ supports, uploaded_by }) => ({ supports, uploader: name(uploaded_by) }));
}

function filesFor({ records, evidence }: Log, record: DeletionRecord): EvidenceFile[] {
  const numbers = new Set(lineage(records, record));
  return evidence.filter(({ record_id, system_id }) =>
    record_id === null ? system_id === record.system_id : numbers.has(record_id),
  );
}

/** The numbers of a record and of those that it corrects, newest first. */
function lineage(records: readonly DeletionRecord[], record: DeletionRecord): number[] {
  const before = records.find(({ id }) => id === record.corrects);
  return before ? [record.id, ...lineage(records, before)] : [record.id];
}

function startOf(record: DeletionRecord): Day {
  return countsFrom(whenIn(record, "executed"), record.reported_on);
}

function inTime(a: DeletionRecord, b: DeletionRecord): number {
  return startOf(a).localeCompare(startOf(b)) || a.id - b.id;
}
