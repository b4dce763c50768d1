import type { Database } from "bun:sqlite";
import type { Sentence } from "#src/problem.ts";
import type { Role } from "#src/reader.ts";
import { addDays, type Day, daysBetween } from "#src/when.ts";

/** A day on which something is to be done, until it is. */
export type Due = {
  /** Stays the same while the day moves: `step:17`. A calendar knows the event by it. */
  key: string;
  /** What kind of date: "Vertragsende". */
  what: Sentence;
  title: Sentence;
  on: Day;
  /** Whose task it is, when they have a log-in; `person` is their name, or what was written. */
  person_id: number | null;
  person: string | null;
  href: string;
};

/** For whom dates are read: a source gives nothing that this role may not see. */
export type Seer = { role: Role; person_id: number | null; today: Day };

export type DateSource = { name: string; read: (db: Database, seer: Seer) => Due[] };

const sources = new Map<string, DateSource>();

/** Called once for each kind of date in areas.ts; later areas add theirs. */
export function registerDateSource(source: DateSource): void {
  sources.set(source.name, source);
}

/** Every date that this somebody may see, the earliest first. */
export function datesFor(db: Database, seer: Seer): Due[] {
  const dates = [...sources.values()].flatMap((source) => source.read(db, seer));
  return dates.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.key.localeCompare(b.key)));
}

/** Theirs, or an owner's when nobody with a log-in is in charge. `active` are the people who can act. */
export function isFor(due: Due, { id, role }: { id: number; role: Role }, active: ReadonlySet<number>): boolean {
  if (due.person_id !== null && active.has(due.person_id)) return due.person_id === id;
  return role === "owner";
}

/** So many days ahead is soon. */
const soon_days = 14;

export type DateGroups = { overdue: Due[]; soon: Due[]; later: Due[] };

export function groupsOf(dates: readonly Due[], today: Day): DateGroups {
  const soonUntil = addDays(today, soon_days);
  return {
    overdue: dates.filter(({ on }) => on < today),
    soon: dates.filter(({ on }) => on >= today && on <= soonUntil),
    later: dates.filter(({ on }) => on > soonUntil),
  };
}

/** How near a day is, as far as somebody is reminded of it: a week before, a day before, once it is over and then every week. */
export function nearnessOf(on: Day, today: Day): string | null {
  const days = daysBetween(today, on);
  if (days > 7) return null;
  if (days > 1) return "week";
  return days >= 0 ? "day" : `overdue-${Math.floor((-days - 1) / 7)}`;
}
