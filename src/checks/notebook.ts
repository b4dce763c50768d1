import type { Database } from "bun:sqlite";
import type { Log } from "#src/http/log.ts";
import { withoutWaiting } from "#src/storage/without-waiting.ts";
import type { Kept } from "./check.ts";
import { expiriesOf } from "./expiry.ts";
import type { Seen } from "./kind.ts";
import type { Line } from "./line.ts";
import type { Latest } from "./live.ts";
import { Buckets } from "./memory.ts";
import { closeFault, openFault } from "./observer-store.ts";
import { type Batch, isEmpty, newBatch, writeResults } from "./result-actions.ts";
import type { Bucket } from "./rollup.ts";
import { observe } from "./state.ts";
import type { Watched } from "./watched.ts";

/** More than this is not kept while the database cannot be written: the oldest single answers go first, never a change. */
const mostAnswers = 200_000;

/** What was learned, until it is written: one transaction a second. What cannot be written stays here, and nothing falls by it. */
export class Notebook {
  readonly #db: Database;
  readonly #clock: () => Date;
  readonly #log: Log;
  readonly #buckets = new Buckets();
  #batch: Batch = newBatch();
  #latest = new Map<number, Latest>();
  #watched = new Map<number, Watched>();
  #line: Line = "unguarded";
  #faults: (() => void)[] = [];
  readonly #aliveUntil: string | null;
  #failedSince: string | null = null;

  constructor(db: Database, clock: () => Date, log: Log) {
    this.#db = db;
    this.#clock = clock;
    this.#log = log;
    this.#aliveUntil = this.#buckets.readAgain(db);
  }

  /** What runs from now on. Until the program was last alive, everything was watched. */
  watch(watched: Map<number, Watched>): void {
    this.#watched = watched;
    for (const one of watched.values()) {
      const { last_at } = one.standing;
      if (this.#aliveUntil !== null && last_at !== null && last_at < this.#aliveUntil)
        one.standing = { ...one.standing, last_at: this.#aliveUntil };
    }
  }

  note(one: Watched, seen: Seen, at: string, ours: boolean): void {
    const { id } = one.check;
    const kept = keptFrom(seen, at);
    const before = one.standing;
    const { standing, effects } = observe(
      before,
      { state: seen.state, at, ...(ours ? { ours: true } : {}) },
      one.check,
    );
    one.standing = standing;
    const answer = { check_id: id, at, state: seen.state, duration_ms: seen.duration_ms, reason: seen.reason };
    this.#batch.answers.push(answer);
    this.#buckets.add(answer);
    this.#latest.set(id, { at, state: seen.state, duration_ms: seen.duration_ms });
    if (effects.length > 0) this.#batch.happened.push({ check_id: id, at: standing.last_at!, effects, seen: kept });
    this.#expiries(one, kept);
    const isWorthKeeping = effects.length > 0 || isNew(before, one, kept);
    one.seen = kept;
    if (isWorthKeeping) this.#batch.states.set(id, { standing, seen: kept });
    if (this.#batch.answers.length > mostAnswers)
      this.#batch.answers.splice(0, this.#batch.answers.length - mostAnswers);
  }

  #expiries(one: Watched, kept: Kept): void {
    const expiries = expiriesOf(kept);
    if (expiries === null || sameExpiries(one.seen, kept)) return;
    this.#batch.expiring.push({ check_id: one.check.id, at: kept.at, expiries, seen: kept });
  }

  /** A passive check says the same every second: only what is new, or a minute old, is a result. */
  isNews(one: Watched, seen: Seen): boolean {
    const latest = this.#latest.get(one.check.id);
    if (!latest || latest.state !== seen.state || one.seen?.reason?.de !== seen.reason?.de) return true;
    if (JSON.stringify(one.seen?.details) !== JSON.stringify(seen.details)) return true;
    return this.#clock().getTime() - Date.parse(latest.at) >= 60_000;
  }

  line(line: Line, at: string): void {
    if (line === this.#line) return;
    this.#line = line;
    this.#faults.push(() => (line === "down" ? openFault(this.#db, "line", at) : closeFault(this.#db, "line", at)));
  }

  fault(kind: "clock" | "late", at: string): void {
    this.#faults.push(() => openFault(this.#db, kind, at, at));
  }

  latest(id: number): Latest | null {
    return this.#latest.get(id) ?? null;
  }

  buckets(id: number): Bucket[] {
    return this.#buckets.of(id);
  }

  get unwritten(): number {
    return this.#batch.answers.length;
  }

  /** Writes without waiting for anybody: where another program holds the database, the next second tries again. */
  write(): void {
    try {
      withoutWaiting(this.#db, () => this.writeAll());
      if (this.#failedSince) this.#log({ level: "info", what: "checks.written-again", since: this.#failedSince });
      this.#failedSince = null;
    } catch (error) {
      if (this.#failedSince === null)
        this.#log({ level: "error", what: "checks.not-written", error: error instanceof Error ? error.message : "" });
      this.#failedSince ??= this.#clock().toISOString();
    }
  }

  writeAll(): void {
    if (!isEmpty(this.#batch)) {
      writeResults(this.#db, this.#batch);
      this.#batch = newBatch();
    }
    for (const write of this.#faults.splice(0)) write();
    this.#buckets.fold(this.#db, this.#clock().toISOString());
  }

  /** What is believed is written down at the end, so that the next start knows until when it was watched. */
  stop(): void {
    for (const one of this.#watched.values())
      if (one.standing.last_at) this.#batch.states.set(one.check.id, { standing: one.standing, seen: one.seen });
    this.write();
  }
}

function keptFrom({ state, reason, details, duration_ms, answer }: Seen, at: string): Kept {
  return { at, state, duration_ms, reason, details, ...(answer === undefined ? {} : { answer }) };
}

/** True when the stored state would be wrong without this: it looks different, or a row of failures goes on. */
function isNew(before: Watched["standing"], { standing, check, seen }: Watched, kept: Kept): boolean {
  if (before.observed !== standing.observed || seen === null) return true;
  if (check.every_s >= 300) return true;
  if (seen.reason?.code !== kept.reason?.code) return true;
  const runs = standing.runs;
  return standing.confirmed !== standing.observed && standing.observed !== "unknown"
    ? Math.max(runs.down.count, runs.not_up.count, runs.up.count) <= 20
    : false;
}

function sameExpiries(before: Kept | null, kept: Kept): boolean {
  const [old, now] = [before && expiriesOf(before), expiriesOf(kept)];
  return JSON.stringify(old) === JSON.stringify(now);
}
