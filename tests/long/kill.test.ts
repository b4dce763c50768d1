import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "../support/folder.ts";
import { killLoop } from "../support/kill-loop.ts";
import { compiled } from "../support/program.ts";
import { seeded } from "../support/random.ts";

test.skipIf(!existsSync(compiled))(
  "the executable, killed 200 times in the middle of writing, loses nothing",
  async () => {
    const acknowledged = await killLoop(join(newFolder(), "aktion.db"), 200, seeded(4711), [compiled]);
    expect(acknowledged).toBeGreaterThan(2000);
    console.error(`killed 200 times; ${acknowledged} acknowledged changes, all there`);
  },
  600_000,
);
