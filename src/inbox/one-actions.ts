import type { Database } from "bun:sqlite";
import { Problem } from "#src/problem.ts";
import type { BulkAct } from "./bulk.ts";
import { beginBulk, stepBulk } from "./bulk-actions.ts";
import { bulkReasons } from "./bulk-store.ts";

export type OneAction = { person_id: number; act: BulkAct; list: string; ticket: number };

/**
 * Does with one ticket what could be done with many, so that it is taken back in the same way. Gives the number under which it can be.
 * Throws the Problem that stood against it, and then nothing has happened.
 */
export function doWithUndo(db: Database, { ticket, ...action }: OneAction, at: Date): number {
  return db
    .transaction(() => {
      const id = beginBulk(db, { ...action, tickets: [ticket] }, at);
      while (stepBulk(db, id, at));
      const [refused] = bulkReasons(db, id);
      if (refused) throw new Problem("conflict", refused.why);
      return id;
    })
    .immediate();
}
