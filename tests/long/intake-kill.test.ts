import { expect, test } from "bun:test";
import { join } from "node:path";
import { newFolder } from "../support/folder.ts";
import { FakeImap } from "../support/imap.ts";
import { aMail } from "../support/intake.ts";
import { examine, fill, preparedFile, runIntake } from "../support/intake-kill.ts";
import { seeded } from "../support/random.ts";

test("kill -9 a hundred times while mail comes in: every mail of the server is there once", async () => {
  const random = seeded(5);
  const server = await FakeImap.start();
  const path = join(newFolder(), "aktion.db");
  preparedFile(path, server.port, "seen");
  fill(server, 300);
  let kills = 0;
  while (kills < 100) {
    for (let n = 0; n < 40; n += 1) server.add(aMail(`${kills}.${n}`));
    const { isWell } = await runIntake(path, { after_ms: 60 + random() * 500 });
    if (!isWell) kills += 1;
  }
  expect((await runIntake(path)).isWell).toBe(true);
  examine(
    path,
    server.mails.map(({ uid }) => uid),
  );
  console.error(`${server.mails.length} mails, killed ${kills} times`);
}, 600_000);
