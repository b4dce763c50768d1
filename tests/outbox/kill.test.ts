import { expect, test } from "bun:test";
import { join } from "node:path";
import { enqueueFor } from "#src/outbox/announce.ts";
import { insertWebhook } from "#src/outbox/webhook-store.ts";
import { openDatabase } from "#src/storage/database.ts";
import { newFolder } from "../support/folder.ts";
import { serve } from "../support/program.ts";
import { receiver } from "../support/receiver.ts";

const count = 40;

test("killed in the middle of sending, everything still arrives, and what arrives twice says so by its id", async () => {
  const path = join(newFolder(), "aktion.db");
  const kills = [3, 11, 24];
  const reached = kills.map(() => Promise.withResolvers<void>());
  const all = Promise.withResolvers<void>();
  const ids = new Set<string>();
  const { received, address } = receiver(async ({ id }) => {
    await Bun.sleep(5); // the receiver takes its time, so that kills come in the middle
    ids.add(id);
    for (const [index, at] of kills.entries()) if (ids.size >= at) reached[index]!.resolve();
    if (ids.size >= count) all.resolve();
    return new Response("ok");
  });
  filled(path, address);
  for (const { promise } of reached) {
    const served = await serve(path, { env: { AKTION_LOG: "error" } });
    await promise;
    served.kill("SIGKILL");
    await served.exited;
  }
  const served = await serve(path, { env: { AKTION_LOG: "error" } });
  await all.promise;
  await allSettled(path);
  served.kill("SIGTERM");
  await served.exited;
  expect(ids.size).toBe(count);
  expect(received.length).toBeGreaterThanOrEqual(count);
  const bodies = Map.groupBy(received, ({ id }) => id);
  expect([...bodies.values()].every((same) => new Set(same.map(({ body }) => body)).size === 1)).toBe(true);
}, 60_000);

function filled(path: string, address: string): void {
  const db = openDatabase(path, { create: true });
  const at = new Date();
  const created = { created_by: "person:1", created_at: at.toISOString() };
  insertWebhook(db, { address, kinds: "dates.digest", secret: "whsec_secret", ...created });
  for (let n = 0; n < count; n += 1)
    enqueueFor(db, 1, { subject_key: `digest ${n}`, body: { kind: "dates.digest", n }, at });
  db.close();
}

/** The last answers are written down a moment after the receiver gave them. */
async function allSettled(path: string): Promise<void> {
  const db = openDatabase(path);
  const open = db.query<{ n: number }, []>("SELECT count(*) AS n FROM outbox_deliveries WHERE state <> 'delivered'");
  for (let tries = 0; open.get()!.n > 0; tries += 1) {
    if (tries > 500) throw new Error(`${open.get()!.n} deliveries are still open`);
    await Bun.sleep(10);
  }
  db.close();
}
