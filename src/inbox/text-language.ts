import type { Language } from "#src/say.ts";

const words: Record<Language, ReadonlySet<string>> = {
  de: new Set(
    "der die das und ich wir sie ist nicht mit für auf haben bitte eine von guten grüsse können wird".split(" "),
  ),
  en: new Set(
    "the and you we is are not with for have please from hello thanks regards could will this that our".split(" "),
  ),
};

/** In which of our languages a text is written, by its small words; null when it is in neither, or too short to tell. */
export function languageOf(text: string): Language | null {
  const counts = { de: 0, en: 0 };
  for (const word of text
    .slice(0, 4000)
    .toLowerCase()
    .match(/\p{L}+/gu) ?? []) {
    if (words.de.has(word)) counts.de += 1;
    if (words.en.has(word)) counts.en += 1;
  }
  if (counts.de === counts.en || Math.max(counts.de, counts.en) < 2) return null;
  return counts.de > counts.en ? "de" : "en";
}
