import type { Database } from "bun:sqlite";

/**
 * A small write that may be lost, such as when somebody was last seen: it waits neither for the disk nor for another writer.
 * Call it outside of transactions.
 */
export function writeLightly(db: Database, write: () => void): void {
  db.run("PRAGMA synchronous = NORMAL");
  db.run("PRAGMA busy_timeout = 0");
  try {
    db.transaction(write).immediate();
  } catch (error) {
    if (!isBusy(error)) throw error;
  } finally {
    db.run("PRAGMA busy_timeout = 5000");
    db.run("PRAGMA synchronous = FULL");
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}
