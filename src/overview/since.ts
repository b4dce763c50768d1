import type { Entry } from "#src/history/entry.ts";
import { listed, numberWord } from "#src/number-words.ts";
import type { Language } from "#src/say.ts";
import { type Stage, stageWords } from "#src/services/stage.ts";

/** "Newsletter steht bereit, drei Löschungen wurden bekannt": what the history says since somebody was last here. Empty: nothing. */
export function sinceSentence(
  entries: readonly Entry[],
  names: ReadonlyMap<string, string>,
  language: Language,
): string {
  const parts = [...stages(entries, names, language), ...deletions(entries, language), ...rest(entries, language)];
  return parts.length === 0 ? "" : listed(parts, language);
}

function stages(entries: readonly Entry[], names: ReadonlyMap<string, string>, language: Language): string[] {
  const latest = new Map<string, Stage>();
  for (const entry of entries) {
    if (entry.what !== "stage.reported" || latest.has(entry.about)) continue;
    latest.set(entry.about, JSON.parse(entry.facts).stage as Stage);
  }
  if (latest.size > 3) {
    const number = numberWord(latest.size, language);
    return [
      language === "de"
        ? `von ${number} Diensten wurde ein Stand gemeldet`
        : `stages of ${number} services were reported`,
    ];
  }
  return [...latest].map(([about, stage]) => `${names.get(about) ?? about} ${stageWords[stage][language]}`);
}

function deletions(entries: readonly Entry[], language: Language): string[] {
  const number = new Set(
    entries
      .filter((entry) => entry.what === "old-data.reported" && JSON.parse(entry.facts).state === "deleted")
      .map(({ about }) => about),
  ).size;
  if (number === 0) return [];
  if (number === 1) return [language === "de" ? "eine Löschung wurde bekannt" : "one deletion became known"];
  return [
    language === "de"
      ? `${numberWord(number, "de")} Löschungen wurden bekannt`
      : `${numberWord(number, "en")} deletions became known`,
  ];
}

/** Everything else of the register is only counted; the history page tells it. */
function rest(entries: readonly Entry[], language: Language): string[] {
  const told = new Set(["stage.reported", "old-data.reported"]);
  const number = entries.filter((entry) => /^(service|system):/.test(entry.about) && !told.has(entry.what)).length;
  if (number === 0) return [];
  const word =
    number === 1
      ? { de: "eine weitere Angabe", en: "one more statement" }[language]
      : number > 200
        ? { de: "viele weitere Angaben", en: "many more statements" }[language]
        : language === "de"
          ? `${numberWord(number, "de")} weitere Angaben`
          : `${numberWord(number, "en")} more statements`;
  return [word];
}
