import type { Language } from "#src/say.ts";

/** What a browser asks for: the first of German and English by weight; null when it wants neither. */
export function acceptedLanguage(header: string | null): Language | null {
  const wanted = (header ?? "").split(",").map(weighed);
  const known = wanted.filter(({ language, weight }) => weight > 0 && (language === "de" || language === "en"));
  return (known.sort((a, b) => b.weight - a.weight)[0]?.language as Language | undefined) ?? null;
}

function weighed(part: string): { language: string; weight: number } {
  const [range = "", ...parameters] = part.split(";").map((one) => one.trim().toLowerCase());
  const quality = parameters.find((one) => one.startsWith("q="));
  return { language: range.split("-")[0] ?? "", weight: quality ? Number(quality.slice(2)) || 0 : 1 };
}

/** The language an address names with `?lang=`; it counts for people who are not logged in. */
export function namedLanguage(search: string): Language | null {
  const named = search.includes("lang=") ? new URLSearchParams(search).get("lang") : null;
  return named === "de" || named === "en" ? named : null;
}

/** The same address in a language, for the link to the other one. */
export function inLanguage(address: string, language: Language): string {
  const [path = "/", search = ""] = address.split("?");
  const parameters = new URLSearchParams(search);
  parameters.set("lang", language);
  return `${path}?${parameters}`;
}
