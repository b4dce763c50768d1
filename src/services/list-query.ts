import type { Language } from "#src/say.ts";
import { type Day, isDay, parseWhen } from "#src/when.ts";
import type { Moment } from "./dated.ts";
import { type Choice, type Sorting, sortings } from "./list.ts";
import { type Stage, stages } from "./stage.ts";
import { type WarningCode, warningCodes } from "./warning.ts";

/** What stands in the address of a list: days, filters, order. Anything unreadable counts as not said. */
export type ListQuery = {
  as_of: Day | null;
  known_at: Day | null;
  stage: Stage | null;
  country: string | null;
  owner: string | null;
  warning: WarningCode | null;
  q: string | null;
  sort: Sorting;
};

type Raw = Record<string, string | undefined>;

export function readListQuery(raw: Raw): ListQuery {
  return {
    as_of: dayOf(raw["as_of"]),
    known_at: dayOf(raw["known_at"]),
    stage: oneOf(stages, raw["stage"]),
    country: raw["country"]?.trim() || null,
    owner: raw["owner"]?.trim() || null,
    warning: oneOf(warningCodes, raw["warning"]),
    q: raw["q"]?.trim().slice(0, 100) || null,
    sort: oneOf(sortings, raw["sort"]) ?? "added",
  };
}

/** `known_at` is today unless said, `as_of` is `known_at` unless said. */
export function momentOf({ as_of, known_at }: Pick<ListQuery, "as_of" | "known_at">, today: Day): Moment {
  const knownAt = known_at ?? today;
  return { knownAt, asOf: as_of ?? knownAt };
}

export function choiceOf({ stage, country, owner, warning, q, sort }: ListQuery, language: Language): Choice {
  return { stage, country, owner, warning, words: q, sort, language };
}

/** An address with some of it changed; what is not said or usual is left out. */
export function addressOf(path: string, query: ListQuery, change: Partial<ListQuery> = {}): string {
  const said = Object.entries({ ...query, ...change }).filter(
    ([name, value]) => value && !(name === "sort" && value === "added"),
  );
  const text = new URLSearchParams(said as [string, string][]).toString();
  return text === "" ? path : `${path}?${text}`;
}

export function isFiltered({ stage, country, owner, warning, q }: ListQuery): boolean {
  return [stage, country, owner, warning, q].some((part) => part !== null);
}

function oneOf<T extends string>(known: readonly T[], typed: string | undefined): T | null {
  return known.find((one) => one === typed) ?? null;
}

function dayOf(typed: string | undefined): Day | null {
  const on = typed ? (parseWhen(typed)?.on ?? "") : "";
  return isDay(on) ? on : null;
}
