import type { Language } from "#src/say.ts";
import { proofWords } from "#src/services/old-data.ts";
import { named } from "#src/settings/company.ts";
import { formatOn, formatWhen } from "#src/when.ts";
import type { Dossier } from "./log.ts";
import { whenIn } from "./record.ts";
import { metPoints, nextPoint, type Point, type Support } from "./record-gauge.ts";

type Named = { name: string; name_en: string | null };

/** What a record's page says first: "Slack: gelöscht am 8. Dezember 2020. Die Bestätigung fehlt noch." */
export function recordHeadline(
  dossier: Dossier,
  supports: readonly Support[],
  system: Named,
  language: Language,
): string {
  const name = named(system, language);
  const when = whenIn(dossier.record, "executed");
  const missing = missingSentence(
    nextPoint(metPoints(dossier.record, supports), dossier.proof.level),
    dossier,
    language,
  );
  const executed = when.on?.length === 10 ? longDay(when.on, language) : formatWhen(when, language);
  if (language === "de") return `${name}: gelöscht${when.on?.length === 10 ? " am" : ","} ${executed}. ${missing}`;
  return `${name}: deleted${when.on?.length === 10 ? " on" : ","} ${executed}. ${missing}`;
}

function longDay(on: string, language: Language): string {
  if (language === "en") return formatOn(on, language);
  const format = new Intl.DateTimeFormat("de-CH", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(`${on}T00:00:00Z`));
}

function missingSentence(next: Point | null, { proof }: Dossier, language: Language): string {
  if (next !== null) return missingWords[next][language];
  const level = proofWords[proof.level][language];
  return language === "de" ? `Vollständig belegt: ${level}.` : `Fully proven: ${level}.`;
}

const missingWords: Record<Point, { de: string; en: string }> = {
  confirmation: { de: "Die Bestätigung fehlt noch.", en: "The confirmation is still missing." },
  "second-person": {
    de: "Eine zweite Person hat noch nicht nachgeprüft.",
    en: "A second person has not verified it yet.",
  },
  scope: { de: "Der Umfang ist noch nicht erfasst.", en: "The scope is not recorded yet." },
  export: { de: "Export und Import sind noch nicht belegt.", en: "Export and import are not documented yet." },
  request: { de: "Die Anfrage ist noch nicht erfasst.", en: "The request is not recorded yet." },
  backups: { de: "Wann die Backups ablaufen, ist noch offen.", en: "When backups expire is still open." },
  documents: { de: "Die Dokumente sind noch nicht nachgeführt.", en: "The documents are not updated yet." },
};
