import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import { replayErasures } from "./erasure-actions.ts";
import { erasureListBeside, readList } from "./erasure-list.ts";
import { runErasures } from "./erasure-run.ts";

/** Erases whom somebody asked to erase; first, once, whom a restored backup brought back. */
export function erasureJobs(db: Database, path: string): Job[] {
  const listPath = erasureListBeside(path);
  let isReplayed = listPath === null;
  return [
    {
      name: "people erased",
      every_ms: 2000,
      async run(at, stopping) {
        if (!isReplayed) replayErasures(db, readList(listPath!), at);
        isReplayed = true;
        await runErasures(db, { at, listPath, stopping });
      },
    },
  ];
}
