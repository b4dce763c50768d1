import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "#src/problem.ts";
import { openDatabase } from "#src/storage/database.ts";
import { migrations } from "#src/storage/migrations/index.ts";
import { schemaOf } from "../tools/schema.ts";
import { newFolder } from "./support/folder.ts";

const first = migrations.slice(0, 1);

/** The sentence a person is told; anything else that is thrown is our bug and fails the test. */
function refusal(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    if (error instanceof Problem) return error.in("en");
    throw error;
  }
  return "";
}

const bytes = (path: string) => new Bun.CryptoHasher("sha256").update(readFileSync(path)).digest("hex");

test("src/storage/schema.sql is what all migrations make together", () => {
  expect(readFileSync("src/storage/schema.sql", "utf8")).toBe(schemaOf(openDatabase(":memory:")));
});

test("an old file that is brought up to date is the same as a new one", () => {
  const path = join(newFolder(), "aktion.db");
  for (let known = 1; known <= migrations.length; known += 1)
    openDatabase(path, { create: true, steps: migrations.slice(0, known) }).close();
  expect(schemaOf(openDatabase(path))).toBe(schemaOf(openDatabase(":memory:")));
});

test("every table is strict", () => {
  const loose = openDatabase(":memory:")
    .query<{ name: string }, []>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  expect(loose.map(({ name }) => name)).toEqual([]);
});

test("a file is written safely: WAL, full synchronous, foreign keys, deleted rows overwritten", () => {
  const db = openDatabase(join(newFolder(), "aktion.db"), { create: true });
  const value = (pragma: string) => Object.values(db.query<object, []>(`PRAGMA ${pragma}`).get()!)[0];
  expect(["journal_mode", "synchronous", "foreign_keys", "secure_delete"].map(value)).toEqual(["wal", 2, 1, 1]);
});

test("only the user who runs Aktion may read the file, its WAL and its copies", () => {
  const path = join(newFolder(), "aktion.db");
  openDatabase(path, { create: true, steps: first }).close();
  const db = openDatabase(path);
  const modes = [path, `${path}-wal`, `${path}.before-0002`].map((file) => statSync(file).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600, 0o600]);
  db.close();
});

test("before the shape changes, a copy is made and named", () => {
  const path = join(newFolder(), "aktion.db");
  const old = openDatabase(path, { create: true, steps: first });
  old.run("UPDATE company SET name = 'Vorher'");
  old.close();
  const copies: string[] = [];
  openDatabase(path, { onMigrate: (copy) => copies.push(copy) }).close();

  expect(copies).toEqual([`${path}.before-0002`]);
  const copy = new Database(copies[0], { readonly: true });
  expect(copy.query("SELECT name FROM company").get()).toEqual({ name: "Vorher" });
  expect(copy.query("PRAGMA user_version").get()).toEqual({ user_version: 1 });
});

test("a copy that an earlier, failed update left is replaced, because people worked on since", () => {
  const path = join(newFolder(), "aktion.db");
  const broken = [...first, { name: "0002_broken", sql: "CREATE TABLE half (id INTEGER); SELECT * FROM nowhere;" }];
  openDatabase(path, { create: true, steps: first }).close();
  expect(() => openDatabase(path, { steps: broken, onMigrate: () => {} })).toThrow();
  const old = openDatabase(path, { steps: first });
  old.run("UPDATE company SET name = 'Seither'");
  old.close();
  openDatabase(path, { onMigrate: () => {} }).close();

  const copy = new Database(`${path}.before-0002`, { readonly: true });
  expect(copy.query("SELECT name FROM company").get()).toEqual({ name: "Seither" });
});

test("a file that is up to date is not copied", () => {
  const path = join(newFolder(), "aktion.db");
  openDatabase(path, { create: true }).close();
  openDatabase(path, { onMigrate: () => expect.unreachable() }).close();
});

test("a broken migration leaves the file as it was", () => {
  const path = join(newFolder(), "aktion.db");
  openDatabase(path, { create: true, steps: first }).close();
  const before = bytes(path);
  const broken = [...first, { name: "0002_broken", sql: "CREATE TABLE half (id INTEGER); SELECT * FROM nowhere;" }];
  expect(() => openDatabase(path, { steps: broken })).toThrow();

  expect(bytes(path)).toBe(before);
  expect(openDatabase(path, { steps: first }).query("SELECT name FROM company").get()).toEqual({ name: "Aktion" });
});

test("a file of a newer program is refused and left alone", () => {
  const path = join(newFolder(), "aktion.db");
  openDatabase(path, { create: true }).close();
  const before = bytes(path);
  expect(refusal(() => openDatabase(path, { steps: first }))).toBe(
    `${path} was written by a newer Aktion. Use the newer program; the file is unchanged.`,
  );
  expect(bytes(path)).toBe(before);
});

test("somebody else's SQLite file is refused and left byte for byte, also by serve", () => {
  const path = join(newFolder(), "other.db");
  const other = new Database(path, { create: true });
  other.run("CREATE TABLE notes (text TEXT)");
  other.close();
  const before = bytes(path);
  const sentence = `${path} is not an Aktion database. Choose another file with --db.`;
  expect(refusal(() => openDatabase(path))).toBe(sentence);
  expect(refusal(() => openDatabase(path, { create: true }))).toBe(sentence);
  expect([bytes(path), existsSync(`${path}-wal`), existsSync(`${path}-shm`)]).toEqual([before, false, false]);
});

test("an empty SQLite file that carries another program's mark is not ours", () => {
  const path = join(newFolder(), "other.db");
  const other = new Database(path, { create: true });
  other.run("PRAGMA application_id = 7");
  other.close();
  expect(refusal(() => openDatabase(path, { create: true }))).toContain("is not an Aktion database");
});

test("an empty file is taken as a new one and opens again", () => {
  const path = join(newFolder(), "aktion.db");
  writeFileSync(path, "");
  openDatabase(path, { create: true }).close();
  expect(openDatabase(path).query("SELECT name FROM company").get()).toEqual({ name: "Aktion" });
});

test("what is no database at all is refused and left alone", () => {
  const path = join(newFolder(), "letter.txt");
  writeFileSync(path, "Sehr geehrte Damen und Herren\n".repeat(400));
  expect(refusal(() => openDatabase(path, { create: true }))).toBe(
    `${path} is not a database, or it is encrypted. Choose another file with --db.`,
  );
  expect(readFileSync(path, "utf8")).toStartWith("Sehr geehrte");
});

test("a missing file is created only when that is said, a missing folder never", () => {
  const folder = newFolder();
  expect(refusal(() => openDatabase(join(folder, "aktion.db")))).toContain("does not exist");
  expect(existsSync(join(folder, "aktion.db"))).toBe(false);
  expect(refusal(() => openDatabase(join(folder, "nowhere", "aktion.db"), { create: true }))).toContain(
    "in a folder that exists",
  );
});

test("a folder in place of the file says that it cannot be opened", () => {
  const path = join(newFolder(), "aktion.db");
  mkdirSync(path);
  expect(refusal(() => openDatabase(path, { create: true }))).toContain("cannot be opened");
});
