import { createWriteStream, existsSync, rmSync } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { registerArchive } from "#src/services/exchange/archive.ts";
import { type Command, type Exit, wrongUsage } from "./command.ts";
import { databaseFor } from "./database.ts";
import { momentIn } from "./day.ts";

export const exportCommand: Command = {
  name: "export",
  does: "write the register and its history into a ZIP file",
  usage: `aktion export FILE.zip [--as-of DATE] [--known-at DATE] [--db FILE]

Writes register.csv, register.json, aktion-register.json, history.jsonl and README.txt. The days mean what they mean for
"aktion register". A file that exists already is left alone. Works while Aktion serves.`,
  options: { db: { type: "string" }, "as-of": { type: "string" }, "known-at": { type: "string" } },
  async run(args, world): Promise<Exit> {
    const [path, ...more] = args.words;
    if (path === undefined || more.length > 0)
      throw wrongUsage(
        `Say "aktion export FILE.zip", with one file.`,
        "Erwartet wird «aktion export DATEI.zip» mit einer Datei.",
      );
    const db = databaseFor(args, world);
    try {
      await written(registerArchive(db, momentIn(args, db, world)), path);
    } finally {
      db.close();
    }
    world.note(`The register lies in ${path}.`);
    return 0;
  },
};

/** For the eyes of this user only, like the database. What was begun and not finished is removed. */
async function written(archive: Readable, path: string): Promise<void> {
  if (existsSync(path)) throw exists(path);
  const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
  try {
    await pipeline(archive, file);
  } catch (error) {
    throw explained(error, path);
  }
}

function explained(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "EEXIST") return exists(path);
  if (!["ENOENT", "EACCES", "EISDIR", "ENOTDIR", "EROFS", "ENOSPC"].includes(code)) return error;
  if (code === "ENOSPC") rmSync(path, { force: true });
  return wrongUsage(
    `${path} cannot be written (${code}). Name another file.`,
    `${path} lässt sich nicht schreiben (${code}). Nennen Sie eine andere Datei.`,
  );
}

function exists(path: string) {
  return wrongUsage(`${path} exists already. Name a new file.`, `${path} gibt es schon. Nennen Sie eine neue Datei.`);
}
