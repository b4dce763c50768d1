import { expect, test } from "bun:test";
import { join } from "node:path";
import { openDatabase } from "#src/storage/database.ts";
import { outagesIn, watchUntilKilled } from "../support/checks-kill.ts";
import { newFolder } from "../support/folder.ts";
import { seeded } from "../support/random.ts";

test("over five outages and forty kills, every outage and every end is told exactly once", async () => {
  const run = await watchUntilKilled(join(newFolder(), "aktion.db"), 5, seeded(5));
  const told = await run.settle();
  const db = openDatabase(run.path);
  const outages = outagesIn(db);
  db.close();
  expect(outages).toHaveLength(5);
  for (const [n, { from_at, until_at }] of outages.entries()) {
    expect(Date.parse(from_at)).toBeGreaterThanOrEqual(run.broken[n]!.from);
    expect(Date.parse(from_at)).toBeLessThanOrEqual(run.broken[n]!.until);
    const mine = told.filter(({ from }) => from === from_at).map(({ what }) => what);
    expect(["fell,mended", "passed"]).toContain(mine.join(","));
    expect(until_at).not.toBeNull();
  }
  expect(run.kills).toBeGreaterThan(35);
}, 900_000);
