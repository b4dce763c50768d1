import type { Database } from "bun:sqlite";

type Broken = { failures: number; until: number };

const rooms = new WeakMap<Database, Map<number, Broken>>();

/** After so many failures in a row nothing is tried for a while: Nextcloud shuts out whoever fails too often. */
const patience = 3;
const shortest_ms = 5 * 60_000;
const longest_ms = 60 * 60_000;

/** Whether a conversation is left alone for now. It is in memory: after a restart it is tried once more. */
export function isBroken(db: Database, roomId: number, at: Date): boolean {
  return (rooms.get(db)?.get(roomId)?.until ?? 0) > at.getTime();
}

/** Notes how an attempt went. `busy`: the other side said itself that it is too much. */
export function noteAttempt(db: Database, roomId: number, went: "well" | "badly" | "busy", at: Date): void {
  const known = rooms.get(db) ?? new Map<number, Broken>();
  rooms.set(db, known);
  if (went === "well") {
    known.delete(roomId);
    return;
  }
  const failures = Math.max((known.get(roomId)?.failures ?? 0) + 1, went === "busy" ? patience : 0);
  const pause_ms = failures < patience ? 0 : Math.min(longest_ms, shortest_ms * 2 ** (failures - patience));
  known.set(roomId, { failures, until: at.getTime() + pause_ms });
}
