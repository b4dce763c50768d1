import type { Database } from "bun:sqlite";
import { createWriteStream, existsSync, openSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import "#src/areas.ts"; // what each area adds to the export
import { auditArchive } from "#src/history/archive.ts";
import { exportSections } from "#src/history/export-section.ts";
import { keysBegun } from "#src/history/signing.ts";
import { readCompany } from "#src/settings/store.ts";
import { type Args, type Command, type Exit, type World, wrongUsage } from "./command.ts";
import { databaseFor } from "./database.ts";
import { momentIn } from "./day.ts";
import { keyThatSigns } from "./signing.ts";

export const exportCommand: Command = {
  name: "export",
  does: "write everything an auditor needs into a ZIP file",
  usage: `aktion export FILE.zip [--as-of DATE] [--known-at DATE] [--progress] [--db FILE]

Writes the register on a day (CSV, JSON, for printing), the deletion records with their evidence, the whole history with its
signed head, the public key, and a README that says how to check it all. The days mean what they mean for "aktion register".
A file that exists already is left alone. Works while Aktion serves.`,
  options: {
    db: { type: "string" },
    "as-of": { type: "string" },
    "known-at": { type: "string" },
    progress: { type: "boolean" },
  },
  async run(args, world): Promise<Exit> {
    const [path, ...more] = args.words;
    if (path === undefined || more.length > 0)
      throw wrongUsage(
        `Say "aktion export FILE.zip", with one file.`,
        "Erwartet wird «aktion export DATEI.zip» mit einer Datei.",
      );
    refuseTarget(path);
    const db = databaseFor(args, world);
    try {
      await written(() => archiveOf(db, args, world), path);
    } finally {
      db.close();
    }
    world.note(`The export lies in ${path}.`);
    return 0;
  },
};

/** Said before anything is opened: the file must be a new ZIP in a folder that is there. */
function refuseTarget(path: string): void {
  if (!path.toLowerCase().endsWith(".zip"))
    throw wrongUsage(`${path} must end in .zip.`, `${path} muss auf .zip enden.`);
  if (!existsSync(dirname(resolve(path))))
    throw wrongUsage(
      `The folder of ${path} does not exist. Make it first, or name another file.`,
      `Den Ordner von ${path} gibt es nicht. Legen Sie ihn an, oder nennen Sie eine andere Datei.`,
    );
}

function archiveOf(db: Database, args: Args, world: World): Readable {
  const key = keyThatSigns(db, args.text("db") ?? world.settings.db);
  if (!key && keysBegun(db).length > 0)
    world.note(
      `The key of this history is not in aktion.key beside the database: this export is not signed, and "aktion verify" will say so.`,
    );
  const progress = args.flag("progress") ? (name: string) => world.say(name) : undefined;
  return auditArchive(db, {
    moment: momentIn(args, db, world),
    at: world.clock(),
    key,
    sections: exportSections(),
    company: readCompany(db),
    ...(progress ? { progress } : {}),
  });
}

/** For the eyes of this user only, like the database. What was begun and not finished is removed. */
async function written(archive: () => Readable, path: string): Promise<void> {
  if (existsSync(path)) throw exists(path);
  try {
    const file = createWriteStream(path, { fd: openSync(path, "wx", 0o600) }); // fails here, before anything is read
    await pipeline(archive(), file);
  } catch (error) {
    throw explained(error, path);
  }
}

function explained(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "EEXIST") return exists(path);
  if (existsSync(path)) rmSync(path);
  if (!["ENOENT", "EACCES", "EISDIR", "ENOTDIR", "EROFS", "ENOSPC"].includes(code)) return error;
  return wrongUsage(
    `${path} cannot be written (${code}). Name another file.`,
    `${path} lässt sich nicht schreiben (${code}). Nennen Sie eine andere Datei.`,
  );
}

function exists(path: string) {
  return wrongUsage(`${path} exists already. Name a new file.`, `${path} gibt es schon. Nennen Sie eine neue Datei.`);
}
