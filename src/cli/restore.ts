import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { keyFileBeside } from "#src/history/key-file.ts";
import { Problem } from "#src/problem.ts";
import { copyInto, copyPrivately } from "#src/storage/copy.ts";
import { lockFor } from "#src/storage/lock.ts";
import { openForReading } from "#src/storage/reading.ts";
import { type Command, type Exit, type World, wrongUsage } from "./command.ts";
import { toldOfFile } from "./file-trouble.ts";
import { verifyDatabase } from "./verify-database.ts";

export const restore: Command = {
  name: "restore",
  does: "put a backup in the place of the database",
  usage: `aktion restore FILE [--db FILE] [--replace]

Checks the backup as "aktion verify" does and puts it in the place of the database (--db, else ./aktion.db). Refused while
Aktion serves. --replace moves a database that is there aside, and says where. FILE.key becomes aktion.key where there is none.`,
  options: { db: { type: "string" }, replace: { type: "boolean" } },
  async run(args, world): Promise<Exit> {
    const [from, ...more] = args.words;
    if (from === undefined || more.length > 0)
      throw wrongUsage(
        `Say "aktion restore FILE", with one file.`,
        "Erwartet wird «aktion restore DATEI» mit einer Datei.",
      );
    const target = args.text("db") ?? world.settings.db;
    if (!existsSync(from)) throw wrongUsage(`${from} does not exist.`, `${from} gibt es nicht.`);
    if (existsSync(target) && !args.flag("replace")) throw isThere(target);
    const lock = lockFor(target);
    try {
      await putInPlace(from, target, world);
    } finally {
      lock.release();
    }
    return 0;
  },
};

async function putInPlace(from: string, target: string, world: World): Promise<void> {
  const { fault, count, head } = await verifyDatabase(from, { heads: [], trusted: null });
  if (fault) throw doesNotHold(from, fault.sentence);
  const coming = `${target}.restored`;
  copied(from, coming);
  if (existsSync(target)) world.say(`What was there lies in ${movedAside(target, world.clock())}.`);
  renameSync(coming, target);
  world.say(`${target} holds everything up to entry ${count}, head ${head}.`);
  restoreKey(`${from}.key`, keyFileBeside(target), world);
}

/** Read as a database, so that a write-ahead log that belongs to the backup is part of it. */
function copied(from: string, to: string): void {
  const db = openForReading(from);
  try {
    copyInto(db, to);
  } catch (error) {
    throw toldOfFile(error, to);
  } finally {
    db.close();
  }
}

/** With its write-ahead log, which must never be applied to the file that comes in its place. */
function movedAside(target: string, at: Date): string {
  const aside = `${target}.replaced-${at.toISOString().replaceAll(/[-:]/g, "").slice(0, 15)}`;
  for (const end of ["", "-wal"]) if (existsSync(target + end)) renameSync(target + end, aside + end);
  rmSync(`${target}-shm`, { force: true });
  return aside;
}

function restoreKey(from: string, to: string, world: World): void {
  if (!existsSync(from)) return;
  if (!existsSync(to)) {
    copyPrivately(from, to);
    world.say(`${to} holds the keys of the backup.`);
  } else if (!readFileSync(from).equals(readFileSync(to)))
    world.note(
      `${to} was left as it is; it is not the key of the backup (${from}). Exchange them if the backup is to go on signing.`,
    );
}

function isThere(target: string): Problem {
  return wrongUsage(
    `${target} exists already. With --replace it is moved aside.`,
    `${target} gibt es schon. Mit --replace wird die Datei beiseitegelegt.`,
  );
}

function doesNotHold(from: string, said: string): Problem {
  return new Problem("conflict", {
    de: `${from} wurde nicht eingespielt, weil die Prüfung nicht besteht: ${said}`,
    en: `${from} was not restored, because it does not verify: ${said}`,
  });
}
