/** When something is due, in milliseconds of a clock that is never set. */
export type Deadline = { due_ms: number; check_id: number };

/** The earliest deadline first: a binary heap. */
export class Deadlines {
  readonly #heap: Deadline[] = [];

  get size(): number {
    return this.#heap.length;
  }

  add(deadline: Deadline): void {
    const heap = this.#heap;
    heap.push(deadline);
    for (let at = heap.length - 1; at > 0; ) {
      const above = (at - 1) >> 1;
      if (heap[above]!.due_ms <= heap[at]!.due_ms) return;
      this.#swap(at, above);
      at = above;
    }
  }

  /** Takes the earliest when it is due by `now_ms`. */
  takeDue(now_ms: number): Deadline | null {
    const heap = this.#heap;
    const first = heap[0];
    if (first === undefined || first.due_ms > now_ms) return null;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first;
  }

  #sink(): void {
    const heap = this.#heap;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < heap.length && heap[left]!.due_ms < heap[least]!.due_ms) least = left;
      if (right < heap.length && heap[right]!.due_ms < heap[least]!.due_ms) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  }
}

/**
 * Where in its interval a check starts, 0 to `every_ms`. Multiples of the golden ratio lie as evenly as points can: 500 checks of
 * 20 seconds begin 25 in each second, and one that is added does not move the others.
 */
export function phaseOf(check_id: number, every_ms: number): number {
  const golden = 0x9e3779b1; // 2^32 divided by the golden ratio
  return (Math.imul(check_id, golden) >>> 0) * (every_ms / 2 ** 32);
}
