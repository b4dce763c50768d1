import { canonical } from "./canonical.ts";
import type { Entry } from "./entry.ts";

/** What an entry must say if it tells of a row. `reported_on` null: the row does not know. */
export type Telling = {
  about: string;
  facts: Record<string, unknown>;
  words: Record<string, string | null>;
  happened: { on: string | null; text: string | null };
  reported_on: string | null;
  recorded_at: string;
  by: string;
};

/** True when the entry says exactly what the row makes it say. Words that were erased can no longer contradict. */
export function isToldBy(entry: Entry, telling: Telling): boolean {
  return (
    entry.about === telling.about &&
    entry.facts === canonical(telling.facts) &&
    entry.happened_on === telling.happened.on &&
    entry.recorded_at === telling.recorded_at &&
    entry.by === telling.by &&
    (telling.reported_on === null || entry.reported_on === telling.reported_on) &&
    wordsAgree(entry, telling)
  );
}

function wordsAgree({ words, words_digest }: Entry, telling: Telling): boolean {
  const said = Object.entries({ ...telling.words, happened: telling.happened.text }).filter(([, text]) => text);
  const spoken = said.length === 0 ? null : canonical(Object.fromEntries(said));
  return words === null ? words_digest !== null || spoken === null : words === spoken;
}
