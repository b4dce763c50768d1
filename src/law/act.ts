import type { Day } from "#src/when.ts";
import { holdsOn, type Regime, type Words } from "./interval.ts";

/** A data-protection law and the days on which it applied, both inside. */
export type Act = { regime: Regime; name: Words; from: Day; until: Day | null; source: string };

const acts: readonly Act[] = [
  {
    regime: "CH",
    name: {
      de: "Bundesgesetz über den Datenschutz (DSG) vom 19. Juni 1992",
      en: "Federal Act on Data Protection (FADP) of 19 June 1992",
    },
    from: "1993-07-01",
    until: "2023-08-31",
    source:
      "https://lex.weblaw.ch/lex.php?lex_id=83119&norm_id=235.1&source=SR ; https://datenschutzgesetze.ch/tags/dsg",
  },
  {
    regime: "CH",
    name: {
      de: "Bundesgesetz über den Datenschutz (DSG) vom 25. September 2020",
      en: "Federal Act on Data Protection (FADP) of 25 September 2020",
    },
    from: "2023-09-01",
    until: null,
    source:
      "https://lex.weblaw.ch/lex.php?lex_id=83119&norm_id=235.1&source=SR ; https://datenrecht.ch/gesetzestexte/dsg/",
  },
  {
    regime: "EU",
    name: { de: "Datenschutzrichtlinie 95/46/EG", en: "Data Protection Directive 95/46/EC" },
    from: "1995-10-24", // adoption, as everywhere in the law data; the member states had until 1998 to follow it
    until: "2018-05-24",
    source: "https://eur-lex.europa.eu/eli/dir/1995/46/oj",
  },
  {
    regime: "EU",
    name: {
      de: "Datenschutz-Grundverordnung (DSGVO), Verordnung (EU) 2016/679",
      en: "General Data Protection Regulation (GDPR), Regulation (EU) 2016/679",
    },
    from: "2018-05-25",
    until: null,
    source: "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
  },
];

/** The law to cite for something that happened on that day; null before the first one. */
export function lawInForce(regime: Regime, on: Day): Act | null {
  return acts.find((act) => act.regime === regime && holdsOn(act, on)) ?? null;
}
