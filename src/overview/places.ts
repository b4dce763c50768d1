import { countryName } from "#src/law/country.ts";
import type { Language } from "#src/say.ts";
import { dataCountry } from "#src/services/jurisdiction.ts";
import type { ServiceOn, SystemOn } from "#src/services/register.ts";

/** How many services had their data in a country before, and how many have it there after. */
export type PlaceCount = { name: string; before: number; after: number };

/** Counted once for each service and country, by server location where it is known, else by seat. Most services first, unknown last. */
export function placeCounts(rows: readonly ServiceOn[], home: string, language: Language): PlaceCount[] {
  const counts = new Map<string, PlaceCount>();
  for (const row of rows) {
    for (const name of placesOf(row.from, language)) bump(counts, name, "before");
    for (const name of placesOf(row.to, language)) bump(counts, name, "after");
  }
  const rank = ({ name, before, after }: PlaceCount) =>
    name === unknown[language] ? -1 : name === countryName(home, language) ? 1000 : after * 10 + before;
  return [...counts.values()].sort((a, b) => rank(b) - rank(a) || a.name.localeCompare(b.name));
}

const unknown = { de: "nicht angegeben", en: "not stated" };
const devices = { de: "auf unseren Geräten", en: "on our devices" };

function placesOf(systems: readonly SystemOn[], language: Language): Set<string> {
  return new Set(systems.map((one) => placeOf(one, language)));
}

function placeOf(one: SystemOn, language: Language): string {
  const data = dataCountry(one);
  if (!data) return one.system.hosting === "local" ? devices[language] : unknown[language];
  const parent = one.places.parent?.country;
  const name = countryName(data.country, language);
  if (!parent || parent === data.country) return name;
  return language === "de"
    ? `${name}, Mutterhaus ${countryName(parent, language)}`
    : `${name}, parent ${countryName(parent, language)}`;
}

function bump(counts: Map<string, PlaceCount>, name: string, what: "before" | "after"): void {
  const count = counts.get(name) ?? { name, before: 0, after: 0 };
  count[what] += 1;
  counts.set(name, count);
}
