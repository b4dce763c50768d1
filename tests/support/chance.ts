export type Chance = ReturnType<typeof chanceFrom>;

/** Chance that falls the same way for the same seed. */
export function chanceFrom(seed: number) {
  let state = seed;
  /** Between 0 and 1 (mulberry32). */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const count = (most: number) => Math.floor(next() * (most + 1));
  return {
    of: (part: number) => next() < part,
    /** 0 to `most`, both inside. */
    count,
    one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!,
    times(most: number, act: () => void): void {
      for (let left = count(most); left > 0; left -= 1) act();
    },
  };
}
