import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import { carryOnAll, forgetBulks } from "./bulk-actions.ts";
import { mergeIndex } from "./index-store.ts";
import { sweepTags } from "./tag-actions.ts";
import { wakeDue } from "./ticket-actions.ts";
import { tellWaiting } from "./waiting-actions.ts";

/** So long at most the index is merged at a time: people wait meanwhile. */
const merging_ms = 8;

/** What was put off comes back on time, and what people write into the index is merged even where no mail comes in. */
export function ticketJobs(db: Database, clock: () => Date): Job[] {
  return [
    { name: "snoozed tickets woken", every_ms: 30_000, run: (at) => void wakeDue(db, at) },
    { name: "bulk actions carried on", every_ms: 5000, run: () => carryOnAll(db, clock) },
    { name: "bulk actions forgotten", every_ms: 3_600_000, run: (at) => forgetBulks(db, at) },
    { name: "tags merged and removed", every_ms: 20_000, run: () => sweepTags(db) },
    {
      name: "waiting tickets told of",
      every_ms: 60_000,
      async run(at, stopping) {
        // A long list is told of over a while: everybody else has most of the time in between.
        while (tellWaiting(db, at) && !stopping.aborted) await Bun.sleep(100);
      },
    },
    { name: "search index merged", every_ms: 20_000, run: () => mergeSome(db) },
  ];
}

function mergeSome(db: Database): void {
  const until = performance.now() + merging_ms;
  while (performance.now() < until && db.transaction(() => mergeIndex(db, 4)).immediate());
}
