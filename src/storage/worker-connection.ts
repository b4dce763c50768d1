import { Database } from "bun:sqlite";

/**
 * The connection of a worker to a file that the main thread has opened and brought up to date. Its transactions raise no flag; it folds
 * in what the WAL holds, rather than somebody who waits for a page.
 */
export function connectWorker(path: string): Database {
  const db = new Database(path, { readwrite: true, create: false, strict: true });
  db.run("PRAGMA busy_timeout = 5000");
  db.run("PRAGMA synchronous = FULL");
  db.run("PRAGMA foreign_keys = ON");
  db.run("PRAGMA secure_delete = ON");
  db.run("PRAGMA temp_store = MEMORY");
  db.run("PRAGMA cache_size = -16384");
  db.run("PRAGMA wal_autocheckpoint = 1000");
  return db;
}

/** Gives back what the connection keeps in memory; it is read again when it is needed. */
export function shrink(db: Database): void {
  db.run("PRAGMA shrink_memory");
}
