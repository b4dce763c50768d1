import { expect, test } from "bun:test";
import { join } from "node:path";
import { openDatabase } from "#src/storage/database.ts";
import { outagesIn, watchUntilKilled } from "../support/checks-kill.ts";
import { newFolder } from "../support/folder.ts";
import { seeded } from "../support/random.ts";

test("killed at any moment, it invents no outage, and dates the real one within an interval", async () => {
  const { kills, broken, path } = await watchUntilKilled(join(newFolder(), "aktion.db"), 1, seeded(11), [3, 4, 4]);
  const db = openDatabase(path);
  const outages = outagesIn(db);
  expect(kills).toBeGreaterThan(5);
  expect(outages).toHaveLength(1);
  expect(Date.parse(outages[0]!.from_at)).toBeGreaterThanOrEqual(broken[0]!.from);
  expect(Date.parse(outages[0]!.from_at)).toBeLessThanOrEqual(broken[0]!.until);
  expect(Date.parse(outages[0]!.until_at!)).toBeGreaterThanOrEqual(broken[0]!.until);
  expect(db.query("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  db.close();
}, 120_000);
