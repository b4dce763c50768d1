import type { Database } from "bun:sqlite";
import type { Entry } from "#src/history/entry.ts";
import { isToldBy, type Telling } from "#src/history/telling.ts";
import { type Fault, faultAt, type Witness } from "#src/history/witness.ts";
import { listSystems } from "#src/services/store.ts";
import { digestOf } from "#src/storage/blobs.ts";
import type { EvidenceFile } from "./evidence.ts";
import { listEvidence } from "./evidence-store.ts";
import { type DeletionRecord, lineNames, whenIn, whenNames } from "./record.ts";
import { listRecords } from "./store.ts";

type Seen<Row> = { row: Row; entry: Entry | null; removal: Entry | null };
type SlugOf = (systemId: number) => string;

/** Compares every deletion record and every evidence file with the entry that tells of it, and the bytes with their digest. */
export function deletionsWitness(db: Database): Witness {
  const records = seenBy(listRecords(db));
  const evidence = seenBy(listEvidence(db));
  const slugs = new Map(listSystems(db).map(({ id, slug }) => [id, slug]));
  const slugOf: SlugOf = (id) => slugs.get(id) ?? "";
  return {
    see(entry) {
      if (entry.what === "deletion.recorded" || entry.what === "deletion.corrected")
        return recordFault(entry, records, slugOf);
      if (entry.what === "evidence.added") return evidenceFault(entry, evidence, slugOf);
      return entry.what === "evidence.removed" ? removalFault(entry, evidence, slugOf) : null;
    },
    rest: () =>
      leftOver("deletion_records", records) ?? leftOver("evidence_files", evidence) ?? bytesFault(db, evidence),
    counted: () => ({
      deletion_records: records.size,
      evidence_files: [...evidence.values()].filter(({ row }) => row.blob_id !== null).length,
      removed_files: [...evidence.values()].filter(({ row }) => row.removed_at !== null).length,
    }),
  };
}

function seenBy<Row extends { id: number }>(rows: readonly Row[]): Map<number, Seen<Row>> {
  return new Map(rows.map((row) => [row.id, { row, entry: null, removal: null }]));
}

function numberIn({ facts }: Entry, name: "record" | "evidence"): number | undefined {
  return (JSON.parse(facts) as Record<string, number | undefined>)[name];
}

function recordFault(entry: Entry, records: Map<number, Seen<DeletionRecord>>, slugOf: SlugOf): Fault | null {
  const number = numberIn(entry, "record");
  if (number === undefined) return null; // an entry that tells of no row
  const found = records.get(number);
  if (!found || found.entry) return missing(entry, `Deletion record ${number}`);
  found.entry = entry;
  const what = found.row.corrects === null ? "deletion.recorded" : "deletion.corrected";
  if (entry.what === what && isToldBy(entry, tellingOf(found.row, slugOf))) return null;
  return changed(entry, `Deletion record ${number}`);
}

/** The twin of what recordDeletion records. */
function tellingOf(row: DeletionRecord, slugOf: SlugOf): Telling {
  const others = whenNames.filter((name) => name !== "executed");
  const days = others.flatMap((name) => (row[`${name}_on`] ? [[`${name}_on`, row[`${name}_on`]]] : []));
  const texts = others.map((name) => [`${name}_text`, row[`${name}_text`]]);
  const lines = lineNames.filter((name) => name !== "export_sha256").map((name) => [name, row[name]]);
  const { id, method, places, export_sha256, corrects, executed_by, reported_on, recorded_at, by } = row;
  return {
    about: `deletion:${id}`,
    facts: {
      ...Object.fromEntries(days),
      reported_on,
      record: id,
      system: slugOf(row.system_id),
      method,
      places,
      ...(export_sha256 ? { export_sha256 } : {}),
      ...(corrects ? { corrects } : {}),
    },
    words: { executed_by, ...Object.fromEntries([...texts, ...lines]) },
    happened: whenIn(row, "executed"),
    reported_on,
    recorded_at,
    by,
  };
}

const never = { on: null, text: null };

function evidenceFault(entry: Entry, evidence: Map<number, Seen<EvidenceFile>>, slugOf: SlugOf): Fault | null {
  const id = numberIn(entry, "evidence");
  if (id === undefined) return null;
  const found = evidence.get(id);
  if (!found || found.entry) return missing(entry, `The evidence file ${id}`);
  found.entry = entry;
  const { supports, type, size, sha256, name, uploaded_at: recorded_at, uploaded_by: by } = found.row;
  const facts = { evidence: id, supports, type, size, sha256 };
  const about = aboutOf(found.row, slugOf);
  const telling = { about, facts, words: { name }, happened: never, reported_on: null, recorded_at, by };
  return isToldBy(entry, telling) ? null : changed(entry, `The evidence file "${name}"`, name);
}

function removalFault(entry: Entry, evidence: Map<number, Seen<EvidenceFile>>, slugOf: SlugOf): Fault | null {
  const id = numberIn(entry, "evidence");
  if (id === undefined) return null;
  const found = evidence.get(id);
  if (!found || found.removal) return missing(entry, `The evidence file ${id}`);
  found.removal = entry;
  const { sha256, name, removed_at, removed_by, removed_reason, blob_id } = found.row;
  const facts = { evidence: id, sha256 };
  const done = { happened: never, reported_on: null, recorded_at: removed_at ?? "", by: removed_by ?? "" };
  const telling = { about: aboutOf(found.row, slugOf), facts, words: { reason: removed_reason }, ...done };
  return blob_id === null && isToldBy(entry, telling) ? null : changed(entry, `The removal of "${name}"`, name);
}

function aboutOf({ record_id, system_id }: EvidenceFile, slugOf: SlugOf): string {
  return record_id === null ? `system:${slugOf(system_id)}` : `deletion:${record_id}`;
}

function leftOver<Row extends { id: number }>(table: string, rows: Map<number, Seen<Row>>): Fault | null {
  const left = [...rows.values()].find(({ entry }) => entry === null)?.row.id;
  if (left === undefined) return null;
  return faultAt("register-changed", null, `No entry tells of ${table} ${left}: it was added behind the chain's back.`);
}

/** Each file's bytes, decompressed and read in pieces. A file that was removed by an entry has none, and passes. */
function bytesFault(db: Database, evidence: Map<number, Seen<EvidenceFile>>): Fault | null {
  const digests = new Map<number, string>();
  for (const { row, entry, removal } of evidence.values()) {
    if (removal) continue;
    if (row.blob_id === null) return lost(entry!, row);
    if (!digests.has(row.blob_id)) digests.set(row.blob_id, digestOrNothing(db, row.blob_id));
    if (digests.get(row.blob_id) !== row.sha256)
      return faultAt(
        "evidence-changed",
        entry!.seq,
        `The bytes of "${row.name}" are not those that entry ${entry!.seq} tells of.`,
        row.name,
      );
  }
  return null;
}

/** What cannot even be decompressed is not what was stored. */
function digestOrNothing(db: Database, blob: number): string {
  try {
    return digestOf(db, blob);
  } catch {
    return "";
  }
}

function lost({ seq }: Entry, { name }: EvidenceFile): Fault {
  return faultAt(
    "evidence-missing",
    seq,
    `The bytes of "${name}" (entry ${seq}) are gone, and no entry says that they were removed.`,
    name,
  );
}

function missing({ seq }: Entry, what: string): Fault {
  return faultAt(
    "register-changed",
    seq,
    `${what}, which entry ${seq} tells of, is not there: it was removed behind the chain's back.`,
  );
}

function changed({ seq }: Entry, what: string, file: string | null = null): Fault {
  return faultAt(
    "register-changed",
    seq,
    `${what} does not say what entry ${seq} says: it was changed behind the chain's back.`,
    file,
  );
}
