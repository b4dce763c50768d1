import { existsSync } from "node:fs";
import { keyFileBeside } from "#src/history/key-file.ts";
import { headOf } from "#src/history/store.ts";
import { copyInto, copyPrivately } from "#src/storage/copy.ts";
import { openForReading } from "#src/storage/reading.ts";
import { type Command, type Exit, wrongUsage } from "./command.ts";
import { toldOfFile } from "./file-trouble.ts";

export const backup: Command = {
  name: "backup",
  does: "write a consistent copy, also while Aktion serves",
  usage: `aktion backup FILE [--db FILE]

Writes the whole database into FILE, and aktion.key, where there is one, into FILE.key; both for this user only (mode 0600).
Keep the key apart from the copy: who has both can sign in your name. A file that exists already is left alone.`,
  options: { db: { type: "string" } },
  run(args, world): Exit {
    const [path, ...more] = args.words;
    if (path === undefined || more.length > 0)
      throw wrongUsage(
        `Say "aktion backup FILE", with one file.`,
        "Erwartet wird «aktion backup DATEI» mit einer Datei.",
      );
    for (const name of [path, `${path}.key`])
      if (existsSync(name))
        throw wrongUsage(
          `${name} exists already. Name a new file.`,
          `${name} gibt es schon. Nennen Sie eine neue Datei.`,
        );
    const database = args.text("db") ?? world.settings.db;
    const key = keyFileBeside(database);
    const { count, hash } = copied(database, path);
    if (existsSync(key)) copyPrivately(key, `${path}.key`);
    world.say(`${path} holds everything up to entry ${count}, head ${hash}.`);
    if (existsSync(key)) world.say(`${path}.key holds the keys. Keep it apart from the copy.`);
    return 0;
  },
};

function copied(database: string, path: string) {
  const db = openForReading(database);
  try {
    copyInto(db, path);
  } catch (error) {
    throw toldOfFile(error, path);
  } finally {
    db.close();
  }
  const copy = openForReading(path);
  try {
    return headOf(copy);
  } finally {
    copy.close();
  }
}
