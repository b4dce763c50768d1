import type { Database } from "bun:sqlite";
import type { Check, Kept } from "./check.ts";
import type { Bucket } from "./rollup.ts";
import type { Standing } from "./state.ts";

export type Latest = { at: string; state: Kept["state"]; duration_ms: number };

/** What the running engine knows that is not in the file: the answers of the last second, and the last answer of each check. */
export type Live = {
  /** Every check that runs, as it stands. */
  all: () => { check: Check; standing: Standing; seen: Kept | null; latest: Latest | null }[];
  latest: (checkId: number) => Latest | null;
  standing: (checkId: number) => Standing | null;
  seen: (checkId: number) => Kept | null;
  /** Five minutes that are not written yet. */
  buckets: (checkId: number) => Bucket[];
  /** Writes what waits. Throws where it cannot be written. */
  settle: () => void;
  /** Reads anew what is to be checked. */
  reload: () => void;
  /** Asks as soon as there is room. */
  hurry: (checkId: number) => void;
  /** Judges a heartbeat at once. */
  beat: (checkId: number) => void;
  figures: () => Figures;
};

export type Figures = {
  checks: number;
  running: number;
  waiting: number;
  skipped: number;
  started: number;
  late_p99_ms: number;
  late_max_ms: number;
  unwritten: number;
};

const engines = new WeakMap<Database, Live>();

export function registerLive(db: Database, live: Live | null): void {
  if (live) engines.set(db, live);
  else engines.delete(db);
}

/** Null where no engine runs: in a test, on the command line. */
export function liveOf(db: Database): Live | null {
  return engines.get(db) ?? null;
}
