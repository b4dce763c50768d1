import type { Language } from "#src/say.ts";
import type { Day } from "#src/when.ts";
import jurisdictions from "./jurisdictions.json" with { type: "json" };
import type { Status } from "./status.ts";

/** Whose law judges the transfer: the Swiss DSG or the GDPR. */
export type Regime = "CH" | "EU";
export type Confidence = "high" | "medium" | "low";
export type Words = Record<Language, string>;

/**
 * What the law said about a country for a time. Both days are inside; `from` null means already so before 2015,
 * `until` null means still open. `basis` and `scope` are German, as the law is cited here; `note` is the researcher's, in English.
 */
export type Interval = {
  regime: Regime;
  status: Status;
  from: Day | null;
  until: Day | null;
  basis: string;
  source: string;
  confidence: Confidence;
  scope?: string;
  note?: string;
  flags?: string[];
};

/** What the company itself found out: it counts before our list on every day it contains. */
export type OwnInterval = {
  regime: Regime;
  country: string;
  status: Status;
  from: Day;
  until: Day | null;
  basis: string;
  source: string;
};

type Place = {
  iso: string | null;
  name_de: string;
  name_en: string;
  entries: Interval[];
  events?: { date: Day; what: string; source: string; confidence?: string }[];
};
type About = { as_of: Day; newest_source_seen: string };

const [about, ...places] = jurisdictions as unknown as [About, ...Place[]];
let byCountry: Map<string, Place> | null = null;

export { about };

/** The country as our list knows it, or null for the many it does not name. Bodies such as the EPO have no ISO code. */
export function placeOf(country: string): Place | null {
  byCountry ??= new Map(places.flatMap((place) => (place.iso ? [[place.iso, place]] : [])));
  return byCountry.get(country) ?? null;
}

export function intervalsOf(country: string, regime: Regime): Interval[] {
  return placeOf(country)?.entries.filter((interval) => interval.regime === regime) ?? [];
}

export function ownIntervalsOf(own: readonly OwnInterval[], country: string, regime: Regime): OwnInterval[] {
  return own.filter((interval) => interval.country === country && interval.regime === regime);
}

export function holdsOn({ from, until }: { from: Day | null; until: Day | null }, on: Day): boolean {
  return (from === null || from <= on) && (until === null || on <= until);
}
