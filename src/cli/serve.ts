import { issueSetupLink } from "#src/people/link-actions.ts";
import { openDatabase } from "#src/storage/database.ts";
import { lockFor } from "#src/storage/lock.ts";
import { refuseReadOnly } from "#src/storage/writable.ts";
import type { Command } from "./command.ts";
import { wrongUsage } from "./command.ts";
import { createServer } from "./server.ts";
import { beginSigning, secretsKeyFor } from "./signing.ts";

export const serve: Command = {
  name: "serve",
  does: "serve the pages; creates the database at the first start",
  usage: `aktion serve [--db FILE] [--host HOST] [--port PORT]

Serves until it is stopped (Ctrl-C or SIGTERM). The first start creates the database, and beside it aktion.key with the key
that signs its history, and prints a link for setting up.
Default: ./aktion.db on http://127.0.0.1:4711. Behind a reverse proxy, set AKTION_PUBLIC_URL and AKTION_TRUSTED_PROXIES.`,
  options: { db: { type: "string" }, host: { type: "string" }, port: { type: "string" } },
  run(args, world) {
    const path = args.text("db") ?? world.settings.db;
    const settings = {
      ...world.settings,
      db: path,
      host: args.text("host") ?? world.settings.host,
      port: portOf(args.text("port"), world.settings.port),
    };
    const lock = lockFor(path);
    const db = openDatabase(path, {
      create: true,
      now: world.clock(),
      onMigrate: (copy) => world.note(`A copy from before this update lies in ${copy}.`),
    });
    refuseReadOnly(db, path);
    const secret = issueSetupLink(db, { at: world.clock() });
    const signingKey = beginSigning(db, path, world);
    const secretsKey = secretsKeyFor(path, world);
    const { url } = createServer({ db, settings, world, signingKey, secretsKey, release: lock.release });
    if (secret) world.say(`Set up: ${settings.publicUrl ?? url}/setup/${secret}`);
    return null;
  },
};

export function portOf(typed: string | undefined, fallback: number): number {
  if (typed === undefined) return fallback;
  const port = Number(typed);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw wrongUsage(
    `--port takes a number from 0 to 65535, not "${typed}".`,
    `--port nimmt eine Zahl von 0 bis 65535, nicht «${typed}».`,
  );
}
