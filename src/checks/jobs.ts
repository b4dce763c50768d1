import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import { tellTroubles } from "./alert-actions.ts";
import { clearOld } from "./clear-actions.ts";
import { freezeDays, writeHours } from "./day-actions.ts";
import { fileSettled } from "./evidence-actions.ts";
import { beginWork } from "./maintenance-actions.ts";

/** What happens to results once they are written. Asking, and writing down, is the engine's. */
export function checkJobs(db: Database, publicUrl: string | null): Job[] {
  return [
    { name: "maintenance", every_ms: 5000, run: (at) => beginWork(db, at) },
    { name: "check alerts", every_ms: 2000, run: (at) => tellTroubles(db, at, publicUrl) },
    {
      name: "check roll-ups",
      every_ms: 60_000,
      run(at) {
        writeHours(db, at);
        freezeDays(db, at);
      },
    },
    { name: "settled evidence", every_ms: 600_000, run: (at) => fileSettled(db, at) },
    { name: "old check results", every_ms: 3_600_000, run: (at) => clearOld(db, at) },
  ];
}
