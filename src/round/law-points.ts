import { changesBetween, type LawChange } from "#src/law/change.ts";
import { countryName } from "#src/law/country.ts";
import type { OwnInterval, Regime } from "#src/law/interval.ts";
import { statusWords } from "#src/law/status.ts";
import type { Sentence } from "#src/problem.ts";
import { holdsData } from "#src/services/old-data.ts";
import type { Register } from "#src/services/register.ts";
import { addDays, type Day, formatOn } from "#src/when.ts";
import type { AgendaPoint, Since } from "./agenda.ts";

type Law = { regime: Regime; own: readonly OwnInterval[] };

/** What began or ended in the law since the last round, for the countries of systems that hold data. */
export function lawPoints(register: Register, { regime, own }: Law, since: Since, today: Day): AgendaPoint[] {
  const places = register.systems.filter((one) => holdsData(one.old_data)).flatMap((one) => Object.values(one.places));
  const countries = places.flatMap((place) => place?.country ?? []);
  return changesBetween(addDays(since.on, 1), today, countries, regime, own).map((change) => ({
    subject: `law:${change.country}`,
    title: titleOf(change.country),
    href: `/services?country=${change.country}`,
    owner: null,
    section: "law",
    text: textOf(change),
    on: change.on,
    red: false,
  }));
}

function titleOf(country: string): Sentence {
  return { de: `Recht: ${countryName(country, "de")}`, en: `Law: ${countryName(country, "en")}` };
}

function textOf({ what, on, status, basis, regime }: LawChange): Sentence {
  const words = statusWords[status];
  const day = formatOn(on, "de");
  const law = regime === "CH" ? { de: "Schweizer Recht", en: "Swiss law" } : { de: "EU-Recht", en: "EU law" };
  return {
    de: `${what === "began" ? `Ab ${day} gilt` : `Bis ${day} galt`} nach ${law.de} «${words.de}»: ${basis}`,
    en: `${what === "began" ? `From ${day}` : `Until ${day}`}, under ${law.en}, "${words.en}": ${basis}`,
  };
}
