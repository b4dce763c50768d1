import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { residentMegabytes, type Served, startAktion, startTarget } from "./served.ts";

export type Quiet = {
  checks: number;
  cpu_percent: number;
  megabytes: number;
  bytes_per_check: number;
  most_per_second: number;
  all_after_restart_s: number;
  failing_cpu_percent: number;
};
export type Busy = { checks: number; late_p99_ms: number; page_p99_ms: number; cpu_percent: number; started: number };

const warm_s = 25;
const measured_s = 60;

/** 500 checks every 20 seconds against this machine: what they cost, how evenly they begin, and when all of them fail. */
export async function measureQuiet(checks = 500): Promise<Quiet> {
  return await withChecks(checks, async ({ aktion, target, restart }) => {
    await Bun.sleep(warm_s * 1000);
    await fetch(`${target.url}/reset`);
    const before = await usage(aktion());
    await Bun.sleep(measured_s * 1000);
    const after = await usage(aktion());
    const { most } = await stats(target);
    const megabytes = await residentMegabytes(aktion().pid);
    await restart(() => fetch(`${target.url}/reset`));
    await Bun.sleep(warm_s * 1000);
    const { all_s } = await stats(target);
    await fetch(`${target.url}/fail`);
    const failing = await usage(aktion());
    await Bun.sleep(measured_s * 1000);
    const failed = await usage(aktion());
    return {
      checks,
      megabytes,
      cpu_percent: percent(before, after),
      bytes_per_check: (after.written - before.written) / (after.started - before.started),
      most_per_second: most,
      all_after_restart_s: all_s ?? Number.POSITIVE_INFINITY,
      failing_cpu_percent: percent(failing, failed),
    };
  });
}

/** 5000 checks every 20 seconds: how late they begin while somebody looks at pages. */
export async function measureBusy(checks = 5000): Promise<Busy> {
  return await withChecks(checks, async ({ aktion, cookie }) => {
    await Bun.sleep(warm_s * 1000);
    const before = await usage(aktion());
    const took: number[] = [];
    const until = performance.now() + measured_s * 1000;
    while (performance.now() < until) {
      for (const path of ["/services", "/checks", "/checks/check-77"]) {
        const began = performance.now();
        await (await fetch(`${aktion().url}${path}`, { headers: { cookie }, redirect: "error" })).arrayBuffer();
        took.push(performance.now() - began);
      }
      await Bun.sleep(100);
    }
    const after = await usage(aktion());
    took.sort((a, b) => a - b);
    return {
      checks,
      late_p99_ms: after.late_p99_ms,
      page_p99_ms: took[Math.floor(took.length * 0.99)]!,
      cpu_percent: percent(before, after),
      started: after.started - before.started,
    };
  });
}

type Given = {
  aktion: () => Served;
  target: Served;
  cookie: string;
  /** `between` is done when it has stopped and is not started yet. */
  restart: (between: () => Promise<unknown>) => Promise<void>;
};

async function withChecks<T>(checks: number, measure: (given: Given) => Promise<T>): Promise<T> {
  const { seed, seedChecks } = await import("./seed.ts");
  const folder = mkdtempSync(join(tmpdir(), "aktion-bench-"));
  const db = join(folder, "aktion.db");
  const target = await startTarget(checks);
  try {
    const cookie = seed(db, 10);
    seedChecks(db, checks, target.url);
    let aktion = await startAktion(db);
    const restart: Given["restart"] = async (between) => {
      await aktion.stop();
      await between();
      aktion = await startAktion(db);
    };
    const result = await measure({ aktion: () => aktion, target, cookie, restart });
    await aktion.stop();
    return result;
  } finally {
    await target.stop();
    rmSync(folder, { recursive: true });
  }
}

async function stats(target: Served): Promise<{ most: number; all_s: number | null }> {
  return (await (await fetch(`${target.url}/stats`)).json()) as { most: number; all_s: number | null };
}

type Usage = { at: number; cpu_s: number; written: number; started: number; late_p99_ms: number };

/** What the kernel and the program say of itself so far. */
async function usage({ pid, url }: Served): Promise<Usage> {
  const stat = (await Bun.file(`/proc/${pid}/stat`).text()).split(") ")[1]!.split(" ");
  const io = await Bun.file(`/proc/${pid}/io`).text();
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const gauge = (name: string) => Number(new RegExp(`^${name} (\\S+)`, "m").exec(metrics)?.[1]);
  return {
    at: performance.now(),
    cpu_s: (Number(stat[11]) + Number(stat[12])) / 100,
    written: Number(/^write_bytes: (\d+)/m.exec(io)?.[1]),
    started: gauge("aktion_checks_started_total"),
    late_p99_ms: gauge("aktion_checks_lag_p99_ms"),
  };
}

function percent(before: Usage, after: Usage): number {
  return ((after.cpu_s - before.cpu_s) / ((after.at - before.at) / 1000)) * 100;
}
