import { canonical } from "./canonical.ts";
import { digestOfWords, type Entry, genesis, hashOf } from "./entry.ts";

export type Broken = "changed" | "removed" | "reordered" | "words";

/** Whether a chain holds; if not, the first entry that does not fit, and what became of it. */
export type Verdict = { ok: true; count: number; head: string } | { ok: false; seq: number; broken: Broken };

/** `take` says whether the chain holds so far. */
export type ChainCheck = { take: (entry: Entry) => boolean; verdict: () => Verdict };

/** Takes the entries of a chain one after the other, from wherever they come. Erased words are no breach: their digest stays. */
export function chainCheck(): ChainCheck {
  let [count, previous] = [0, genesis];
  let breach: { broken: Broken; entry: Entry } | null = null;
  return {
    take(entry) {
      if (breach === null) {
        const broken = faultOf(entry, count + 1, previous);
        if (broken) breach = { broken, entry };
        else [count, previous] = [entry.seq, entry.hash];
      } else if (breach.broken !== "words" && isNext(entry, count + 1, previous)) breach.broken = "reordered";
      return breach === null;
    },
    verdict() {
      if (breach === null) return { ok: true, count, head: previous };
      return {
        ok: false,
        seq: count + 1,
        broken: movedUp(breach.entry, count + 1) ? closed(breach.broken) : breach.broken,
      };
    },
  };
}

const closed = (broken: Broken): Broken => (broken === "changed" ? "removed" : broken);

function faultOf(entry: Entry, seq: number, previous: string): Broken | null {
  if (entry.seq !== seq) return "removed";
  if (!isCanonical(entry.facts) || entry.previous_hash !== previous || hashOf(entry) !== entry.hash) return "changed";
  const intact = entry.words === null || digestOfWords(entry.words_salt ?? "", entry.words) === entry.words_digest;
  return intact ? null : "words";
}

/** True for the entry that was recorded at this place, wherever it stands now. */
function isNext(entry: Entry, seq: number, previous: string): boolean {
  return entry.previous_hash === previous && isHashedAs(entry, seq);
}

/** True when the gap that an entry left was closed by numbering the later ones anew. */
function movedUp(entry: Entry, seq: number): boolean {
  return entry.seq === seq && Array.from({ length: 1000 }, (_, n) => seq + 1 + n).some((one) => isHashedAs(entry, one));
}

function isHashedAs(entry: Entry, seq: number): boolean {
  return isCanonical(entry.facts) && hashOf({ ...entry, seq }) === entry.hash;
}

/** The hash is over what the facts say; here the text itself must be the one text that says it (no member twice, say). */
function isCanonical(facts: string): boolean {
  try {
    return canonical(JSON.parse(facts)) === facts;
  } catch {
    return false;
  }
}
