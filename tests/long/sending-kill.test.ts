import { test } from "bun:test";
import { seeded } from "../support/random.ts";
import { killedWhileSending } from "../support/sending-kill.ts";

test("killed a hundred times in the middle of sending, every mail arrives", async () => {
  for (let seed = 1; seed <= 10; seed += 1) await killedWhileSending({ mails: 60, kills: 10, random: seeded(seed) });
}, 900_000);
