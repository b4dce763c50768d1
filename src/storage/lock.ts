import { Database } from "bun:sqlite";
import { existsSync, realpathSync } from "node:fs";
import { Problem } from "#src/problem.ts";
import { explained } from "./database.ts";

/**
 * Holds `FILE.lock` as long as this process lives. The lock is SQLite's own file lock, so the system releases it even after
 * `kill -9`; the empty file stays, because removing it would let two processes hold two files of one name.
 */
export function lockFor(path: string): { release: () => void } {
  const lock = openLock(path);
  try {
    lock.run("PRAGMA busy_timeout = 0");
    lock.run("PRAGMA locking_mode = EXCLUSIVE");
    lock.run("PRAGMA journal_mode = MEMORY");
    lock.run("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    throw isBusy(error) ? alreadyServed(path) : explained(error, `${path}.lock`);
  }
  return { release: () => lock.close() };
}

function openLock(path: string): Database {
  try {
    // Two names of one file (a link) must meet at one lock.
    return new Database(`${existsSync(path) ? realpathSync(path) : path}.lock`, { create: true });
  } catch (error) {
    throw explained(error, path);
  }
}

const isBusy = (error: unknown) =>
  error instanceof Error && "code" in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code));

function alreadyServed(path: string): Problem {
  return new Problem("conflict", {
    de: `Eine andere Aktion bedient ${path} bereits. Beenden Sie sie, oder wählen Sie mit --db eine andere Datei.`,
    en: `Another Aktion already serves ${path}. Stop it, or choose another file with --db.`,
  });
}
