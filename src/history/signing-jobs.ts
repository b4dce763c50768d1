import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import type { SigningKey } from "./key.ts";
import { signedHead } from "./signing.ts";

const hour_ms = 3_600_000;

/** Signs the head at the start and every hour in which something was recorded: what was signed cannot be recomputed without the key. */
export function signingJobs(db: Database, key: SigningKey): Job[] {
  return [{ name: "sign-head", every_ms: hour_ms, run: (at) => void signedHead(db, key, at) }];
}
