import type { Database } from "bun:sqlite";
import { canonical } from "./canonical.ts";
import { digestOfWords, type Entry, genesis, hashOf } from "./entry.ts";
import { entriesAfter } from "./store.ts";

export type Verdict =
  | { ok: true; count: number; head: string }
  | { ok: false; seq: number; broken: "changed" | "removed" | "words" };

/** Walks the whole chain and names the first entry that does not fit. Erased words are no breach: their digest stays. */
export function verifyChain(db: Database): Verdict {
  const steps = walk(db);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same while pages are being served: it lets others go first after every few hundred entries. */
export async function verifyChainInSlices(db: Database): Promise<Verdict> {
  const steps = walk(db);
  let step = steps.next();
  while (!step.done) {
    await Bun.sleep(0);
    step = steps.next();
  }
  return step.value;
}

/** Pauses after each page of entries. */
function* walk(db: Database): Generator<void, Verdict> {
  let previous = genesis;
  let count = 0;
  for (let page = entriesAfter(db, 0, 500); page.length > 0; page = entriesAfter(db, count, 500)) {
    for (const entry of page) {
      const broken = faultOf(entry, count + 1, previous);
      if (broken) return { ok: false, seq: count + 1, broken };
      previous = entry.hash;
      count = entry.seq;
    }
    yield;
  }
  return { ok: true, count, head: previous };
}

function faultOf(entry: Entry, seq: number, previous: string): "changed" | "removed" | "words" | null {
  if (entry.seq !== seq) return "removed";
  if (!isCanonical(entry.facts) || entry.previous_hash !== previous || hashOf(entry) !== entry.hash) return "changed";
  const intact = entry.words === null || digestOfWords(entry.words_salt ?? "", entry.words) === entry.words_digest;
  return intact ? null : "words";
}

/** The hash is over what the facts say; here the text itself must be the one text that says it (no member twice, say). */
function isCanonical(facts: string): boolean {
  try {
    return canonical(JSON.parse(facts)) === facts;
  } catch {
    return false;
  }
}
