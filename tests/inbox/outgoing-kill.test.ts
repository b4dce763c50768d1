import { expect, test } from "bun:test";
import { seeded } from "../support/random.ts";
import { killedWhileSending } from "../support/sending-kill.ts";

test("killed in the middle of sending, every mail arrives, and what may have arrived twice says so", async () => {
  const again = await killedWhileSending({ mails: 30, kills: 4, random: seeded(7) });
  expect(again).toBeLessThanOrEqual(4 * 3);
}, 60_000);
