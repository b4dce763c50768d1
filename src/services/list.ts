import type { Language } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { dataCountry } from "./jurisdiction.ts";
import type { ServiceOn } from "./register.ts";
import { type Stage, stages } from "./stage.ts";
import type { WarningCode } from "./warning.ts";

export const sortings = ["added", "name", "stage", "old-data", "owner", "target"] as const;
export type Sorting = (typeof sortings)[number];

/** How a list of services is narrowed and ordered; all of it stands in the address. */
export type Choice = {
  stage: Stage | null;
  country: string | null;
  owner: string | null;
  warning: WarningCode | null;
  words: string | null;
  sort: Sorting;
  language: Language;
};

export function chosen(rows: readonly ServiceOn[], choice: Choice): ServiceOn[] {
  return rows.filter((row) => fits(row, choice)).sort(orders(choice.language)[choice.sort]);
}

function fits(row: ServiceOn, { stage, country, owner, warning, words, language }: Choice): boolean {
  return (
    (stage === null || row.stage === stage) &&
    (country === null || countriesOf(row).includes(country)) &&
    (owner === null || row.service.owner === owner) &&
    (warning === null || row.warnings.some(({ code }) => code === warning)) &&
    (words === null || textOf(row, language).includes(words.toLowerCase()))
  );
}

function textOf(row: ServiceOn, language: Language): string {
  const systems = [...row.from, ...row.to].map(({ system }) => named(system, language));
  return [named(row.service, language), row.service.purpose, row.service.owner, ...systems].join(" ").toLowerCase();
}

/** Every country in which data of a service lies or lay. */
export function countriesOf(row: ServiceOn): string[] {
  return [...new Set([...row.from, ...row.to].flatMap((one) => dataCountry(one)?.country ?? []))];
}

type Order = (a: ServiceOn, b: ServiceOn) => number;

function orders(language: Language): Record<Sorting, Order> {
  const collator = new Intl.Collator(language === "de" ? "de-CH" : "en", { numeric: true });
  const byText =
    (text: (row: ServiceOn) => string | null | undefined): Order =>
    (a, b) => {
      const [left, right] = [text(a), text(b)];
      if (!left || !right) return Number(!left) - Number(!right);
      return collator.compare(left, right);
    };
  return {
    added: (a, b) => a.service.id - b.service.id,
    name: byText((row) => named(row.service, language)),
    stage: (a, b) => rank(b) - rank(a),
    "old-data": byText((row) => row.from[0]?.old_data),
    owner: byText((row) => row.service.owner),
    target: byText((row) => (row.stage === "live" ? null : row.target?.on)),
  };
}

function rank(row: ServiceOn): number {
  return row.stage === null ? -1 : stages.indexOf(row.stage);
}
