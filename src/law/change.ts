import type { Day } from "#src/when.ts";
import { intervalsOf, type OwnInterval, ownIntervalsOf, type Regime } from "./interval.ts";
import type { Status } from "./status.ts";

/** `on` is the first day of what began, or the last day of what ended. */
export type LawChange = {
  on: Day;
  what: "began" | "ended";
  country: string;
  regime: Regime;
  status: Status;
  basis: string;
  source: string;
  ours: boolean;
};

type Edge = Pick<LawChange, "country" | "status" | "basis" | "source" | "ours"> & {
  from: Day | null;
  until: Day | null;
};

/** What began or ended between two days (both inside) in these countries, by day; of one day the ended first. */
export function changesBetween(
  from: Day,
  to: Day,
  countries: readonly string[],
  regime: Regime,
  own: readonly OwnInterval[] = [],
): LawChange[] {
  const inside = ({ on }: LawChange) => from <= on && on <= to;
  return [...new Set(countries)]
    .flatMap((country) => edgesOf(country, regime, own))
    .flatMap((edge) => changesOf(edge, regime))
    .filter(inside)
    .sort((a, b) => a.on.localeCompare(b.on) || b.what.localeCompare(a.what) || a.country.localeCompare(b.country));
}

function edgesOf(country: string, regime: Regime, own: readonly OwnInterval[]): Edge[] {
  return [
    ...intervalsOf(country, regime).map((interval) => ({ ...interval, country, ours: false })),
    ...ownIntervalsOf(own, country, regime).map((interval) => ({ ...interval, ours: true })),
  ];
}

function changesOf({ from, until, country, status, basis, source, ours }: Edge, regime: Regime): LawChange[] {
  const change = { country, regime, status, basis, source, ours };
  const began = from === null ? [] : [{ on: from, what: "began" as const, ...change }];
  const ended = until === null ? [] : [{ on: until, what: "ended" as const, ...change }];
  return [...began, ...ended];
}
