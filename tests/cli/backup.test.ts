import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyFileBeside } from "#src/history/key-file.ts";
import { record } from "#src/history/record.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { run, serve } from "../support/program.ts";
import { sealed, tamper, verified } from "../support/sealed.ts";
import { command } from "../support/world.ts";

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

function services(path: string): number {
  const db = openDatabase(path);
  const { n } = db.query<{ n: number }, []>("SELECT count(*) AS n FROM services").get()!;
  db.close();
  return n;
}

test("a backup holds everything, with the key in a file of its own, for nobody else, and verifies", async () => {
  const path = await sealed();
  const copy = join(newFolder(), "copy.db");
  const { exit, out } = await command(["backup", copy, "--db", path]);
  expect([exit, out]).toEqual([0, expect.stringContaining("holds everything up to entry 15")]);
  expect(readdirSync(join(copy, "..")).sort()).toEqual(["copy.db", "copy.db.key"]);
  expect([mode(copy), mode(`${copy}.key`)]).toEqual(["600", "600"]);
  expect(await verified("--db", copy)).toMatchObject({ exit: 0, count: 15 });
  expect(services(copy)).toBe(2);
});

test("a backup while others write is whole", async () => {
  const path = join(newFolder(), "aktion.db");
  const served = await serve(path);
  const beside = openDatabase(path);
  for (let n = 0; n < 50; n += 1)
    record(beside, { what: "stand.opened", about: "company", by: "aktion", at: now, reported_on: "2026-11-23" });
  const copy = join(newFolder(), "copy.db");
  expect(await run(["backup", copy, "--db", path])).toMatchObject({ exit: 0, err: "" });
  beside.close();
  expect((await verified("--db", copy)).count).toBe(51);
  expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
});

test("a backup never replaces a file, and says when it cannot write", async () => {
  const path = await sealed();
  expect(await command(["backup", path, "--db", path])).toMatchObject({ exit: 2 });
  expect(await command(["backup", join(newFolder(), "nowhere", "x.db"), "--db", path])).toMatchObject({ exit: 2 });
  expect(await command(["backup"])).toMatchObject({ exit: 2 });
});

test("a backup is restored where nothing was, with its key, and goes on from there", async () => {
  const path = await sealed();
  const copy = join(newFolder(), "copy.db");
  await command(["backup", copy, "--db", path]);
  const target = join(newFolder(), "aktion.db");
  expect(await command(["restore", copy, "--db", target])).toMatchObject({ exit: 0, err: "" });
  expect([mode(target), mode(keyFileBeside(target))]).toEqual(["600", "600"]);
  expect(readFileSync(keyFileBeside(target)).equals(readFileSync(keyFileBeside(path)))).toBe(true);
  expect(await verified("--db", target)).toMatchObject({ exit: 0, count: 15 });
  expect(services(target)).toBe(2);
});

test("what is there is replaced only when that is said, and then moved aside with its log", async () => {
  const path = await sealed();
  const copy = join(newFolder(), "copy.db");
  await command(["backup", copy, "--db", path]);
  const open = openDatabase(path);
  record(open, { what: "stand.opened", about: "company", by: "aktion", at: now, reported_on: "2026-11-23" });
  expect(await command(["restore", copy, "--db", path])).toMatchObject({ exit: 2 });
  const { exit, out } = await command(["restore", copy, "--db", path, "--replace"]);
  open.close();
  expect(exit).toBe(0);
  const aside = /lies in (\S+)\.$/m.exec(out)![1]!;
  expect(existsSync(aside)).toBe(true);
  expect(existsSync(`${path}-wal`)).toBe(false);
  expect((await verified("--db", path)).count).toBe(15);
});

test("while Aktion serves, a restore is refused and changes nothing", async () => {
  const path = join(newFolder(), "aktion.db");
  await serve(path);
  const copy = join(newFolder(), "copy.db");
  await run(["backup", copy, "--db", path]);
  const refused = await run(["restore", copy, "--db", path, "--replace"]);
  expect(refused.exit).toBe(1);
  expect(refused.err).toContain("already serves");
  expect(readdirSync(join(path, "..")).filter((name) => name.includes("replaced"))).toEqual([]);
});

test("a backup that was changed is not restored", async () => {
  const path = await sealed();
  const copy = join(newFolder(), "copy.db");
  await command(["backup", copy, "--db", path]);
  tamper(copy, "UPDATE history_entries SET by = 'person:9' WHERE seq = 4");
  const target = join(newFolder(), "aktion.db");
  const refused = await command(["restore", copy, "--db", target]);
  expect(refused).toMatchObject({ exit: 1 });
  expect(refused.err).toContain("Entry 4 was changed.");
  expect(existsSync(target)).toBe(false);
  expect(await command(["restore", join(newFolder(), "gone.db"), "--db", target])).toMatchObject({ exit: 2 });
});

test("another key that lies there already is left as it is, and that is said", async () => {
  const path = await sealed();
  const copy = join(newFolder(), "copy.db");
  await command(["backup", copy, "--db", path]);
  const folder = join(newFolder(), "other");
  mkdirSync(folder);
  const target = join(folder, "aktion.db");
  writeFileSync(keyFileBeside(target), '{"format":"aktion-keys/1","keys":{}}');
  expect((await command(["restore", copy, "--db", target])).err).toContain("was left as it is");
  expect(readFileSync(keyFileBeside(target), "utf8")).toContain('"keys":{}');
});
