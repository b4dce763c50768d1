import type { Language } from "#src/say.ts";
import { about, type Words } from "./interval.ts";

/** How far our list reaches: the day it was put together, and the month (`2026-07`) of the newest source that was read. */
export const lawHorizon = {
  as_of: about.as_of,
  newest_source: newestMonth(about.newest_source_seen),
};

/** "Rechtsstand Juli 2026, bitte prüfen": shown wherever a judgement is shown. */
export function horizonSentence(): Words {
  return {
    de: `Rechtsstand ${monthIn("de")}, bitte prüfen`,
    en: `Law as of ${monthIn("en")}, please check`,
  };
}

function newestMonth(seen: string): string {
  return (seen.match(/\d{4}-\d{2}/g) ?? []).sort().at(-1) ?? "";
}

function monthIn(language: Language): string {
  const format = new Intl.DateTimeFormat(language === "de" ? "de-CH" : "en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.format(new Date(`${lawHorizon.newest_source}-01T00:00:00Z`));
}
