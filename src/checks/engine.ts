import type { Database } from "bun:sqlite";
import type { Log } from "#src/http/log.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import type { Addresses, Check } from "./check.ts";
import { Deadlines } from "./deadlines.ts";
import type { Seen, Surroundings } from "./kind.ts";
import { Lateness, OwnFaults } from "./lateness.ts";
import type { OwnLine } from "./line.ts";
import type { Figures, Latest, Live } from "./live.ts";
import { Notebook } from "./notebook.ts";
import { clockJumped, heldUp, lineDown, ourBug, unknown } from "./own-fault-words.ts";
import { isUnsettled, wouldFall } from "./state.ts";
import { lastChange } from "./store.ts";
import { firstWait_ms } from "./turns.ts";
import { readWatched, type Watched } from "./watched.ts";

export type Engine = Live & {
  /** Starts what is due; call it every `tick_ms`. */
  tick: () => void;
  /** Writes the last second; call it every second. */
  write: () => void;
  /** When everything that runs has ended. */
  idle: () => Promise<void>;
  stop: () => Promise<void>;
};

export type Running = {
  db: Database;
  clock: () => Date;
  /** Milliseconds of a clock that is never set. */
  mono: () => number;
  log: Log;
  key: SecretsKey | undefined;
  line: OwnLine;
  surroundings: (addresses: Addresses, signal: AbortSignal) => Surroundings;
  /** What a passive check is worth now, from its pings; null while there is nothing to say. */
  heartbeat?: (check: Check, config: unknown, at: Date) => Seen | null;
};

export const tick_ms = 50;

/** So many at once, and so many at one host: the others wait their turn. */
const mostRunning = 800;
const mostPerHost = 40;

/** How soon it is asked again when something is seen that is not believed yet. */
const recheck_ms = 5000;

/** Runs checks when they are due. What it learns goes into the notebook; this file only decides when to ask. */
export function engineOf(given: Running): Engine {
  const { db, clock, mono, log } = given;
  const deadlines = new Deadlines();
  const lateness = new Lateness();
  const faults = new OwnFaults();
  const notebook = new Notebook(db, clock, log);
  let watched = new Map<number, Watched>();
  let waiting: Watched[] = [];
  const perHost = new Map<string, number>();
  const inFlight = new Set<Promise<void>>();
  let skipped = 0;
  let readUpTo = "";
  let stopped = false;
  let told: { at_ms: number; figures: Figures } | null = null;
  load(true);

  function load(isStart: boolean): void {
    readUpTo = lastChange(db);
    const before = watched;
    watched = readWatched(db, given.key, before);
    for (const [id, old] of before) if (watched.get(id) !== old) old.running?.abort();
    for (const [id, one] of watched) {
      if (before.get(id) === one) continue;
      one.base_ms = mono() + firstWait_ms(one, isStart, clock());
      schedule(one, one.base_ms);
    }
    notebook.watch(watched);
    waiting = waiting.filter((one) => watched.get(one.check.id) === one);
  }

  function schedule(one: Watched, due_ms: number): void {
    one.due_ms = due_ms;
    deadlines.add({ due_ms, check_id: one.check.id });
  }

  function tick(): void {
    if (stopped) return;
    const now_ms = mono();
    const fault = faults.tick(clock().getTime(), now_ms, tick_ms);
    if (fault) notebook.fault(fault === "jump" ? "clock" : "late", clock().toISOString());
    startWaiting(now_ms);
    for (let next = deadlines.takeDue(now_ms); next; next = deadlines.takeDue(now_ms)) {
      const one = watched.get(next.check_id);
      if (one && one.due_ms === next.due_ms) due(one, now_ms);
    }
  }

  /** The next deadline is set before anything runs, so that a slow answer moves nothing. */
  function due(one: Watched, now_ms: number): void {
    const due_ms = one.due_ms;
    const every_ms = (one.kind.passive ? 1 : one.check.every_s) * 1000;
    const turns = Math.floor((now_ms - one.base_ms) / every_ms);
    schedule(one, one.base_ms + (turns + 1) * every_ms);
    skipped += Math.max(0, Math.floor((now_ms - due_ms) / every_ms));
    if (one.kind.passive) judge(one);
    else if (one.running || waiting.includes(one)) skipped += 1;
    else if (hasRoom(one)) start(one, due_ms, now_ms);
    else wait(one, due_ms);
  }

  function wait(one: Watched, due_ms: number): void {
    one.asked_ms = due_ms;
    waiting.push(one);
  }

  function startWaiting(now_ms: number): void {
    if (waiting.length === 0) return;
    const left: Watched[] = [];
    for (const one of waiting) {
      if (hasRoom(one)) start(one, one.asked_ms, now_ms);
      else left.push(one);
    }
    waiting = left;
  }

  function hasRoom({ host }: Watched): boolean {
    return inFlight.size < mostRunning && (perHost.get(host) ?? 0) < mostPerHost;
  }

  function start(one: Watched, due_ms: number, now_ms: number): void {
    lateness.note(now_ms - due_ms);
    const running = new AbortController();
    one.running = running;
    perHost.set(one.host, (perHost.get(one.host) ?? 0) + 1);
    const at = clock().toISOString();
    const run = ask(one, running.signal)
      .then((seen) => (running.signal.aborted ? undefined : learn(one, seen, at, now_ms)))
      .catch((error) => log({ level: "error", what: "check.failed", check: one.check.slug, error: wordsOf(error) }))
      .finally(() => {
        one.running = null;
        perHost.set(one.host, perHost.get(one.host)! - 1);
        inFlight.delete(run);
      });
    inFlight.add(run);
  }

  /** A kind that throws is our bug, and never the target's fault. */
  async function ask({ kind, config, check }: Watched, signal: AbortSignal): Promise<Seen> {
    try {
      return await kind.run(config, given.surroundings(check.addresses, signal));
    } catch (error) {
      log({ level: "error", what: "check.threw", check: check.slug, kind: kind.name, error: wordsOf(error) });
      return { ...unknown, reason: ourBug };
    }
  }

  async function learn(one: Watched, seen: Seen, at: string, began_ms: number): Promise<void> {
    const own = seen.state === "down" ? faults.since(began_ms) : null;
    if (own) return note(one, { ...seen, state: "unknown", reason: own === "jump" ? clockJumped : heldUp }, at);
    const fell = seen.state === "down" && wouldFall(one.standing, one.check);
    if (!fell) return note(one, seen, at);
    const line = await given.line.ask(mono());
    if (one.running?.signal.aborted) return;
    notebook.line(line, clock().toISOString());
    if (line === "down") note(one, { ...seen, state: "unknown", reason: lineDown }, at, true);
    else note(one, seen, at);
  }

  function note(one: Watched, seen: Seen, at: string, ours = false): void {
    notebook.note(one, seen, at, ours);
    if (isUnsettled(one.standing) && !one.kind.passive) hurry(one);
  }

  /** Asked again after seconds, unless its turn comes sooner. */
  function hurry(one: Watched): void {
    const soon = mono() + Math.min(recheck_ms, one.check.every_s * 1000);
    if (soon < one.due_ms) schedule(one, soon);
  }

  function judge(one: Watched): void {
    const at = clock();
    const seen = given.heartbeat?.(one.check, one.config, at);
    if (seen && notebook.isNews(one, seen)) notebook.note(one, seen, at.toISOString(), false);
  }

  function write(): void {
    notebook.write();
    if (lastChange(db) !== readUpTo) load(false);
  }

  /** Several gauges ask in one breath; the worst is the worst since the breath before. */
  function figures(): Figures {
    if (told && mono() - told.at_ms < 500) return told.figures;
    told = { at_ms: mono(), figures: counted() };
    return told.figures;
  }

  function counted(): Figures {
    return {
      checks: watched.size,
      running: inFlight.size,
      waiting: waiting.length,
      skipped,
      started: lateness.started,
      late_p99_ms: lateness.p99(),
      late_max_ms: lateness.takeWorst(),
      unwritten: notebook.unwritten,
    };
  }

  return {
    tick,
    write,
    figures,
    all: () =>
      [...watched.values()].map(({ check, standing, seen }) => ({
        ...{ check, standing, seen },
        latest: notebook.latest(check.id) ?? latestOf(seen),
      })),
    latest: (id) => notebook.latest(id),
    standing: (id) => watched.get(id)?.standing ?? null,
    buckets: (id) => notebook.buckets(id),
    seen: (id) => watched.get(id)?.seen ?? null,
    settle: () => notebook.writeAll(),
    reload: () => load(false),
    hurry(id) {
      const one = watched.get(id);
      if (one) schedule(one, mono());
    },
    beat(id) {
      const one = watched.get(id);
      if (one?.kind.passive) judge(one);
    },
    async idle() {
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
    async stop() {
      stopped = true;
      for (const one of watched.values()) one.running?.abort();
      await Promise.all(inFlight);
      notebook.stop();
    },
  };
}

function latestOf(seen: Watched["seen"]): Latest | null {
  return seen && { at: seen.at, state: seen.state, duration_ms: seen.duration_ms };
}

const wordsOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
