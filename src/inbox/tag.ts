/** A word of the company's list. */
export type Tag = { id: number; name: string };

export const longestTag = 40;

/** As tags are compared: `#Offene  Rechnung` and `offene rechnung` are the same. */
export function tagKey(typed: string): string {
  return tagName(typed).toLocaleLowerCase("de-CH");
}

/** As it is shown: on one line, without the sign that people put before it. */
function tagName(typed: string): string {
  return typed.normalize("NFKC").replace(/\s+/g, " ").trim().replace(/^#\s*/, "");
}

/** Several tags as they are typed, with commas between; each once. */
export function tagNames(typed: string): string[] {
  const names = typed.split(/[,;\n]/).map(tagName);
  return [...new Map(names.filter((name) => name !== "").map((name) => [tagKey(name), name])).values()];
}
