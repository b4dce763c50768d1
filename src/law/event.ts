import type { Day } from "#src/when.ts";
import { type Flag, flagWords } from "./flag.ts";
import { placeOf, type Words } from "./interval.ts";

/** Something that happened to a country's law. `confidence` is null when nothing speaks against the source. */
export type LawEvent = {
  on: Day;
  what: Words;
  source: string;
  confidence: string | null;
  /** The risk that this event began or changed, and what it means in words. */
  flag: Flag | null;
  meaning: Words | null;
};

type Told = { en: string; flag: Flag | null };

/** The list tells its events in German; here in English, by country and day, with the risk each belongs to. */
const told: Record<string, Told> = {
  "US 2018-03-23": {
    en: "US CLOUD Act in force: duty to hand over data wherever it is stored, where there is possession, custody or control",
    flag: "risk:cloud-act",
  },
  "US 2022-10-07": { en: "Executive Order 14086", flag: null },
  "US 2025-09-03": {
    en: "EU General Court, T-553/23 Latombe: action against the DPF dismissed",
    flag: "risk:litigation-pending",
  },
  "US 2025-10-31": { en: "Appeal C-703/25 P lodged (OJ of 22.12.2025)", flag: "risk:litigation-pending" },
  "US 2025-11-24": {
    en: "Resolution of privatim (for public bodies): SaaS of foreign providers for sensitive personal data only with encryption of one's own",
    flag: null,
  },
  "US 2026-06-12": {
    en: "FISA section 702 lapsed for the first time; collection reportedly goes on under FISC certifications (until 03.2027)",
    flag: "risk:fisa702",
  },
  "US 2026-06-29": {
    en: "US Supreme Court, Trump v. Slaughter (No. 25-332): FTC not independent; the DPF relies on it; noyb demands its withdrawal, the Commission is examining",
    flag: "risk:ftc-independence-lost-2026-06-29",
  },
};

/** What happened up to and including a day, oldest first. Empty for every country our list tells nothing of. */
export function eventsOf(country: string, until: Day): LawEvent[] {
  const events = placeOf(country)?.events ?? [];
  return events
    .filter(({ date }) => date <= until)
    .map(({ date, what, source, confidence }) => {
      const { en, flag } = told[`${country} ${date}`] ?? { en: what, flag: null };
      const meaning = flag ? flagWords[flag] : null;
      return { on: date, what: { de: what, en }, source, confidence: confidence ?? null, flag, meaning };
    })
    .sort((a, b) => a.on.localeCompare(b.on));
}
