import { Database } from "bun:sqlite";
import { createWriteStream, renameSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { openZip } from "#src/cli/export-file.ts";
import { recordDeletion } from "#src/deletions/actions.ts";
import { addEvidence } from "#src/deletions/evidence-actions.ts";
import { lineNames, type RecordWords, whenNames } from "#src/deletions/record.ts";
import { keptSigningKey, keyFileBeside } from "#src/history/key-file.ts";
import { beginKey, signedHead } from "#src/history/signing.ts";
import { takeIn } from "#src/storage/blobs.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "./browser.ts";
import { aService } from "./case.ts";
import { newFolder } from "./folder.ts";
import { command } from "./world.ts";

const done = { by: "command line", at: now };

export const letter = "Wir bestätigen die Löschung.\n".repeat(500);

/** A database in a file as it lies on a server: its history signed, a service, a deletion with one piece of evidence. Gives its path. */
export async function sealed(path = join(newFolder(), "aktion.db")): Promise<string> {
  const db = openDatabase(path, { create: true });
  db.run("UPDATE company SET name = 'Beispiel', set_up_at = '2026-01-01T00:00:00.000Z'");
  const key = keptSigningKey(keyFileBeside(path), now);
  beginKey(db, key, { by: "aktion", at: now, reported_on: "2026-11-23" });
  aService(db, { name: "Newsletter", stage: "building", from: "Mailchimp", to: "Mailtrain" });
  aService(db, { name: "Chat", stage: "live", from: "Slack", to: "Nextcloud Talk" });
  recordDeletion(db, deletion("Mailchimp"), done);
  const taken = await takeIn(db, once(letter), { at: now, mostBytes: 1e6 });
  const brought = [{ name: "Bestätigung ü.txt", type: "text/plain", taken }];
  addEvidence(db, 1, { supports: "confirmation", brought, pending: [] }, done);
  signedHead(db, key, now);
  db.close();
  return path;
}

async function* once(text: string) {
  yield new TextEncoder().encode(text);
}

function deletion(system: string): RecordWords & { system: string } {
  const nothing = { on: null, text: null };
  const whens = Object.fromEntries(whenNames.map((name) => [name, nothing]));
  const lines = Object.fromEntries(lineNames.map((name) => [name, null]));
  const said = { executed: { on: "2020-12-08", text: null }, executed_by: "Nora Muster", method: "self-service" };
  return { ...whens, ...lines, ...said, places: ["production"], reported_on: "2026-11-23", system } as never;
}

/** What somebody does who has the file and a database tool: triggers hold nobody back who may write. */
export function tamper(path: string, ...sql: string[]): void {
  const db = new Database(path);
  db.run("PRAGMA foreign_keys = OFF");
  const triggers = db.query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) db.run(`DROP TRIGGER ${name}`);
  for (const one of sql) db.run(one);
  db.close();
}

/** The auditor's export of a database. Gives its path. */
export async function exported(path: string, name = "audit.zip"): Promise<string> {
  const zip = join(path, "..", name);
  const { exit, err } = await command(["export", zip, "--db", path]);
  if (exit !== 0) throw new Error(err);
  return zip;
}

type Edit = (files: Map<string, Buffer>) => void;

/** Writes an export anew, with its files changed by `edit`. */
export async function repacked(path: string, edit: Edit): Promise<void> {
  const zip = (await openZip(path))!;
  const files = new Map<string, Buffer>();
  for (const name of zip.names) files.set(name, await bytesOf(zip.read(name)));
  zip.close();
  edit(files);
  const packed = new ZipFile();
  for (const [name, bytes] of files) packed.addBuffer(bytes, name);
  packed.end();
  await pipeline(packed.outputStream, createWriteStream(`${path}.part`));
  renameSync(`${path}.part`, path);
}

async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(parts));
}

/** What `aktion verify` says. */
export async function verified(...args: string[]) {
  const { exit, out } = await command(["verify", ...args, "--json"]);
  const { ok, fault, ...rest } = JSON.parse(out);
  if (ok !== (exit === 0)) throw new Error(`exit ${exit} with ${out}`);
  return {
    exit,
    code: (fault?.code ?? null) as string | null,
    seq: fault?.seq ?? null,
    file: fault?.file ?? null,
    ...rest,
  };
}
