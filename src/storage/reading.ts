import { constants, Database } from "bun:sqlite";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "bun";
import { Problem } from "#src/problem.ts";
import { explained, shapeOf } from "./database.ts";

/**
 * Opens a database to look at it, as it is: nothing is migrated, nothing is written, also where nothing may be written. While
 * somebody serves it (then there is a write-ahead log), it reads beside them.
 */
export function openForReading(path: string): Database {
  if (!existsSync(path)) throw missing(path);
  try {
    const db = existsSync(`${path}-wal`) ? new Database(path, { readonly: true, strict: true }) : openUnmoved(path);
    db.run("PRAGMA busy_timeout = 5000");
    refuseForeign(db, path);
    return db;
  } catch (error) {
    throw explained(error, path);
  }
}

/** Nobody has it open, so that no log and no index need to be made beside it only to read it. */
function openUnmoved(path: string): Database {
  return new Database(
    `${pathToFileURL(resolve(path)).href}?immutable=1`,
    constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI,
  );
}

function refuseForeign(db: Database, path: string): void {
  const shape = shapeOf(db);
  if (shape === "ours" || shape === "older") return;
  db.close();
  throw shape === "newer" ? newer(path) : foreign(path);
}

/** SQLite's own word on whether the file is whole; null when it is. Reads all of it. */
export function damageIn(db: Database): string | null {
  try {
    const told =
      db.query<{ integrity_check: string }, []>("PRAGMA integrity_check(1)").get()?.integrity_check ?? "no answer";
    return told === "ok" ? null : told.replaceAll("\n", " ");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function hasTable(db: Database, name: string): boolean {
  return db.query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== null;
}

function missing(path: string): Problem {
  return new Problem("not-found", {
    de: `${path} gibt es nicht. Nennen Sie mit --db eine Datei, die es gibt.`,
    en: `${path} does not exist. Name a file that does with --db.`,
  });
}

function foreign(path: string): Problem {
  return new Problem("conflict", {
    de: `${path} ist keine Aktion-Datenbank.`,
    en: `${path} is not an Aktion database.`,
  });
}

function newer(path: string): Problem {
  return new Problem("conflict", {
    de: `${path} wurde von einer neueren Aktion geschrieben. Prüfen Sie mit dem neueren Programm.`,
    en: `${path} was written by a newer Aktion. Verify it with the newer program.`,
  });
}
