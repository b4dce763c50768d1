import { seeded } from "./random.ts";

export type Chance = ReturnType<typeof chanceFrom>;

/** Chance that falls the same way for the same seed. */
export function chanceFrom(seed: number) {
  const next = seeded(seed);
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
