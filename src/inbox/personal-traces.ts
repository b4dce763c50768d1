import type { Database } from "bun:sqlite";
import type { Sentence } from "#src/problem.ts";

type Asked = { addresses: readonly string[]; at: Date; by: string };

/** What a later area knows of people outside. */
export type PersonalTraces = {
  /** One word: the same kind is registered once. */
  kind: string;
  label: Sentence;
  /** How many there are of these addresses (lower-case). */
  count: (db: Database, addresses: readonly string[]) => number;
  /** For the person's copy of their data: plain values. */
  export: (db: Database, addresses: readonly string[]) => object[];
  /** Null: it stays, and `stays` says why. Called inside a transaction. */
  erase: ((db: Database, asked: Asked) => void) | null;
  stays?: Sentence;
};

const all = new Map<string, PersonalTraces>();

/** Called in areas.ts: what of people lies there is counted, exported and erased with the rest. */
export function registerPersonalTraces(traces: PersonalTraces): void {
  all.set(traces.kind, traces);
}

export function personalTraces(): readonly PersonalTraces[] {
  return [...all.values()];
}
