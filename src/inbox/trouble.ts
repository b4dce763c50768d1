import type { Sentence } from "#src/problem.ts";

const words: Record<string, Sentence> = {
  "name-not-found": { de: "Den Namen des Servers gibt es nicht.", en: "The server's name does not exist." },
};

/** What is wrong with a connection, in a sentence. */
export function troubleSentence(code: string, detail: string | null): Sentence {
  const known = words[code] ?? { de: "Es geht nicht.", en: "It does not work." };
  return detail ? { de: `${known.de} (${detail})`, en: `${known.en} (${detail})` } : known;
}
