import type { Database } from "bun:sqlite";
import type { When } from "#src/when.ts";
import { canonical } from "./canonical.ts";
import { digestOfWords, type Entry, hashOf } from "./entry.ts";
import { headOf, insertEntry } from "./store.ts";

/** Who did something, and when: every action takes one. `by` is `person:3`, `token:2`, `command line` or `aktion`. */
export type Done = { by: string; at: Date };

export type Recording = Done & {
  what: string;
  about: string;
  /** Codes, slugs, days: hashed in clear, so never a name or free text. */
  facts?: Record<string, unknown>;
  /** Names and free text: hashed as a salted digest only, so that they can be erased without breaking the chain. */
  words?: Record<string, string | null | undefined>;
  happened?: When;
  reported_on: string;
};

/** Adds one entry to the chain. Call it inside the transaction of the change that it tells of; gives the entry's number. */
export function record(db: Database, entry: Recording): number {
  const head = headOf(db);
  const words = worded(entry);
  const linked: Omit<Entry, "hash"> = {
    seq: head.count + 1,
    what: entry.what,
    about: entry.about,
    by: entry.by,
    happened_on: entry.happened?.on ?? null,
    reported_on: entry.reported_on,
    recorded_at: entry.at.toISOString(),
    facts: canonical(entry.facts ?? {}),
    ...words,
    previous_hash: head.hash,
  };
  insertEntry(db, { ...linked, hash: hashOf(linked) });
  return linked.seq;
}

function worded({ words = {}, happened }: Recording): Pick<Entry, "words" | "words_salt" | "words_digest"> {
  const said = Object.entries({ ...words, happened: happened?.text }).filter(([, text]) => text);
  if (said.length === 0) return { words: null, words_salt: null, words_digest: null };
  const text = canonical(Object.fromEntries(said));
  const salt = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  return { words: text, words_salt: salt, words_digest: digestOfWords(salt, text) };
}
