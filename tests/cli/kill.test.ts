import { expect, test } from "bun:test";
import { join } from "node:path";
import { newFolder } from "../support/folder.ts";
import { killLoop } from "../support/kill-loop.ts";
import { seeded } from "../support/random.ts";

test("killed in the middle of writing, nothing that was acknowledged is lost (4 times; more in tests/long)", async () => {
  const acknowledged = await killLoop(join(newFolder(), "aktion.db"), 4, seeded(1));
  expect(acknowledged).toBeGreaterThan(20);
}, 60_000);
