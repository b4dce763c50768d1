import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import type { Said } from "#src/services/facts.ts";
import type { Register, RegisterFacts } from "#src/services/register.ts";
import type { Day } from "#src/when.ts";
import type { Trouble } from "./trouble.ts";

/** One change that an import would make, through the same actions as the pages. */
export type Step = {
  adds: "service" | "system" | "fact" | "criterion" | null;
  run: (db: Database, done: Done) => void;
};

/** What an import would do: nothing at all when there is a trouble. `skipped`: services that are there already, just so. */
export type Plan = { steps: Step[]; troubles: Trouble[]; skipped: number };

/** What an import stands on: what is there already, and the day it is. */
export type Ground = { facts: RegisterFacts; register: Register; today: Day };

/** A fact whose day is not known, first said on that day. */
export function saidOn(reported_on: Day): Said {
  return { happened: { on: null, text: null }, reported_on, note: null };
}
