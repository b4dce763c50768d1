import type { Database } from "bun:sqlite";
import { readFileSync, writeFileSync } from "node:fs";
import { openDatabase } from "../src/storage/database.ts";

const path = new URL("../src/storage/schema.sql", import.meta.url).pathname;
const heading =
  "-- What all migrations together make, for reading. Written by `bun tools/schema.ts --write`, never by hand.\n";

/** Every table, index and trigger of a database as SQL, tables by name, each followed by its own. */
export function schemaOf(db: Database): string {
  const statements = db
    .query<{ sql: string }, []>(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
       ORDER BY tbl_name, type <> 'table', name`,
    )
    .all();
  return `${heading}\n${statements.map(({ sql }) => `${sql};`).join("\n\n")}\n`;
}

if (import.meta.main) {
  const schema = schemaOf(openDatabase(":memory:"));
  if (process.argv.includes("--write")) writeFileSync(path, schema);
  else if (readFileSync(path, "utf8") !== schema) {
    console.error("src/storage/schema.sql is out of date: bun tools/schema.ts --write");
    process.exitCode = 1;
  }
}
