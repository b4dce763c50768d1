import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { deleteApiRequestsBefore, findApiRequest, insertApiRequest } from "./api-request-store.ts";

/** What a program asks for: under a key of its own, or without. `digest` is of all that it says. */
export type Asking = { key: string | null; digest: string };

/**
 * Does something for a program, once for each of its keys, and gives where what was made is. Asked again it does nothing and gives
 * the same answer, also after a crash: the key is kept in the transaction of the change.
 */
export function doOnce(db: Database, { key, digest }: Asking, { by, at }: Done, act: () => string): string {
  if (key === null) return act();
  const token_id = Number(by.split(":")[1]);
  return db
    .transaction(() => {
      const before = findApiRequest(db, token_id, key);
      if (before && before.digest !== digest) throw otherRequest;
      if (before) return before.location;
      const location = act();
      insertApiRequest(db, { token_id, key, digest, location, created_at: at.toISOString() });
      return location;
    })
    .immediate();
}

const day_ms = 86_400_000;

/** A program that has not asked again for a week will not. */
export function forgetApiRequests(db: Database, at: Date): void {
  deleteApiRequestsBefore(db, new Date(at.getTime() - 7 * day_ms).toISOString());
}

const otherRequest = new Problem("conflict", {
  de: "Dieser Schlüssel (Idempotency-Key) stand schon an einer anderen Anfrage. Nehmen Sie einen neuen.",
  en: "This key (Idempotency-Key) stood on another request before. Use a new one.",
});
