import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import { alarmLateMailboxes } from "./health-actions.ts";
import { mailboxesChanged } from "./intake/start.ts";

/** Watches the intake from outside of it: what has ended cannot tell that it has. */
export function intakeJobs(db: Database, began: Date): Job[] {
  return [
    { name: "late mailboxes", every_ms: 60_000, run: (at) => alarmLateMailboxes(db, at, began) },
    // What another process asked for, such as an import from the command line, is noticed here.
    { name: "intake", every_ms: 10_000, run: () => mailboxesChanged(db) },
  ];
}
