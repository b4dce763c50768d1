import type { Log } from "#src/http/log.ts";

/** Something that happens without a request. `stopping` is aborted when the program is asked to end: what waits then gives up. */
export type Job = {
  name: string;
  every_ms: number;
  run: (at: Date, stopping: AbortSignal) => void | Promise<void>;
  /** What goes on after `run` has come back: the promise says when that is over. */
  over?: () => Promise<void>;
};

export type Scheduler = {
  /** Runs every job whose time has come and that is not running; gives when they are done. */
  tick: () => Promise<void>;
  stop: () => Promise<void>;
};

type Scheduling = { jobs: readonly Job[]; clock: () => Date; log: Log };

/**
 * Knows when each job's time has come. A job never runs twice at once, and one that fails keeps no other from running. Throws where two
 * have one name: the same job would run beside itself.
 */
export function schedulerOf({ jobs, clock, log }: Scheduling): Scheduler {
  for (const [at, { name }] of jobs.entries())
    if (jobs.findIndex((one) => one.name === name) < at) throw new Error(`two jobs are called "${name}"`);
  const stopping = new AbortController();
  const dueAt = new Map<Job, number>();
  const running = new Map<Job, Promise<void>>();

  function begin(job: Job, at: Date): Promise<void> {
    const run = runLogged(job, at).finally(() => {
      running.delete(job);
      dueAt.set(job, clock().getTime() + job.every_ms);
    });
    running.set(job, run);
    return run;
  }

  async function runLogged(job: Job, at: Date): Promise<void> {
    try {
      await job.run(at, stopping.signal);
    } catch (error) {
      log({ level: "error", what: "job.failed", job: job.name, error: told(error) });
    }
  }

  return {
    async tick() {
      if (stopping.signal.aborted) return;
      const at = clock();
      const due = jobs.filter((job) => !running.has(job) && (dueAt.get(job) ?? 0) <= at.getTime());
      await Promise.all(due.map((job) => begin(job, at)));
    },
    async stop() {
      stopping.abort();
      await Promise.all(running.values());
      await Promise.all(jobs.map((job) => job.over?.()));
    },
  };
}

/** Asks the scheduler every second, from now until it is stopped. */
export function startJobs(scheduling: Scheduling): { stop: () => Promise<void> } {
  const scheduler = schedulerOf(scheduling);
  const ask = () => void scheduler.tick();
  const timer = setInterval(ask, 1000);
  timer.unref();
  ask();
  return {
    stop() {
      clearInterval(timer);
      return scheduler.stop();
    },
  };
}

const told = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
