import type { Database } from "bun:sqlite";
import type { Sentence } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { seenCustomer } from "./customer-page.ts";
import { addressesOf, type CustomerRow } from "./customer-store.ts";
import { type Counts, countsIn, type ErasureRow } from "./erasure.ts";
import { personOf } from "./erasure-actions.ts";
import { countElsewhere, countFor, type ErasureCount, evidenceNaming, recordsNaming } from "./erasure-preview-store.ts";
import { erasureSteps } from "./erasure-steps.ts";
import { personalTraces } from "./personal-traces.ts";

export type ErasurePreview = {
  customer: CustomerRow;
  addresses: readonly string[];
  /** What must be typed, exactly, for it to begin: an address, else their number. */
  confirmation: string;
  count: ErasureCount;
  elsewhere: { tickets: number; messages: number };
  traces: readonly { label: Sentence; n: number; stays: Sentence | null }[];
  evidence: number;
  records: number;
};

/** What would go, counted now. */
export function erasurePreview(db: Database, id: number, reader: Reader): ErasurePreview {
  const customer = seenCustomer(db, id, reader);
  const addresses = addressesOf(db, id).map(({ address }) => address);
  const person = personOf(db, customer);
  return {
    customer,
    addresses,
    confirmation: addresses[0] ?? String(id),
    count: countFor(db, id),
    elsewhere: countElsewhere(db, id),
    traces: personalTraces()
      .map(({ label, count, stays, erase }) => ({
        label,
        n: count(db, addresses),
        stays: erase ? null : (stays ?? null),
      }))
      .filter(({ n }) => n > 0),
    evidence: evidenceNaming(db, person).length,
    records: recordsNaming(db, person),
  };
}

export type ShownErasure = Pick<ErasureRow, "id" | "way" | "state" | "begun_at" | "finished_at"> & {
  counts: Counts;
  /** How much of it is done, 0 to 1. */
  share: number;
  by: string;
};

export function shownErasure(erasure: ErasureRow): ShownErasure {
  const { id, way, state, begun_at, finished_at, step, by } = erasure;
  const share = state === "done" ? 1 : step / erasureSteps.length;
  return { id, way, state, begun_at, finished_at, by, counts: countsIn(erasure), share };
}
