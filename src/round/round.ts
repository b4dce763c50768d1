import type { Sentence } from "#src/problem.ts";
import { type Day, daysBetween } from "#src/when.ts";
import type { Section } from "./agenda.ts";

export type RoundState = "planned" | "open" | "closed" | "skipped";

/** `held_on` is the day it is planned for or was held on; the `…_at` are the machine's clock. */
export type Round = {
  id: number;
  state: RoundState;
  held_on: Day;
  opened_at: string | null;
  opened_by: string | null;
  closed_at: string | null;
  closed_by: string | null;
  item_id: number | null;
  version: number;
  reason: string | null;
};

/** Somebody who is there; without a person it is a guest. */
export type Present = { person_id: number | null; name: string };

export type Item = {
  id: number;
  round_id: number;
  subject: string;
  position: number;
  title: string;
  title_en: string;
  href: string;
  owner: string | null;
  carried: 0 | 1;
};

/** Why an item is on the agenda, as it is stored. */
export type Point = { section: Section; text: string; text_en: string; on_day: string | null; red: 0 | 1 };

export const healths = ["on-track", "at-risk", "off-track"] as const;
export type Health = (typeof healths)[number];

export const healthWords = {
  "on-track": { de: "auf Kurs", en: "on track" },
  "at-risk": { de: "gefährdet", en: "at risk" },
  "off-track": { de: "nicht auf Kurs", en: "off track" },
} as const satisfies Record<Health, Sentence>;

/** What is said of an item. */
export type Words = { health: Health | null; sentence: string | null; decision: string | null };

/** What somebody said of an item, and which version that made. */
export type Entry = Words & {
  id: number;
  item_id: number;
  version: number;
  nothing_new: 0 | 1;
  by: string;
  at: string;
};

export type Addendum = { id: number; text: string; by: string; at: string };

/** Whole minutes since the round began. */
export function minutesSince(openedAt: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(openedAt)) / 60_000));
}

/** A weekly round may slip by a few days; after more than this the row is broken. */
const longestPause_days = 10;

/**
 * How many rounds were held in a row up to today. A week that was skipped with a reason counts for nothing and breaks nothing.
 * `rounds` in any order; planned and open ones are left out.
 */
export function streakOf(rounds: readonly Pick<Round, "state" | "held_on">[], today: Day): number {
  const past = rounds.filter(({ state }) => state === "closed" || state === "skipped");
  let [streak, next] = [0, today];
  for (const { state, held_on } of past.sort((a, b) => b.held_on.localeCompare(a.held_on))) {
    if (daysBetween(held_on, next) > longestPause_days) break;
    if (state === "closed") streak += 1;
    next = held_on;
  }
  return streak;
}

/** How a form names somebody who is there: `person:3` or `guest:Frau Muster`. */
export function presentKey({ person_id, name }: Present): string {
  return person_id === null ? `guest:${name}` : `person:${person_id}`;
}
