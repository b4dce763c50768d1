import { expect, test } from "bun:test";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockFor } from "#src/storage/lock.ts";
import { newFolder } from "../support/folder.ts";

test("one file has one lock; released, it can be taken again", () => {
  const path = join(newFolder(), "aktion.db");
  const first = lockFor(path);
  expect(() => lockFor(path)).toThrow("Another Aktion already serves");
  first.release();
  lockFor(path).release();
});

test("two names of one file meet at one lock", () => {
  const folder = newFolder();
  const path = join(folder, "aktion.db");
  writeFileSync(path, "");
  symlinkSync(path, join(folder, "current.db"));
  const first = lockFor(path);
  expect(() => lockFor(join(folder, "current.db"))).toThrow("Another Aktion already serves");
  first.release();
});

test("in a folder that does not exist there is nothing to lock", () => {
  expect(() => lockFor(join(newFolder(), "nowhere", "aktion.db"))).toThrow("in a folder that exists");
});
