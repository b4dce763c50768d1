import type { Database } from "bun:sqlite";
import "#src/areas.ts";
import { openDatabase } from "#src/storage/database.ts";
import type { Args, World } from "./command.ts";

/** Opens the database a command works on: `--db`, else AKTION_DB, else ./aktion.db. Never creates one. */
export function databaseFor(args: Args, world: World): Database {
  const path = args.text("db") ?? world.settings.db;
  return openDatabase(path, {
    now: world.clock(),
    onMigrate: (copy) => world.note(`A copy from before this update lies in ${copy}.`),
  });
}
