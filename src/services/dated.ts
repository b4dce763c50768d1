import { countsFrom, type Day, type When } from "#src/when.ts";

/**
 * What every fact of the register carries: when it happened (cut to its precision, or in words), when we first said it, when the
 * machine recorded it. `corrects` names the fact that this one replaces; `withdrawn` says that nothing takes its place.
 */
export type Dated = {
  id: number;
  happened_on: string | null;
  happened_text: string | null;
  reported_on: Day;
  recorded_at: string;
  by: string;
  note: string | null;
  corrects: number | null;
  withdrawn: 0 | 1;
};

/** What had happened by the end of `asOf`, told with what was known at the end of `knownAt` (PRODUCT, "On a day"). */
export type Moment = { asOf: Day; knownAt: Day };

export function whenOf(fact: Dated): When {
  return { on: fact.happened_on, text: fact.happened_text };
}

/** The day from which a fact counts. */
export function startOf(fact: Dated): Day {
  return countsFrom(whenOf(fact), fact.reported_on);
}

/** True when it was first said on a day before the one on which it was recorded: shown as "nachgetragen". */
export function isBackdated(fact: Dated, recordedOn: Day): boolean {
  return fact.reported_on < recordedOn;
}

/** The facts that had been reported by a day, without those that another of them corrects or withdraws, in the order they happened. */
export function knownFacts<T extends Dated>(facts: readonly T[], knownAt: Day): T[] {
  const known = facts.filter((fact) => fact.reported_on <= knownAt);
  const corrected = new Set(known.map((fact) => fact.corrects));
  return known.filter((fact) => fact.withdrawn === 0 && !corrected.has(fact.id)).sort(inTime);
}

/** Of those, the ones that had happened by `asOf`. The last one is what held then. */
export function factsOn<T extends Dated>(facts: readonly T[], { asOf, knownAt }: Moment): T[] {
  return knownFacts(facts, knownAt).filter((fact) => startOf(fact) <= asOf);
}

/**
 * Facts that hold rather than happen (a seat, an answer, a contract): without a date they hold on every day, as far back as we
 * know; with one they count from it like any other.
 */
export function standingOn<T extends Dated>(facts: readonly T[], { asOf, knownAt }: Moment): T[] {
  return knownFacts(facts, knownAt).filter((fact) => isUndated(fact) || startOf(fact) <= asOf);
}

function isUndated(fact: Dated): boolean {
  return fact.happened_on === null && fact.happened_text === null;
}

function inTime(a: Dated, b: Dated): number {
  return compare(startOf(a), startOf(b)) || compare(a.reported_on, b.reported_on) || a.id - b.id;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The facts at the end that all say the same: how long the last one has held. `same` compares two neighbours. */
export function lastRun<T>(facts: readonly T[], same: (a: T, b: T) => boolean): T[] {
  const last = facts.at(-1);
  if (last === undefined) return [];
  const start = facts.findLastIndex((fact) => !same(fact, last));
  return facts.slice(start + 1);
}
