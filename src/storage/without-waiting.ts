import type { Database } from "bun:sqlite";

/** Lets a write fail at once when somebody else holds the database: the event loop serves people. */
export function withoutWaiting(db: Database, write: () => void): void {
  db.run("PRAGMA busy_timeout = 0");
  try {
    write();
  } finally {
    db.run("PRAGMA busy_timeout = 5000");
  }
}
