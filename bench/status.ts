import { Database } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { type Load, loadOn } from "./load.ts";
import { mailSink } from "./mail-sink.ts";
import { startAktion, startBare } from "./served.ts";

export type StatusPage = {
  components: number;
  bytes: number;
  compressed: number;
  ours: Load;
  bare: Load;
  /** Of single requests, one after the other: as it lies, and each right after something has changed. */
  cached_p95_ms: number;
  changed_p95_ms: number;
};

const seconds = 3;
const percentile = (took: number[], share: number) =>
  took.toSorted((a, b) => a - b)[Math.min(took.length - 1, Math.floor(took.length * share))]!;

/** `/status` with so many components and a year of history, against a bare server that answers as many bytes. */
export async function measureStatus(components: number): Promise<StatusPage> {
  const { seedStatus } = await import("./status-seed.ts");
  return await inFolder(async (folder) => {
    const db = join(folder, "aktion.db");
    seedStatus(db, components);
    const aktion = await startAktion(db);
    const url = `${aktion.url}/status`;
    const page = await (await fetch(url)).text();
    const bytes = Buffer.byteLength(page);
    await loadOn(url, {}, 1); // warm
    const cached = await took(400, () => fetch(url));
    const bump = changing(db);
    const changed = await took(200, () => fetch(`${url}?x=${Math.random()}`), bump.change);
    bump.close();
    const bare = await startBare(bytes);
    const loads: { ours: Load; bare: Load }[] = [];
    for (let n = 0; n < 3; n += 1)
      loads.push({ ours: await loadOn(url, {}, seconds), bare: await loadOn(bare.url, {}, seconds) });
    await bare.stop();
    await aktion.stop();
    const middle = (one: "ours" | "bare") =>
      loads.map((load) => load[one]).sort((a, b) => a.perSecond - b.perSecond)[1]!;
    return {
      ...{ components, bytes, compressed: brotliCompressSync(page).length },
      ...{ ours: middle("ours"), bare: middle("bare") },
      ...{ cached_p95_ms: percentile(cached, 0.95), changed_p95_ms: percentile(changed, 0.95) },
    };
  });
}

async function took(count: number, ask: () => Promise<Response>, before: () => Promise<void> | void = () => {}) {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    await before();
    const began = performance.now();
    await (await ask()).arrayBuffer();
    times.push(performance.now() - began);
  }
  return times;
}

/** Another process changes what stands of a component: whoever asks next asks for a page that is not made yet. */
function changing(path: string) {
  const db = new Database(path);
  let n = 0;
  return {
    change: () => {
      db.run("UPDATE status_components SET about = ? WHERE id = 1", [`Stand ${n++}`]);
    },
    close: () => db.close(),
  };
}

export type Fanned = { subscribers: number; seconds: number; received: number; different: number; page_p99_ms: number };

/** One update to so many subscribers, handed to a mail server on this computer, while a page is asked ten times a second. */
export async function measureNotices(subscribers: number): Promise<Fanned> {
  const { seedNotice, seedStatus } = await import("./status-seed.ts");
  const sink = await mailSink();
  return await inFolder(async (folder) => {
    const db = join(folder, "aktion.db");
    seedStatus(db, 20);
    seedNotice(db, subscribers, sink.port);
    const aktion = await startAktion(db);
    const began = performance.now();
    const pages: number[] = [];
    while (sink.received.length < subscribers && performance.now() - began < 600_000) {
      const asked = performance.now();
      await (await fetch(`${aktion.url}/login`)).arrayBuffer();
      pages.push(performance.now() - asked);
      await Bun.sleep(20);
    }
    const seconds = (performance.now() - began) / 1000;
    await Bun.sleep(1500); // what comes twice would come now
    await aktion.stop();
    sink.stop();
    const different = new Set(sink.received).size;
    return { subscribers, seconds, received: sink.received.length, different, page_p99_ms: percentile(pages, 0.99) };
  });
}

async function inFolder<T>(measure: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "aktion-bench-"));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
