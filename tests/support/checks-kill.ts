import type { Database } from "bun:sqlite";
import { addRule } from "#src/checks/alert-rule-actions.ts";
import { insertWebhook } from "#src/outbox/webhook-store.ts";
import { openDatabase } from "#src/storage/database.ts";
import { httpCheck, troubles, webServer } from "./checks.ts";
import { serve } from "./program.ts";
import { receiver } from "./receiver.ts";

type Ending = { what: string; check: string; from: string; until: string | null };

/**
 * The program watches a real server and is killed (-9) again and again, while the server is broken and mended so many times;
 * `seconds` are how long it is well, broken and well again.
 * Gives what was written down of it, and what a webhook was told.
 */
export async function watchUntilKilled(path: string, outages: number, random: () => number, seconds = [11, 14, 14]) {
  const [quiet = 0, down = 0, mended = 0] = seconds.map((one) => one * 1000);
  let asked = 0;
  let status = 200;
  const server = webServer(() => {
    asked += 1;
    return new Response("", { status });
  });
  const { received, address } = receiver();
  prepared(path, server.url, address);
  const broken: { from: number; until: number }[] = [];
  let kills = 0;
  const lived = async (life: () => Promise<unknown>) => {
    const served = await serve(path, { env: { AKTION_LOG: "off" } });
    await life();
    served.kill("SIGKILL");
    await served.exited;
    kills += 1;
  };
  /** Killed at random, and in the end once more when it has asked and had a second and a half to write that down. */
  const running = async (ms: number) => {
    for (let left = ms; left > 0; ) {
      const part = Math.min(left, 300 + random() * 4700);
      await lived(() => Bun.sleep(part));
      left -= part;
    }
    await lived(async () => {
      for (const before = asked; asked === before; ) await Bun.sleep(50);
      await Bun.sleep(1500);
    });
  };
  for (let n = 0; n < outages; n += 1) {
    await running(quiet);
    const from = Date.now();
    status = 500;
    await running(down);
    broken.push({ from, until: Date.now() });
    status = 200;
    await running(mended);
  }
  return { kills, broken, path, received, settle: () => settled(path, outages, received) };
}

function prepared(path: string, url: string, address: string): void {
  const db = openDatabase(path, { create: true });
  const at = new Date();
  db.run("UPDATE company SET set_up_at = ?", [at.toISOString()]);
  httpCheck(db, url, at, { every_s: 5, confirm_after: 1, recover_after: 1 });
  const webhook = {
    address,
    kinds: "dates.digest",
    secret: "whsec_x",
    created_by: "person:1",
    created_at: at.toISOString(),
  };
  const id = insertWebhook(db, webhook);
  const always = { days: null, from_time: null, until_time: null, remind_minutes: null, after_minutes: 0 };
  const rule = { name: "Pikett", kinds: "down", all_checks: 1 as const, ...always };
  addRule(db, rule, { recipients: [`webhook:${id}`], check_ids: [] }, { by: "person:1", at });
  db.close();
}

export function outagesIn(db: Database) {
  return troubles(db).filter(({ kind }) => kind === "down");
}

/** Runs on until everything that fell has been told to be over. Gives each delivery once, by its id. */
async function settled(
  path: string,
  outages: number,
  received: ReturnType<typeof receiver>["received"],
): Promise<Ending[]> {
  const served = await serve(path, { env: { AKTION_LOG: "off" } });
  const told = () =>
    [...new Map(received.map((one) => [one.id, one])).values()].flatMap(
      ({ body }) => (JSON.parse(body) as { troubles: Ending[] }).troubles,
    );
  const over = () => told().filter(({ what }) => what === "mended" || what === "passed").length;
  for (let n = 0; n < 600 && over() < outages; n += 1) await Bun.sleep(200);
  served.kill("SIGTERM");
  await served.exited;
  return told();
}
