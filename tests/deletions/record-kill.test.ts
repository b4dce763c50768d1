import { expect, test } from "bun:test";
import { join } from "node:path";
import { logUntilKilled } from "../support/deletion-kill.ts";
import { newFolder } from "../support/folder.ts";
import { seeded } from "../support/random.ts";

test("killed while 30 records with evidence come in, none that was acknowledged is lost (500 in tests/long)", async () => {
  expect(await logUntilKilled(join(newFolder(), "aktion.db"), 30, seeded(30))).toBeGreaterThan(0);
}, 60_000);
