import { expect } from "bun:test";
import { verifyChain } from "#src/history/verify.ts";
import { openDatabase } from "#src/storage/database.ts";
import { logIn } from "./browser.ts";
import { fromSource, serve } from "./program.ts";

/**
 * Starts the program, has somebody add services as fast as they can, kills it (-9) in the middle, again and again on one file.
 * Whatever was answered with a redirect must be there afterwards, the chain must hold, and the file must be whole.
 */
export async function killLoop(
  path: string,
  rounds: number,
  random: () => number,
  program = fromSource,
): Promise<number> {
  const acknowledged: string[] = [];
  const cookie = prepared(path);
  for (let round = 0; round < rounds; round += 1) {
    const served = await serve(path, { program, env: { AKTION_LOG: "error" } });
    const killed = Bun.sleep(20 + random() * 180).then(() => served.kill("SIGKILL"));
    await addUntilGone(served.url, cookie, (n) => `Dienst ${round}-${n}`, acknowledged);
    await Promise.all([killed, served.exited]);
    examine(path, acknowledged);
  }
  return acknowledged.length;
}

function prepared(path: string): string {
  const db = openDatabase(path, { create: true });
  const today = new Date().toISOString();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  db.run("UPDATE company SET set_up_at = ?", [today]);
  const cookie = logIn(db, "owner");
  db.run("UPDATE sessions SET last_seen_at = ?, expires_at = ?", [today, tomorrow]);
  db.close();
  return cookie;
}

async function addUntilGone(url: string, cookie: string, nameOf: (n: number) => string, acknowledged: string[]) {
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  for (let n = 0; ; n += 1) {
    const body = new URLSearchParams({ name: nameOf(n) });
    const answer = await fetch(`${url}/services`, { method: "POST", headers, body, redirect: "manual" }).catch(
      () => null,
    );
    if (answer === null) return;
    expect(answer.status).toBe(303);
    acknowledged.push(nameOf(n));
  }
}

function examine(path: string, acknowledged: string[]): void {
  const db = openDatabase(path);
  const names = db.query<{ name: string }, []>("SELECT name FROM services").all();
  const stored = new Set(names.map(({ name }) => name));
  expect(acknowledged.filter((name) => !stored.has(name))).toEqual([]);
  expect(verifyChain(db)).toMatchObject({ ok: true });
  const added = db.query<{ n: number }, []>("SELECT count(*) AS n FROM history_entries WHERE what = 'service.added'");
  expect(added.get()!.n).toBe(stored.size);
  expect(db.query("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  db.close();
}
