/** So few characters at a word's beginning would match half of everything. */
const leastPrefix = 2;

/**
 * What a person typed, as FTS5 reads it: every word must be there, as the beginning of a word; "in quotes" stands together. Null when
 * nothing is left to look for. Only mailboxes that may be seen are read.
 */
export function searchExpression(typed: string, mailboxes: readonly number[]): string | null {
  const phrases = [...typed.matchAll(/"([^"]+)"|(\S+)/g)].flatMap(([, quoted, word]) => phraseOf(quoted, word));
  if (phrases.length === 0 || mailboxes.length === 0) return null;
  const where = mailboxes.map((id) => `"${id}"`).join(" OR ");
  return `{subject people body files} : (${phrases.join(" AND ")}) AND mailbox : (${where})`;
}

function phraseOf(quoted: string | undefined, word: string | undefined): string[] {
  const words = (quoted ?? word ?? "").match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (words.length === 0) return [];
  const isShort = words.length === 1 && [...words[0]!].length < leastPrefix;
  const phrase = `"${words.join(" ")}"`;
  return [quoted === undefined && !isShort ? `${phrase} *` : phrase];
}
