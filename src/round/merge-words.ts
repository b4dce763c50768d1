import type { Words } from "./round.ts";

type Field = keyof Words;
const fields = ["health", "sentence", "decision"] as const satisfies readonly Field[];

/**
 * Two people wrote about the same item. What only one of them changed is taken from that one; `torn` are the fields that both
 * changed and differently, of which somebody must choose.
 */
export function mergeWords(base: Words, theirs: Words, mine: Words): { words: Words; torn: Field[] } {
  const torn = fields.filter(
    (field) => mine[field] !== base[field] && theirs[field] !== base[field] && mine[field] !== theirs[field],
  );
  const pick = <F extends Field>(field: F): Words[F] => (mine[field] === base[field] ? theirs[field] : mine[field]);
  return { words: { health: pick("health"), sentence: pick("sentence"), decision: pick("decision") }, torn };
}

export const silence: Words = { health: null, sentence: null, decision: null };

export function isSame(a: Words, b: Words): boolean {
  return fields.every((field) => a[field] === b[field]);
}
