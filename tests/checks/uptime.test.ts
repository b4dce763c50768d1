import { expect, test } from "bun:test";
import { formatUptime, type History, timesIn, uptimeOf } from "#src/checks/uptime.ts";
import { seeded } from "../support/random.ts";

const s = (second: number) => second * 1000;
const span = (from: number, until: number) => ({ from: s(from), until: s(until) });
const quiet: History = { spells: [], blind: [], maintenance: [] };

test.each([
  ["never watched", quiet, { none: 100 }],
  ["up all the time", { ...quiet, spells: [{ ...span(0, 100), state: "up" }] }, { up: 100 }],
  [
    "down from 20 to 50",
    {
      ...quiet,
      spells: [
        { ...span(-50, 20), state: "up" },
        { ...span(20, 50), state: "down" },
        { ...span(50, 200), state: "up" },
      ],
    },
    { up: 70, down: 30 },
  ],
  [
    "blind within an outage",
    { ...quiet, spells: [{ ...span(0, 100), state: "down" }], blind: [span(40, 60)] },
    { down: 80, unknown: 20 },
  ],
  [
    "maintenance goes before unknown",
    { spells: [{ ...span(0, 100), state: "up" }], blind: [span(40, 60)], maintenance: [span(50, 70)] },
    { up: 70, unknown: 10, maintenance: 20 },
  ],
  [
    "paused is not watched",
    {
      ...quiet,
      spells: [
        { ...span(0, 30), state: "up" },
        { ...span(30, 100), state: "paused" },
      ],
    },
    { up: 30, none: 70 },
  ],
] as [string, History, Record<string, number>][])("%s", (_, history, seconds) => {
  const times = timesIn(span(0, 100), history);
  const shown = Object.entries(times).filter(([, ms]) => ms > 0);
  expect(Object.fromEntries(shown.map(([state, ms]) => [state, ms / 1000]))).toEqual(seconds);
});

test("whatever happens, every second of a day is counted exactly once", () => {
  const random = seeded(7);
  for (let n = 0; n < 200; n += 1) {
    const day = span(0, n % 3 === 0 ? 82_800 : n % 3 === 1 ? 90_000 : 86_400); // nights when summer time begins and ends
    const cuts = Array.from({ length: 8 }, () => Math.floor(random() * 100_000) - 5000).sort((a, b) => a - b);
    const states = ["up", "down", "degraded", "paused"] as const;
    const history: History = {
      spells: cuts.slice(1).map((cut, i) => ({ ...span(cuts[i]!, cut), state: states[i % 4]! })),
      blind: [span(cuts[1]!, cuts[3]!)],
      maintenance: [span(cuts[2]!, cuts[5]!)],
    };
    const total = Object.values(timesIn(day, history)).reduce((sum, ms) => sum + ms, 0);
    expect(total).toBe(day.until);
  }
});

test("the formula: answered time through watched time; slow counts as answered, unknown and maintenance not at all", () => {
  const none = { up: 0, degraded: 0, down: 0, unknown: 0, maintenance: 0, none: 0 };
  expect(uptimeOf({ ...none, up: 60, degraded: 30, down: 10, unknown: 500, maintenance: 500 })).toBe(0.9);
  expect(uptimeOf({ ...none, unknown: 500, maintenance: 500 })).toBeNull();
});

test.each([
  [1, "100%"],
  [0.99999, "99.99%"],
  [0.9971, "99.71%"],
  [0, "0.00%"],
  [null, "–"],
])("%p is shown as %s", (uptime, shown) => {
  expect(formatUptime(uptime, "de")).toBe(shown);
});
