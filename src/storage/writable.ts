import type { Database } from "bun:sqlite";

/** True when the file can be written now. Somebody else writing at this moment is proof enough; it never waits for them. */
export function isWritable(db: Database): boolean {
  try {
    db.run("PRAGMA busy_timeout = 0");
    db.run("BEGIN IMMEDIATE");
    db.run("ROLLBACK");
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
  } finally {
    db.run("PRAGMA busy_timeout = 5000");
  }
}
