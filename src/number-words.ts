import type { Language } from "#src/say.ts";

const german = [
  "null",
  "eins",
  "zwei",
  "drei",
  "vier",
  "fünf",
  "sechs",
  "sieben",
  "acht",
  "neun",
  "zehn",
  "elf",
  "zwölf",
];
const english = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** Whole numbers up to twelve in words, larger ones in figures with the separator of de-CH: `1’000`. */
export function numberWord(number: number, language: Language): string {
  return (language === "de" ? german : english)[number] ?? formatNumber(number, language);
}

export function formatNumber(number: number, language: Language): string {
  return new Intl.NumberFormat(language === "de" ? "de-CH" : "en-GB").format(number);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "Slack, Pingdom und Sorry" */
export function listed(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(language === "de" ? "de-CH" : "en-GB", { type: "conjunction" }).format(names);
}
