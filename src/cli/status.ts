import { Problem } from "#src/problem.ts";
import { exportTo, folderTrouble } from "#src/status/exporting.ts";
import { mailAddress } from "#src/status/site.ts";
import { type Command, type Exit, wrongUsage } from "./command.ts";
import { databaseFor } from "./database.ts";

export const status: Command = {
  name: "status",
  does: "write the public status page into a folder, for another server to show",
  usage: `aktion status export FOLDER [--db FILE]

Writes the page as files with relative links: index.html, the other language, months, notices, the feed, the calendar, the badges.
The folder must be empty or an earlier export. Each file is replaced whole. Works while Aktion serves.
A folder that is set on the page "Status, Page" is written on every change by itself.`,
  options: { db: { type: "string" } },
  async run(args, world): Promise<Exit> {
    const [what, folder, ...more] = args.words;
    if (what !== "export" || folder === undefined || more.length > 0)
      throw wrongUsage(`Say "aktion status export FOLDER".`, "Erwartet wird «aktion status export ORDNER».");
    const db = databaseFor(args, world);
    try {
      const trouble = await folderTrouble(folder);
      if (trouble) throw new Problem("invalid", trouble);
      const base = () => mailAddress(db, world.settings);
      const count = await exportTo({ db, base }, folder, world.clock());
      world.note(`${count} files of the status page lie in ${folder}.`);
    } finally {
      db.close();
    }
    return 0;
  },
};
