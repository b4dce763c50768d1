import { basename } from "node:path";
import { startImport } from "#src/inbox/import-actions.ts";
import { findImport } from "#src/inbox/import-store.ts";
import { importAll } from "#src/inbox/intake/importing.ts";
import { findMailboxBySlug, listMailboxes } from "#src/inbox/mailbox-store.ts";
import { Problem } from "#src/problem.ts";
import { takeIn } from "#src/storage/blobs.ts";
import type { openDatabase } from "#src/storage/database.ts";
import { lockFor } from "#src/storage/lock.ts";
import { type Args, type Exit, type World, wrongUsage } from "./command.ts";
import { databaseFor } from "./database.ts";
import { doneBy } from "./user.ts";

type Db = ReturnType<typeof openDatabase>;

const mostBytes = 64 * 1024 ** 3;

/** `aktion mail import FILE.mbox --mailbox SLUG`: into the file at once, or, where a server runs, by that server. */
export async function importMbox(args: Args, world: World): Promise<Exit> {
  const path = fileNamed(args);
  if (!(await Bun.file(path).exists()))
    throw wrongUsage(
      `${path} does not exist. Name an mbox file.`,
      `${path} gibt es nicht. Nennen Sie eine mbox-Datei.`,
    );
  const db = databaseFor(args, world);
  try {
    const mailbox = mailboxNamed(db, args.text("mailbox"));
    const done = doneBy(world);
    const taken = await takeIn(db, Bun.file(path).stream(), { at: done.at, mostBytes });
    const from = { source: "mbox" as const, file_name: basename(path), taken };
    const id = await startImport(db, { mailbox_id: mailbox.id, from }, done);
    await importHere(db, id, args.text("db") ?? world.settings.db, world);
    return 0;
  } finally {
    db.close();
  }
}

async function importHere(db: Db, id: number, path: string, world: World): Promise<void> {
  const lock = lockIfFree(path);
  if (!lock) {
    world.say("Stored. The server that runs takes it in; the mailbox's page shows how far it is.");
    return;
  }
  try {
    const tell = (told: { what: string; line?: string }) => told.what === "log" && world.note(told.line!);
    const intake = { db, turn: null, key: new Uint8Array(32), clock: world.clock, tell };
    await importAll(intake, findImport(db, id)!, new AbortController().signal);
    world.say(`Mails taken in: ${findImport(db, id)!.done}.`);
  } finally {
    lock.release();
  }
}

function lockIfFree(path: string): { release: () => void } | null {
  try {
    return lockFor(path);
  } catch (error) {
    if (error instanceof Problem && error.code === "conflict") return null;
    throw error;
  }
}

function fileNamed({ words }: Args): string {
  const [, path, ...more] = words;
  if (path !== undefined && more.length === 0) return path;
  throw wrongUsage(
    'Say "aktion mail import FILE.mbox --mailbox SLUG", with one file.',
    "Erwartet wird «aktion mail import DATEI.mbox --mailbox KÜRZEL» mit einer Datei.",
  );
}

function mailboxNamed(db: Db, slug: string | undefined) {
  const mailbox = slug === undefined ? null : findMailboxBySlug(db, slug);
  if (mailbox) return mailbox;
  const known = listMailboxes(db).map((one) => one.slug);
  const list = known.join(", ") || "–";
  throw wrongUsage(
    `Name a mailbox with --mailbox. There are: ${list}.`,
    `Nennen Sie mit --mailbox ein Postfach. Es gibt: ${list}.`,
  );
}
