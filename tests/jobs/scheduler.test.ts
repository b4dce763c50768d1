import { expect, test } from "bun:test";
import { type Job, schedulerOf } from "#src/jobs/scheduler.ts";
import { now } from "../support/browser.ts";

/** A clock that is moved by hand, and what was logged. */
function scheduled(...jobs: Job[]) {
  let at = now;
  const logged: Record<string, unknown>[] = [];
  const scheduler = schedulerOf({ jobs, clock: () => at, log: (event) => void logged.push(event) });
  const later = (ms: number) => {
    at = new Date(at.getTime() + ms);
    return scheduler.tick();
  };
  return { ...scheduler, later, logged };
}

test("a job runs at the start and then whenever its time has come, with the clock's time", async () => {
  const ran: string[] = [];
  const { tick, later } = scheduled({ name: "a", every_ms: 60_000, run: (at) => void ran.push(at.toISOString()) });
  await tick();
  await later(59_000);
  await later(1000);
  expect(ran).toEqual(["2026-11-23T09:00:00.000Z", "2026-11-23T09:01:00.000Z"]);
});

test("a job never overlaps itself, and holds up no other", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ran: string[] = [];
  const slow = {
    name: "slow",
    every_ms: 1000,
    run() {
      ran.push("slow");
      return promise;
    },
  };
  const quick = { name: "quick", every_ms: 1000, run: () => void ran.push("quick") };
  const { tick, later } = scheduled(slow, quick);
  const first = tick();
  await new Promise(setImmediate);
  await later(1000);
  await later(1000);
  expect(ran).toEqual(["slow", "quick", "quick", "quick"]);
  resolve();
  await first;
  await later(1000);
  expect(ran.filter((name) => name === "slow")).toHaveLength(2);
});

test("a job that fails is logged and runs again; the others go on", async () => {
  const ran: string[] = [];
  const { tick, later, logged } = scheduled(
    {
      name: "broken",
      every_ms: 1000,
      run() {
        ran.push("broken");
        throw new Error("out of paper");
      },
    },
    { name: "sound", every_ms: 1000, run: async () => void ran.push("sound") },
  );
  await tick();
  await later(1000);
  expect(ran).toEqual(["broken", "sound", "broken", "sound"]);
  expect(logged).toHaveLength(2);
  expect(logged[0]).toMatchObject({ level: "error", what: "job.failed", job: "broken" });
  expect(String(logged[0]!["error"])).toContain("out of paper");
});

test("stopping tells what runs, waits for it, and starts nothing more", async () => {
  let ended = false;
  let runs = 0;
  const { tick, stop, later } = scheduled({
    name: "waiting",
    every_ms: 1000,
    async run(_, stopping) {
      runs += 1;
      await new Promise((resolve) => stopping.addEventListener("abort", resolve));
      ended = true;
    },
  });
  const running = tick();
  await stop();
  expect(ended).toBe(true);
  await running;
  await later(5000);
  expect(runs).toBe(1);
});

test("a job that is handed over twice is refused: it would run beside itself", () => {
  const job = () => ({ name: "mail", every_ms: 1000, run: () => {} });
  expect(() => scheduled(job(), job())).toThrow('two jobs are called "mail"');
});
