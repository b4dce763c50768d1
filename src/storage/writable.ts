import type { Database } from "bun:sqlite";
import { explained } from "./database.ts";

/** Throws a Problem when the file can be read but not written: whoever serves it must learn that at the start. */
export function refuseReadOnly(db: Database, path: string): void {
  try {
    tryToWrite(db);
  } catch (error) {
    db.close();
    throw explained(error, path);
  }
}

/** True when the file can be written now. Somebody else writing at this moment is proof enough; it never waits for them. */
export function isWritable(db: Database): boolean {
  try {
    db.run("PRAGMA busy_timeout = 0");
    tryToWrite(db);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
  } finally {
    db.run("PRAGMA busy_timeout = 5000");
  }
}

// On a read-only file even BEGIN IMMEDIATE succeeds: only a write tells. This one writes what is there, and takes it back.
function tryToWrite(db: Database): void {
  const { user_version } = db.query<{ user_version: number }, []>("PRAGMA user_version").get()!;
  db.run("BEGIN IMMEDIATE");
  try {
    db.run(`PRAGMA user_version = ${user_version}`);
  } finally {
    db.run("ROLLBACK");
  }
}
