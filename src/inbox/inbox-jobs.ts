import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import { forgetApiRequests } from "./once-actions.ts";
import { wakeDue } from "./ticket-actions.ts";

/** Brings back what was put off until now; forgets what programs will not ask for again. */
export function inboxJobs(db: Database): Job[] {
  return [
    { name: "snoozed tickets", every_ms: 15_000, run: (at) => void wakeDue(db, at) },
    { name: "api requests forgotten", every_ms: 3_600_000, run: (at) => forgetApiRequests(db, at) },
  ];
}
