import type { Sentence } from "#src/problem.ts";
import { type Found, fewest, type Hit } from "./found.ts";
import { type Findable, fitOf, snippetOf } from "./matching.ts";

export type Candidate = Findable & { href: string; note: string };

/** The candidates that fit, the best first; of equals the earlier one. */
export function best(heading: Sentence, words: readonly string[], candidates: readonly Candidate[]): Found {
  const fitting = candidates
    .map((one) => ({ one, fit: fitOf(one, words) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
  const hits = fitting.slice(0, fewest).map(({ one }) => hitOf(one, words));
  return { heading, hits, more: { count: fitting.length - hits.length, href: null } };
}

function hitOf({ title, rest, href, note }: Candidate, words: readonly string[]): Hit {
  const missing = words.filter((word) => fitOf({ title, rest: [] }, [word]) === 0);
  const snippets = missing.length === 0 ? [] : rest.map((text) => snippetOf(text ?? "", missing));
  return { title, href, note, snippet: snippets.find((one) => one !== "") ?? "" };
}
