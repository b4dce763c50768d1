import type { Database } from "bun:sqlite";
import { checksNow } from "#src/checks/read.ts";
import { faceOf, momentWords, needsPerson } from "#src/checks/words.ts";
import type { Reader } from "#src/reader.ts";
import type { Need } from "./needs.ts";

/** Checks that are down, as they stand now. */
export function checkNeeds(db: Database, { language, company, now }: Reader): Need[] {
  return checksNow(db)
    .filter((one) => needsPerson(faceOf(one)))
    .map(({ check, standing, seen }) => {
      const since = standing.since ? momentWords(standing.since, company.time_zone, now) : "";
      const why = seen?.reason?.[language].replace(/\.$/, "");
      return {
        text: why ? `${check.name}: ${why}` : check.name,
        href: `/checks/${check.slug}`,
        who: "",
        since: { de: `seit ${since}`, en: `since ${since}` }[language],
        quiet: false,
      };
    });
}
