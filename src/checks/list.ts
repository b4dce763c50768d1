import { type Check, isAboutOld } from "./check.ts";
import { type Face, type Facing, faceOf, needsPerson } from "./words.ts";

export const listFilters = ["all", "ours", "gone", "traces"] as const;
export type ListFilter = (typeof listFilters)[number];

type Row = Facing & { check: Check };

export const isListed: Record<ListFilter, (row: Row) => boolean> = {
  all: () => true,
  ours: ({ check }) => !isAboutOld(check),
  gone: ({ check }) => check.kind === "gone",
  traces: ({ check }) => check.kind === "trace",
};

/** At an old provider nothing answers any more, or nothing of it was found: these stand apart, at the end of the page. */
export function isGoneForGood(row: Row): boolean {
  return isAboutOld(row.check) && faceOf(row) === "up";
}

function rankOf(face: Face): number {
  if (needsPerson(face)) return 0;
  return face === "degraded" ? 1 : 2;
}

/** What a filter shows: what needs a person first, then what is degraded, then by name. */
export function listedFirst<T extends Row>(rows: readonly T[], show: ListFilter): T[] {
  const shown = rows.filter(isListed[show]).filter((row) => show !== "all" || !isGoneForGood(row));
  const ranks = Map.groupBy(shown, (row) => rankOf(faceOf(row)));
  return [0, 1, 2].flatMap((rank) => ranks.get(rank) ?? []);
}
