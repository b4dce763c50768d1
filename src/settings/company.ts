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

/** A name in the reader's language: English where there is one, else as the company wrote it. */
export function named(thing: { name: string; name_en: string | null }, language: Language): string {
  return language === "en" ? (thing.name_en ?? thing.name) : thing.name;
}
