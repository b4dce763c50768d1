import { capital, listed, numberWord } from "#src/number-words.ts";
import type { Sentence } from "#src/problem.ts";
import type { Language } from "#src/say.ts";
import { dayIn, daysBetween, formatOn } from "#src/when.ts";
import type { Check, TroubleKind } from "./check.ts";
import { isAboutOld } from "./check.ts";
import type { CheckState } from "./kind.ts";
import type { Standing } from "./state.ts";

/** How a check stands, in one word for people. */
export type Face = CheckState | "new" | "paused" | "unstable";

export type Facing = { check: Pick<Check, "paused_at" | "archived_at">; standing: Standing };

export function faceOf({ check, standing }: Facing): Face {
  if (check.paused_at !== null || check.archived_at !== null) return "paused";
  if (standing.unstable_since !== null) return "unstable";
  if (standing.confirmed === "new") return standing.observed === "unknown" ? "unknown" : "new";
  return standing.observed === "unknown" && standing.confirmed !== "down" ? "unknown" : standing.confirmed;
}

export function needsPerson(face: Face): boolean {
  return face === "down" || face === "unstable";
}

const faceWords: Record<Face, Sentence> = {
  up: { de: "gut", en: "well" },
  degraded: { de: "beeinträchtigt", en: "degraded" },
  down: { de: "gestört", en: "down" },
  unknown: { de: "ungewiss", en: "unknown" },
  new: { de: "noch nicht geprüft", en: "not checked yet" },
  paused: { de: "pausiert", en: "paused" },
  unstable: { de: "unstet", en: "unstable" },
};

/** Of what was left at an old provider, "up" means that nothing was found. */
const oldWords: Partial<Record<Check["kind"], Partial<Record<Face, Sentence>>>> = {
  gone: { up: { de: "weg", en: "gone" }, down: { de: "antwortet noch", en: "still answers" } },
  trace: { up: { de: "ohne Spuren", en: "no traces" }, down: { de: "Spuren gefunden", en: "traces found" } },
};

export function faceWord(check: Pick<Check, "kind">, face: Face): Sentence {
  return oldWords[check.kind]?.[face] ?? faceWords[face];
}

export const troubleWords: Record<TroubleKind, Sentence> = {
  down: { de: "gestört", en: "down" },
  degraded: { de: "beeinträchtigt", en: "degraded" },
  unstable: { de: "unstet", en: "unstable" },
  expiry: { de: "läuft ab", en: "expires" },
};

type Row = Facing & { check: Check };

/** What the list of checks means: what is wrong first, then what is left behind, then that all is well. */
export function checksSentence(rows: readonly Row[], language: Language): string {
  const faces = rows.map((row) => ({ old: isAboutOld(row.check), face: faceOf(row) }));
  const ours = faces.filter(({ old }) => !old);
  const count = (list: typeof faces, ...wanted: Face[]) => list.filter(({ face }) => wanted.includes(face)).length;
  const down = count(ours, "down", "unstable");
  const degraded = count(ours, "degraded");
  const left = count(
    faces.filter(({ old }) => old),
    "down",
    "unstable",
  );
  const said = [
    down > 0 ? downSentence(down, ours.length, language) : null,
    degraded > 0 ? degradedSentence(degraded, language) : null,
    left > 0 ? leftSentence(left, language) : null,
  ].filter((one) => one !== null);
  if (said.length > 0) return said.join(" ");
  const unsure = count(faces, "unknown", "new");
  if (unsure === faces.length)
    return { de: "Noch hat keine Prüfung etwas gesehen.", en: "No check has seen anything yet." }[language];
  return allWell(faces.length, unsure, language);
}

const one = { de: "Eine", en: "One" };

function numbered(count: number, language: Language): string {
  return count === 1 ? one[language] : capital(numberWord(count, language));
}

/** "vierzehn" is not a word of `numberWord`; figures are as good. */
function downSentence(down: number, all: number, language: Language): string {
  if (all === 1) return { de: "Die eine Prüfung ist gestört.", en: "The one check is down." }[language];
  if (down === all) return { de: "Alle Prüfungen sind gestört.", en: "All checks are down." }[language];
  return language === "de"
    ? `${numbered(down, "de")} von ${numberWord(all, "de")} Prüfungen ${down === 1 ? "ist" : "sind"} gestört.`
    : `${numbered(down, "en")} of ${numberWord(all, "en")} checks ${down === 1 ? "is" : "are"} down.`;
}

function degradedSentence(count: number, language: Language): string {
  return language === "de"
    ? `${numbered(count, "de")} ${count === 1 ? "ist" : "sind"} beeinträchtigt.`
    : `${numbered(count, "en")} ${count === 1 ? "is" : "are"} degraded.`;
}

function leftSentence(count: number, language: Language): string {
  if (count === 1)
    return { de: "Eine Spur eines alten Anbieters ist noch da.", en: "One trace of an old provider is still there." }[
      language
    ];
  return language === "de"
    ? `${capital(numberWord(count, "de"))} Spuren alter Anbieter sind noch da.`
    : `${capital(numberWord(count, "en"))} traces of old providers are still there.`;
}

function allWell(count: number, unsure: number, language: Language): string {
  const well =
    count === 1
      ? { de: "Die eine Prüfung ist gut.", en: "The one check is well." }
      : {
          de: `Alle ${numberWord(count, "de")} Prüfungen sind gut.`,
          en: `All ${numberWord(count, "en")} checks are well.`,
        };
  if (unsure === 0) return well[language];
  return language === "de"
    ? `Keine Störung. ${numbered(unsure, "de")} ${unsure === 1 ? "Prüfung ist" : "Prüfungen sind"} ungewiss.`
    : `Nothing is down. ${numbered(unsure, "en")} ${unsure === 1 ? "check is" : "checks are"} unknown.`;
}

/** "72 Min.", "3 Std.", "12 Tage" */
export function lasting(ms: number, language: Language): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1)
    return language === "de"
      ? `${Math.max(0, Math.floor(ms / 1000))} Sek.`
      : `${Math.max(0, Math.floor(ms / 1000))} sec`;
  if (minutes < 120) return language === "de" ? `${minutes} Min.` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return language === "de" ? `${hours} Std.` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return language === "de" ? `${days} Tage` : `${days} days`;
}

/** The same after "seit": "seit 12 Tagen", "for 12 days". */
export function lastingSince(ms: number, language: Language): string {
  return lasting(ms, language).replace(/Tage$/, "Tagen");
}

/** "08:02" of today, "22.11., 08:02" of this year, else with the year. */
export function momentWords(at: string, timeZone: string, now: Date): string {
  const day = dayIn(timeZone, new Date(at));
  const time = new Intl.DateTimeFormat("de-CH", { timeZone, hour: "2-digit", minute: "2-digit" }).format(new Date(at));
  if (daysBetween(day, dayIn(timeZone, now)) === 0) return time;
  const shown = formatOn(day, "de");
  return `${day.slice(0, 4) === dayIn(timeZone, now).slice(0, 4) ? shown.slice(0, 6) : shown}, ${time}`;
}

/** "60 s", "5 Min.", "1 Std.", "täglich" */
export function everyWords(every_s: number, language: Language): string {
  if (every_s === 86_400) return { de: "täglich", en: "daily" }[language];
  if (every_s % 3600 === 0) return language === "de" ? `alle ${every_s / 3600} Std.` : `every ${every_s / 3600} h`;
  if (every_s % 60 === 0) return language === "de" ? `alle ${every_s / 60} Min.` : `every ${every_s / 60} min`;
  return language === "de" ? `alle ${every_s} s` : `every ${every_s} s`;
}

export function namesOf(checks: readonly Pick<Check, "name">[], language: Language): string {
  return listed(
    checks.map(({ name }) => name),
    language,
  );
}
