/** How late checks begin: the last ten thousand starts. */
export class Lateness {
  readonly #last = new Float32Array(10_000);
  #count = 0;
  #worst = 0;

  note(late_ms: number): void {
    this.#last[this.#count % this.#last.length] = late_ms;
    this.#count += 1;
    this.#worst = Math.max(this.#worst, late_ms);
  }

  get started(): number {
    return this.#count;
  }

  /** In milliseconds, so that 99 of 100 starts were less late. */
  p99(): number {
    const known = this.#last.slice(0, Math.min(this.#count, this.#last.length)).sort();
    return known.length === 0 ? 0 : known[Math.min(known.length - 1, Math.floor(known.length * 0.99))]!;
  }

  /** The worst since this was last asked. */
  takeWorst(): number {
    const worst = this.#worst;
    this.#worst = 0;
    return worst;
  }
}

const stall_ms = 1000;
const jump_ms = 2000;

type Event = { at_ms: number; what: "stall" | "jump" };

/** Watches ourselves: was the program held up, or the clock set, while a check ran? Then its failure may be ours. */
export class OwnFaults {
  #last: { wall: number; mono: number } | null = null;
  #events: Event[] = [];

  /** Call it with every tick. Gives what went wrong since the last one; `every_ms` is how often it should be called. */
  tick(wall_ms: number, mono_ms: number, every_ms: number): Event["what"] | null {
    const last = this.#last;
    this.#last = { wall: wall_ms, mono: mono_ms };
    if (last === null) return null;
    const passed = mono_ms - last.mono;
    const what =
      Math.abs(wall_ms - last.wall - passed) > jump_ms ? "jump" : passed - every_ms > stall_ms ? "stall" : null;
    if (what) this.#events = [...this.#events.slice(-19), { at_ms: mono_ms, what }];
    return what;
  }

  /** What went wrong since a moment. */
  since(mono_ms: number): Event["what"] | null {
    return this.#events.find(({ at_ms }) => at_ms >= mono_ms)?.what ?? null;
  }
}
