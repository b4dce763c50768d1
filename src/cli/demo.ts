import type { Database } from "bun:sqlite";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Settings } from "#src/settings.ts";
import { openDatabase } from "#src/storage/database.ts";
import { lockFor } from "#src/storage/lock.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import { writeCase } from "./case/aktion-privacy.ts";
import { writeChecks } from "./case/checks.ts";
import { writeInbox } from "./case/inbox.ts";
import { writeLoop } from "./case/loop.ts";
import { writeOffboarding } from "./case/offboarding.ts";
import { type LogIn, writePeople } from "./case/people.ts";
import { writeRounds } from "./case/rounds.ts";
import { writeStatus } from "./case/status.ts";
import { type Args, type Command, type Exit, type World, wrongUsage } from "./command.ts";
import { portOf } from "./serve.ts";
import { createServer } from "./server.ts";
import { beginSigning, secretsKeyFor } from "./signing.ts";

export const demo: Command = {
  name: "demo",
  does: 'serve the case "Aktion Privacy" from a throw-away database',
  usage: `aktion demo [--port PORT] [--host HOST]
aktion demo --seed-only --db FILE

The first form serves the case from a database in a temporary folder and prints the log-in; nothing of it stays.
The second writes the case into a new file and exits.`,
  options: {
    db: { type: "string" },
    host: { type: "string" },
    port: { type: "string" },
    "seed-only": { type: "boolean" },
  },
  run(args, world) {
    if (args.flag("seed-only")) return seedOnly(args.text("db"), world);
    if (args.text("db") !== undefined) throw onlyWithSeed;
    return serveDemo(args, world);
  },
};

const onlyWithSeed = wrongUsage(
  "The demo serves a throw-away database; --db goes with --seed-only.",
  "Die Demo bedient eine Wegwerf-Datenbank; --db gehört zu --seed-only.",
);

async function seedOnly(path: string | undefined, world: World): Promise<Exit> {
  if (path === undefined)
    throw wrongUsage("Say with --db where to write the case.", "Sagen Sie mit --db, wohin der Fall soll.");
  if (existsSync(path))
    throw wrongUsage(`${path} exists already. Name a new file.`, `${path} gibt es schon. Nennen Sie eine neue Datei.`);
  const db = openDatabase(path, { create: true, now: world.clock() });
  const settings = { ...world.settings, db: path };
  const logIns = await seed(db, world, { key: secretsKeyFor(path, world), address: addressOf(settings) });
  beginSigning(db, path, world);
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
  world.say(`The case lies in ${path}. "aktion serve --db ${path}" serves it.`);
  sayLogIns(logIns, world);
  return 0;
}

async function serveDemo(args: Args, world: World): Promise<Exit> {
  const folder = mkdtempSync(join(tmpdir(), "aktion-demo-"));
  const path = join(folder, "aktion.db");
  const settings = {
    ...world.settings,
    db: path,
    host: args.text("host") ?? world.settings.host,
    port: portOf(args.text("port"), world.settings.port) || freePort(),
  };
  const lock = lockFor(path);
  const db = openDatabase(path, { create: true, now: world.clock() });
  const secretsKey = secretsKeyFor(path, world);
  const logIns = await seed(db, world, { key: secretsKey, address: addressOf(settings) });
  const onStop = () => rmSync(folder, { recursive: true, force: true });
  const signingKey = beginSigning(db, path, world);
  const { url } = createServer({ db, settings, world, signingKey, secretsKey, release: lock.release, onStop });
  world.say(`\nAktion Privacy, the demo: ${settings.publicUrl ?? url}`);
  sayLogIns(logIns, world);
  return null;
}

/** Known before it serves, because some of the demo's checks ask the demo. */
function freePort(): number {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const port = server.port!;
  void server.stop(true);
  return port;
}

/** Where the demo answers itself: some of its checks ask it. */
function addressOf({ host, port }: Settings): string {
  return `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${port}`;
}

type Checking = { key: SecretsKey; address: string };

async function seed(db: Database, world: World, checking: Checking): Promise<LogIn[]> {
  const at = world.clock();
  const logIns = await writePeople(db, at);
  writeCase(db, { by: "aktion", at });
  writeOffboarding(db, { by: "aktion", at });
  writeRounds(db, { by: "aktion", at });
  writeInbox(db, { by: "aktion", at });
  writeChecks(db, { by: "aktion", at, ...checking });
  writeLoop(db, { by: "aktion", at });
  writeStatus(db, { by: "aktion", at });
  return logIns;
}

function sayLogIns(logIns: readonly LogIn[], world: World): void {
  for (const { email, role, password } of logIns)
    world.say(`  ${role.padEnd(7)} ${email.padEnd(18)} password ${password}`);
}
