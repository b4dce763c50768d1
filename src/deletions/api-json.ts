import type { Database } from "bun:sqlite";
import { findSystemById } from "#src/services/store.ts";
import type { EvidenceFile } from "./evidence.ts";
import { type DeletionRecord, placesIn } from "./record.ts";
import { shownRecord } from "./record-page.ts";
import { correctionOf } from "./store.ts";

/** What was said of a deletion. `corrected_by` is the number of the record that holds instead. */
export function recordSummary(db: Database, { id, system_id, places, ...said }: DeletionRecord) {
  const system = findSystemById(db, system_id)!.slug;
  return { number: id, system, ...said, places: placesIn(places), corrected_by: correctionOf(db, id) };
}

/** A record with its proof, its evidence (also of the records it corrects) and its entry in the history. */
export function recordJson(db: Database, record: DeletionRecord, today: string) {
  const { dossier, met, entry } = shownRecord(db, record, today, "en");
  return {
    ...recordSummary(db, record),
    proof: { ...dossier.proof, points: met },
    evidence: dossier.files.map(evidenceJson),
    entry,
  };
}

function evidenceJson({ system_id: _, blob_id: __, record_id, ...file }: EvidenceFile) {
  return { ...file, record: record_id };
}
