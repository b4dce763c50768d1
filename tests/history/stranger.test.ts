import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { record } from "#src/history/record.ts";
import { headOf } from "#src/history/store.ts";
import { openDatabase } from "#src/storage/database.ts";
import { newFolder } from "../support/folder.ts";

// docs/history.md promises that a stranger can check the chain with sqlite3, jq and sha256sum. Here one does.

const recipe = /```sh\n(sqlite3 [\s\S]*?)```/.exec(readFileSync("docs/history.md", "utf8"))![1]!;
const hasTools = ["bash", "sqlite3", "jq", "sha256sum"].every((tool) => Bun.which(tool) !== null);
const asAStranger = test.skipIf(!hasTools);

function checked(spoil: (db: Database) => void = () => {}) {
  const folder = newFolder();
  const db = openDatabase(join(folder, "aktion.db"), { create: true });
  const at = new Date("2026-11-23T09:00:00.000Z");
  const said = { about: "service:newsletter", by: "person:1", at, reported_on: "2020-12-31" };
  record(db, { ...said, what: "stage.reported", facts: { stage: "building", 10: true, 9: null, list: [2, "1"] } });
  record(db, { ...said, what: "name.changed", words: { name: 'Zürcher "Büro" \\ 😀', note: "zwei\nZeilen" } });
  record(db, { ...said, what: "old-data.reported", happened: { on: "2020-12", text: "Anfang Dezember" } });
  spoil(db);
  const { hash } = headOf(db);
  db.close();
  const { stdout, exitCode } = Bun.spawnSync(["bash", "-c", recipe], { cwd: folder });
  return { said: stdout.toString().trim(), exitCode, hash };
}

function without(trigger: string, sql: string) {
  return (db: Database) => {
    db.run(`DROP TRIGGER ${trigger}`);
    db.run(sql);
  };
}

asAStranger("the recipe in docs/history.md finds the same head", () => {
  const { said, exitCode, hash } = checked();
  expect({ said, exitCode }).toEqual({ said: `3 entries, head ${hash}`, exitCode: 0 });
});

asAStranger("erased words pass", () => {
  const { said } = checked((db) => db.run("UPDATE history_entries SET words = NULL, words_salt = NULL"));
  expect(said).toStartWith("3 entries, head");
});

asAStranger("a changed, a removed entry and changed words are found", () => {
  const changed = without("history_never_changed", "UPDATE history_entries SET by = 'person:2' WHERE seq = 2");
  expect(checked(changed)).toMatchObject({ said: "entry 2 was changed", exitCode: 1 });
  const removed = without("history_never_deleted", "DELETE FROM history_entries WHERE seq = 1");
  expect(checked(removed)).toMatchObject({ said: "entry 1 was removed", exitCode: 1 });
  const words = without("history_never_changed", "UPDATE history_entries SET words = '{}' WHERE seq = 2");
  expect(checked(words)).toMatchObject({ said: "the words of entry 2 were changed", exitCode: 1 });
});
