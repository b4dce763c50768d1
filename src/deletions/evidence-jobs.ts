import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import { dropOldPending } from "./evidence-actions.ts";

/** Lets go of files that came with a refused form and that nobody came back for. */
export function evidenceJobs(db: Database): Job[] {
  return [{ name: "waiting files", every_ms: 3_600_000, run: (at) => dropOldPending(db, at) }];
}
