import type { Language } from "#src/say.ts";
import { isAboutOld } from "./check.ts";
import type { CheckNow } from "./read.ts";
import { type Face, faceOf, faceWord, lastingSince, momentWords } from "./words.ts";

type At = { language: Language; timeZone: string; now: Date };

/** What a check's page means: how it stands, since when, and why. */
export function checkHeadline({ check, standing, seen }: CheckNow, { language, timeZone, now }: At): string {
  const face = faceOf({ check, standing });
  const name = check.name;
  if (check.archived_at !== null)
    return { de: `${name} wird nicht mehr geprüft.`, en: `${name} is no longer checked.` }[language];
  if (face === "paused") return { de: `${name} ist pausiert.`, en: `${name} is paused.` }[language];
  if (face === "new") return { de: `${name}: noch nicht geprüft.`, en: `${name}: not checked yet.` }[language];
  const why = face === "down" || face === "degraded" ? (seen?.reason?.[language] ?? "") : "";
  const since = standing.since ? momentWords(standing.since, timeZone, now) : "";
  const word = faceWord(check, face)[language];
  const took = standing.since ? lastingSince(now.getTime() - Date.parse(standing.since), language) : "";
  if (face === "up") return upHeadline(name, word, took, since, isAboutOld(check), language);
  if (isCalm(face)) return `${name}: ${word}.`;
  const said = language === "de" ? `${name}: ${word} seit ${since}.` : `${name}: ${word} since ${since}.`;
  return why ? `${said} ${why}` : said;
}

function isCalm(face: Face): boolean {
  return face === "unknown" || face === "unstable";
}

function upHeadline(name: string, word: string, took: string, since: string, old: boolean, language: Language): string {
  if (old) return language === "de" ? `${name}: ${word}, seit ${since}.` : `${name}: ${word}, since ${since}.`;
  return language === "de"
    ? `${name} ist gut, seit ${took} ohne Störung.`
    : `${name} is well, without an outage for ${took}.`;
}
