import type { Language } from "#src/say.ts";
import { aliases } from "./country-alias.ts";
import { placeOf } from "./interval.ts";

export type Country = { iso: string; name: string };

/** ISO 3166-1 alpha-2, and XK: user-assigned for Kosovo, where many a Swiss company has its support. */
const codes = `
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT
JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP
MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA
RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT
TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`;

const locales: Record<Language, string> = { de: "de-CH", en: "en" };

// Everything below is built when it is first asked for: the program's start must not pay for it.
let known: Set<string> | null = null;
let readable: Map<string, string> | null = null;
const sorted: Partial<Record<Language, readonly Country[]>> = {};
const namers: Partial<Record<string, Intl.DisplayNames>> = {};

/** True for a code in capitals, as it is stored: `CH`, not `ch`. */
export function isCountry(iso: string): boolean {
  return isoCodes().has(iso);
}

/** What people here call a country whose official name nobody says. */
const everyday: Record<string, Record<Language, string>> = {
  US: { de: "USA", en: "USA" },
  GB: { de: "Grossbritannien", en: "United Kingdom" },
  KR: { de: "Südkorea", en: "South Korea" },
};

/** The everyday name, else the one in our list, else the usual one; what is no country comes back unchanged. */
export function countryName(iso: string, language: Language): string {
  if (everyday[iso]) return everyday[iso][language];
  const place = placeOf(iso);
  if (place) return language === "de" ? place.name_de : place.name_en;
  return isCountry(iso) ? usualName(iso, language, "long") : iso;
}

/** Every country in the order of its name, for a select. */
export function countries(language: Language): readonly Country[] {
  sorted[language] ??= [...isoCodes()]
    .map((iso) => ({ iso, name: countryName(iso, language) }))
    .sort((a, b) => a.name.localeCompare(b.name, locales[language]));
  return sorted[language];
}

/** Reads a code (`ch`, `UK`) or a German or English name (`Grossbritannien`, `U.S.A.`); null when it could be several or none. */
export function readCountry(typed: string): string | null {
  readable ??= readableNames();
  return readable.get(fold(typed)) ?? null;
}

function isoCodes(): Set<string> {
  known ??= new Set(codes.trim().split(/\s+/));
  return known;
}

function readableNames(): Map<string, string> {
  const names = new Map<string, string>();
  const add = (name: string, iso: string) => {
    names.set(fold(name), iso);
    names.set(fold(spelledOut(name)), iso);
  };
  for (const iso of isoCodes()) for (const name of namesOf(iso)) add(name, iso);
  for (const [iso, others] of Object.entries(aliases)) for (const name of others) add(name, iso);
  for (const iso of isoCodes()) names.set(fold(iso), iso);
  return names;
}

function namesOf(iso: string): string[] {
  const languages: Language[] = ["de", "en"];
  return languages.flatMap((language) => [
    usualName(iso, language, "short"),
    usualName(iso, language, "long"),
    countryName(iso, language),
  ]);
}

function usualName(iso: string, language: Language, style: "long" | "short"): string {
  const key = `${language} ${style}`;
  namers[key] ??= new Intl.DisplayNames([locales[language]], { type: "region", style });
  return namers[key].of(iso) ?? iso;
}

/** What people vary in a name is taken out: capitals, accents, dots, hyphens, "die", "and", "Sankt" for "St.". */
function fold(name: string): string {
  const letters = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  return letters
    .replace(/[.'’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\b(sankt|saint)\b/g, "st")
    .replace(/\b(und|and|der|die|das|the|of)\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** `Österreich` as typed where the keyboard has no umlauts: `Oesterreich`. */
function spelledOut(name: string): string {
  return name.normalize("NFC").replace(/ä/gi, "ae").replace(/ö/gi, "oe").replace(/ü/gi, "ue");
}
