import type { Database } from "bun:sqlite";
import { digestOfWords, type Entry, genesis, hashOf } from "./entry.ts";
import { entriesAfter } from "./store.ts";

export type Verdict =
  | { ok: true; count: number; head: string }
  | { ok: false; seq: number; broken: "changed" | "removed" | "words" };

/** Walks the whole chain and names the first entry that does not fit. Erased words are no breach: their digest stays. */
export function verifyChain(db: Database): Verdict {
  let previous = genesis;
  let count = 0;
  for (let page = entriesAfter(db, 0, 1000); page.length > 0; page = entriesAfter(db, count, 1000)) {
    for (const entry of page) {
      const broken = faultOf(entry, count + 1, previous);
      if (broken) return { ok: false, seq: count + 1, broken };
      previous = entry.hash;
      count = entry.seq;
    }
  }
  return { ok: true, count, head: previous };
}

function faultOf(entry: Entry, seq: number, previous: string): "changed" | "removed" | "words" | null {
  if (entry.seq !== seq) return "removed";
  if (entry.previous_hash !== previous || hashOf(entry) !== entry.hash) return "changed";
  const intact = entry.words === null || digestOfWords(entry.words_salt ?? "", entry.words) === entry.words_digest;
  return intact ? null : "words";
}
