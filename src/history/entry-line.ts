import { canonical } from "./canonical.ts";
import type { Entry } from "./entry.ts";

/** An entry as a line of history.jsonl: canonical JSON, facts and words as objects. */
export function entryLine({ facts, words, ...entry }: Entry): string {
  return canonical({ ...entry, facts: JSON.parse(facts), words: words === null ? null : JSON.parse(words) });
}

/** The entry of a line. What is no such line becomes an entry that fits no chain. */
export function entryIn(line: string, seq: number): Entry {
  try {
    const { facts, words, ...rest } = JSON.parse(line) as Record<string, unknown>;
    const entry = { ...rest, facts: canonical(facts), words: words === null ? null : canonical(words) } as Entry;
    return entryLine(entry) === line ? entry : { ...unreadable, seq };
  } catch {
    return { ...unreadable, seq };
  }
}

const unreadable: Omit<Entry, "seq"> = {
  what: "",
  about: "",
  by: "",
  happened_on: null,
  reported_on: "",
  recorded_at: "",
  facts: "",
  words: null,
  words_salt: null,
  words_digest: null,
  previous_hash: "",
  hash: "",
};
