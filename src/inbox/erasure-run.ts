import type { Database } from "bun:sqlite";
import { discard } from "#src/storage/blobs.ts";
import { everyPart, type Part } from "./erase-message-actions.ts";
import { type ErasureRow, personIn } from "./erasure.ts";
import type { Step } from "./erasure-step.ts";
import { erasureSteps } from "./erasure-steps.ts";
import { findErasure, runningErasure, setProgress } from "./erasure-store.ts";

type Given = {
  at: Date;
  /** Where the list beside the database lies. */
  listPath: string | null;
  stopping?: AbortSignal;
  /** Only tests leave something out, or stop after so many small steps. */
  parts?: readonly Part[];
  steps?: readonly Step[];
  most?: number;
};

/**
 * Goes on with whatever erasure is under way, in small steps, until there is none, or something has to wait. After a crash it goes on
 * where it was. Gives whether nothing is left to do.
 */
export async function runErasures(db: Database, given: Given): Promise<boolean> {
  const { most = Number.POSITIVE_INFINITY, steps = erasureSteps } = given;
  for (let done = 0; done < most; done += 1) {
    if (given.stopping?.aborted) return false;
    const erasure = runningErasure(db);
    if (erasure === null) return true;
    const step = steps[erasure.step];
    if (step === undefined) return false;
    const { state, blobs = [] } = await step.run(runningOf(db, erasure, given));
    await discard(db, blobs);
    if (state === "wait") return false;
    if (state === "done" && findErasure(db, erasure.id)?.state === "running")
      setProgress(db, { id: erasure.id, step: erasure.step + 1, position: 0 });
    await Bun.sleep(0);
  }
  return false;
}

function runningOf(db: Database, erasure: ErasureRow, { at, listPath, parts = everyPart }: Given) {
  const erasing = { id: erasure.id, way: erasure.way, person: personIn(erasure), at, parts: new Set(parts) };
  return { db, erasure, erasing, listPath };
}
