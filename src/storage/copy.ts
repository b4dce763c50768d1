import type { Database } from "bun:sqlite";
import { chmodSync, renameSync, rmSync } from "node:fs";

/**
 * Writes a consistent copy beside the database before its shape changes, and says where. A copy that an earlier, failed update
 * left is replaced: people may have worked with the old program since.
 */
export function copyBefore(db: Database, path: string, version: number): string {
  const copy = `${path}.before-${String(version + 1).padStart(4, "0")}`;
  rmSync(`${copy}.part`, { force: true });
  db.query("VACUUM INTO ?").run(`${copy}.part`);
  chmodSync(`${copy}.part`, 0o600);
  renameSync(`${copy}.part`, copy);
  return copy;
}
