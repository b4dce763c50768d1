/** Lower case without accents, so that "zurich" finds "Zürich". */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What somebody looks for: each word must be found, as the beginning of a word. */
export function wordsOf(query: string): string[] {
  return [...new Set(folded(query).match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, 12);
}

/** One thing that can be found, before it is known whether it is. The title counts more than the rest. */
export type Findable = { title: string; rest: readonly (string | null | undefined)[] };

/**
 * How well a thing fits: 0 not at all; more when the title says it, most when the title begins with it. Every word must begin some
 * word of it.
 */
export function fitOf({ title, rest }: Findable, words: readonly string[]): number {
  if (words.length === 0) return 0;
  const [head, all] = [folded(title), folded([title, ...rest].join(" \n "))];
  if (!words.every((word) => begins(all, word))) return 0;
  const inTitle = words.filter((word) => begins(head, word)).length;
  return 1 + inTitle + (head.startsWith(words[0]!) ? 1 : 0);
}

/** Words stand in the text from the beginning of one of its words on. */
function begins(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)) return true;
  return false;
}

const around = 70;

/** The place in a text where a word is found, for showing under a title; "" when the text does not hold it. */
export function snippetOf(text: string, words: readonly string[]): string {
  const flat = text.replace(/\s+/g, " ").trim();
  // Folding may shorten a text by its accents: the place is only looked for, so a few letters more or less do no harm.
  const at = Math.min(...words.map((word) => folded(flat).indexOf(word)).filter((one) => one >= 0));
  if (!Number.isFinite(at)) return "";
  const from = at <= around ? 0 : flat.indexOf(" ", at - around) + 1;
  const to = at + 2 * around >= flat.length ? flat.length : flat.lastIndexOf(" ", at + 2 * around);
  return `${from > 0 ? "… " : ""}${flat.slice(from, Math.max(to, at + 1))}${to < flat.length ? " …" : ""}`;
}
