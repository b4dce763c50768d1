import type { Regime } from "#src/reader.ts";
import type { Language } from "#src/say.ts";

export type Company = {
  name: string;
  regime: Regime;
  time_zone: string;
  language: Language;
  public_address: string | null;
  stale_after_days: number;
  stand_is_public: 0 | 1;
  stand_intro: string | null;
  set_up_at: string | null;
};

/** What is set on one form. */
export type CompanyDetails = Pick<
  Company,
  "name" | "regime" | "time_zone" | "language" | "public_address" | "stale_after_days"
>;

export type Stand = Pick<Company, "stand_is_public" | "stand_intro">;

export type Criterion = {
  id: number;
  slug: string;
  name: string;
  name_en: string | null;
  meaning: string | null;
  meaning_en: string | null;
  position: number;
  archived_at: string | null;
};

export type CriterionWords = Pick<Criterion, "name" | "name_en" | "meaning" | "meaning_en">;

/** What the first page asks: the company, whether each criterion is used and how it is worded, and perhaps one more. */
export type SetUp = {
  company: CompanyDetails;
  criteria: readonly { id: number; words: CriterionWords; used: boolean }[];
  added: CriterionWords | null;
};

/** How the set-up page names the fields of one criterion: `criterion-2-name`. */
export function criterionField(id: number | "new", part: keyof CriterionWords | "used"): string {
  return `criterion-${id}-${part}`;
}

/** A name in the reader's language: English where there is one, else as the company wrote it. */
export function named(thing: { name: string; name_en: string | null }, language: Language): string {
  return language === "en" ? (thing.name_en ?? thing.name) : thing.name;
}

/** What a criterion means in the reader's language, in the same way. */
export function meaningOf(
  { meaning, meaning_en }: Pick<Criterion, "meaning" | "meaning_en">,
  language: Language,
): string | null {
  return language === "en" ? (meaning_en ?? meaning) : meaning;
}

/** What a name is called in addresses and exports: `Offene Formate` gives `offene-formate`. */
export function slugFrom(name: string): string {
  const plain = name.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss");
  const words = plain
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .match(/[a-z0-9]+/g) ?? ["criterion"];
  return words.join("-").slice(0, 60);
}

let zones: readonly string[] | null = null;

/** Every time zone people live in, by its usual name, and UTC. */
export function timeZones(): readonly string[] {
  zones ??= [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC"])]
    .filter((zone) => !zone.startsWith("Etc/"))
    .sort();
  return zones;
}
