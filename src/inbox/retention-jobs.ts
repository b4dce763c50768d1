import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import { applyRetention } from "./retention-actions.ts";

/** Once a day, and soon after a start, what was kept long enough goes. */
export function retentionJobs(db: Database): Job[] {
  return [{ name: "retention", every_ms: 86_400_000, run: (at, stopping) => applyRetention(db, { at, stopping }) }];
}
