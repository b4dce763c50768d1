import type { Database } from "bun:sqlite";
import { type Day, dayIn } from "#src/when.ts";
import { readCompany } from "./store.ts";

/** The day it is for the company: what a change is reported on unless somebody says otherwise. */
export function todayAt(db: Database, at: Date): Day {
  return dayIn(readCompany(db).time_zone, at);
}
