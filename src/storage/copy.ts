import type { Database } from "bun:sqlite";
import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a consistent copy beside the database before its shape changes, and says where. A copy that an earlier, failed update
 * left is replaced: people may have worked with the old program since.
 */
export function copyBefore(db: Database, path: string, version: number): string {
  const copy = `${path}.before-${String(version + 1).padStart(4, "0")}`;
  copyInto(db, copy);
  return copy;
}

/** Writes a consistent copy, whole or not at all, for nobody else to read. What lay there is replaced. Works while others write. */
export function copyInto(db: Database, path: string): void {
  const part = `${path}.part`;
  rmSync(part, { force: true });
  try {
    closeSync(openSync(part, "wx", 0o600)); // SQLite takes an empty file, and leaves its mode
    db.query("VACUUM INTO ?").run(part);
    sync(part);
    renameSync(part, path);
    sync(dirname(path));
  } finally {
    rmSync(part, { force: true });
  }
}

/** The same for a small file that nobody writes meanwhile. */
export function copyPrivately(from: string, to: string): void {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  closeSync(openSync(part, "wx", 0o600));
  copyFileSync(from, part);
  sync(part);
  renameSync(part, to);
}

function sync(path: string): void {
  const file = openSync(path, "r");
  fsyncSync(file);
  closeSync(file);
}
