import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import { discard, releaseBlob } from "#src/storage/blobs.ts";
import { deleteOldSends } from "./automatic-store.ts";
import { deleteOldNotices, emptyForgotten, isAnyForgotten } from "./outgoing-store.ts";

const day_ms = 86_400_000;

/** What the program's own mail said is kept for thirty days, and whom it wrote to by itself no longer than the rules look back. */
export function outgoingJobs(db: Database): Job[] {
  return [
    {
      name: "old notices cleared",
      every_ms: 3_600_000,
      async run(at) {
        const before = (days: number) => new Date(at.getTime() - days * day_ms).toISOString();
        deleteOldSends(db, { about_tickets: before(90), others: before(2) });
        await clearNotices(db, before(30));
      },
    },
    { name: "what was told forgotten", every_ms: 60_000, run: () => forgetTold(db) },
  ];
}

async function forgetTold(db: Database): Promise<void> {
  if (!isAnyForgotten(db)) return;
  const nameless = db.transaction(() => emptyForgotten(db).filter((blob) => releaseBlob(db, blob))).immediate();
  await discard(db, nameless);
}

async function clearNotices(db: Database, before: string): Promise<void> {
  const nameless = db
    .transaction(() => deleteOldNotices(db, before).filter((blob) => releaseBlob(db, blob)))
    .immediate();
  await discard(db, nameless);
}
