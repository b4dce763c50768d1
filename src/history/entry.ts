import { canonical, sha256 } from "./canonical.ts";

/** One link of the chain, as it is stored. */
export type Entry = {
  seq: number;
  what: string;
  about: string;
  by: string;
  happened_on: string | null;
  reported_on: string;
  recorded_at: string;
  facts: string;
  words: string | null;
  words_salt: string | null;
  words_digest: string | null;
  previous_hash: string;
  hash: string;
};

/** What the first entry names as the one before it. */
export const genesis = "0".repeat(64);

/** The hash of an entry: SHA-256 over the canonical JSON of these ten members. Words enter only as their salted digest. */
export function hashOf(entry: Omit<Entry, "hash" | "words" | "words_salt">): string {
  return sha256(
    canonical({
      about: entry.about,
      by: entry.by,
      facts: JSON.parse(entry.facts),
      happened_on: entry.happened_on,
      previous_hash: entry.previous_hash,
      recorded_at: entry.recorded_at,
      reported_on: entry.reported_on,
      seq: entry.seq,
      what: entry.what,
      words_digest: entry.words_digest,
    }),
  );
}

export function digestOfWords(salt: string, words: string): string {
  return sha256(`${salt}\n${words}`);
}
