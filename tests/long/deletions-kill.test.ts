import { expect, test } from "bun:test";
import { join } from "node:path";
import { logUntilKilled } from "../support/deletion-kill.ts";
import { newFolder } from "../support/folder.ts";
import { seeded } from "../support/random.ts";

test("killed again and again while 500 records with evidence come in, none that was acknowledged is lost or there twice", async () => {
  const kills = await logUntilKilled(join(newFolder(), "aktion.db"), 500, seeded(500));
  expect(kills).toBeGreaterThan(3);
  console.error(`500 records with evidence, killed ${kills} times`);
}, 600_000);
