import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Load, loadOn } from "./load.ts";
import { residentMegabytes, startAktion, startBare } from "./served.ts";

const seconds = 3;

export type Start = { best_ms: number; median_ms: number; idle_mb: number };
export type Page = {
  services: number;
  bytes: number;
  ours: Load;
  bare: Load;
  /** Until the whole page is there when something has just changed, so that nothing of it is remembered. */
  afterChange_ms: number;
};

/** From starting the executable to its first answer, ten times on the same file, and its memory after two quiet seconds. */
export async function measureStart(): Promise<Start> {
  const { seed } = await import("./seed.ts");
  return await inFolder(async (folder) => {
    const db = join(folder, "aktion.db");
    seed(db, 10);
    const took: number[] = [];
    for (let n = 0; n < 10; n += 1) took.push(await firstAnswer_ms(db, 4760 + n));
    took.sort((a, b) => a - b);
    const aktion = await startAktion(db);
    await Bun.sleep(2000);
    const idle_mb = await residentMegabytes(aktion.pid);
    await aktion.stop();
    return { best_ms: took[0]!, median_ms: (took[4]! + took[5]!) / 2, idle_mb };
  });
}

async function firstAnswer_ms(db: string, port: number): Promise<number> {
  const began = performance.now();
  const binary = new URL("../dist/aktion", import.meta.url).pathname;
  const child = Bun.spawn([binary, "serve", "--db", db, "--port", String(port)], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: "ignore",
  });
  while (performance.now() - began < 5000) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (answer?.ok) break;
    await Bun.sleep(1);
  }
  const took = performance.now() - began;
  child.kill("SIGTERM");
  await child.exited;
  return took;
}

/** `/services` for somebody who is logged in, against a bare server that answers as many bytes. */
export async function measurePage(services: number): Promise<Page> {
  const { changeSomething, seed } = await import("./seed.ts");
  return await inFolder(async (folder) => {
    const db = join(folder, "aktion.db");
    const headers = { cookie: seed(db, services) };
    const aktion = await startAktion(db);
    const ask = () => fetch(`${aktion.url}/services`, { headers, redirect: "error" }).then((answer) => answer.text());
    const bytes = Buffer.byteLength(await ask());
    await loadOn(`${aktion.url}/services`, headers, 1); // warm
    const { ours, bare } = await inTurns(`${aktion.url}/services`, headers, bytes);
    const after: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      changeSomething(db);
      const began = performance.now();
      await ask();
      after.push(performance.now() - began);
    }
    await aktion.stop();
    after.sort((a, b) => a - b);
    return { services, bytes, ours, bare, afterChange_ms: after[10]! };
  });
}

/** Three rounds of each, one after the other, so that what else the machine does meets both; the middle one of each counts. */
async function inTurns(url: string, headers: Record<string, string>, bytes: number) {
  const server = await startBare(bytes);
  const rounds: { ours: Load; bare: Load }[] = [];
  for (let n = 0; n < 3; n += 1)
    rounds.push({ ours: await loadOn(url, headers, seconds), bare: await loadOn(server.url, {}, seconds) });
  await server.stop();
  const middle = (loads: Load[]) => loads.sort((a, b) => a.perSecond - b.perSecond)[1]!;
  return { ours: middle(rounds.map(({ ours }) => ours)), bare: middle(rounds.map(({ bare }) => bare)) };
}

async function inFolder<T>(measure: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "aktion-bench-"));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
