import { expect } from "bun:test";
import { join } from "node:path";
import { openDatabase } from "#src/storage/database.ts";
import { newFolder } from "./folder.ts";
import { aMailbox, queueIn } from "./outgoing.ts";
import { fromSource, serve } from "./program.ts";
import { headerOf, smtpServer } from "./smtp.ts";

type Killing = { mails: number; kills: number; random: () => number; program?: string[] };

/**
 * The program sends mails to a server that takes its time, and is killed (-9) again and again. In the end each mail has arrived: once,
 * or, when it was killed between a mail's end and the answer, once more with the same id, which the mail then says. Gives how many were.
 */
export async function killedWhileSending({ mails, kills, random, program = fromSource }: Killing): Promise<number> {
  const path = join(newFolder(), "aktion.db");
  const reached = Array.from({ length: kills }, (_, n) => ({
    at: Math.ceil(((n + 1) * mails) / (kills + 1)),
    ...Promise.withResolvers<void>(),
  }));
  const server = await smtpServer({
    forgetful: true,
    async dot(_, count) {
      for (const { at, resolve } of reached) if (count + 1 >= at) resolve();
      await Bun.sleep(random() * 15);
      return null;
    },
  });
  const ids = queuedIn(path, server.port, mails);
  for (const { promise } of reached) {
    const served = await serve(path, { program, env: { AKTION_LOG: "error" } });
    await promise;
    await Bun.sleep(random() * 30);
    served.kill("SIGKILL");
    await served.exited;
  }
  const served = await serve(path, { program, env: { AKTION_LOG: "error" } });
  const rows = await allOver(path);
  served.kill("SIGTERM");
  expect(await served.exited).toBe(0);
  const arrived = Map.groupBy(server.arrived, ({ raw }) => headerOf(raw, "Message-ID")!.slice(1, -1));
  expect(rows.map(({ mail_id }) => mail_id).sort()).toEqual(ids.sort());
  for (const { mail_id, state, resent_at } of rows) {
    const same = arrived.get(mail_id) ?? [];
    expect(new Set(same.map(({ raw }) => raw)).size).toBeLessThanOrEqual(1);
    expect(same.length).toBeLessThanOrEqual(resent_at === null ? 1 : 2);
    // Killed at the end of the same mail twice, it is not sent a third time: nobody knows, and that is told.
    if (state === "accepted") expect(same.length).toBeGreaterThan(0);
    else expect({ state, resent: resent_at !== null }).toEqual({ state: "unknown", resent: true });
  }
  return rows.filter(({ resent_at }) => resent_at !== null).length;
}

function queuedIn(path: string, port: number, mails: number): string[] {
  const db = openDatabase(path, { create: true });
  const box = aMailbox(db, { port });
  for (let n = 0; n < mails; n += 1) queueIn(db, box, new Date());
  const ids = db.query<{ mail_id: string }, []>("SELECT mail_id FROM outgoing_mails").all();
  db.close();
  return ids.map(({ mail_id }) => mail_id);
}

type Sent = { mail_id: string; state: string; resent_at: string | null };

async function allOver(path: string): Promise<Sent[]> {
  const db = openDatabase(path);
  const open = db.query<{ n: number }, []>("SELECT count(*) AS n FROM outbox_deliveries WHERE finished_at IS NULL");
  for (let tries = 0; open.get()!.n > 0; tries += 1) {
    if (tries > 3000) throw new Error(`${open.get()!.n} mails are still here`);
    await Bun.sleep(10);
  }
  const rows = db.query<Sent, []>("SELECT mail_id, state, resent_at FROM outgoing_mails").all();
  db.close();
  return rows;
}
