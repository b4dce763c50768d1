import { expect, test } from "bun:test";
import { midnightOf, momentOf, spanOf, wallOf } from "#src/status/days.ts";
import { type Spell, stateOf, timesIn, uptimeOf } from "#src/status/times.ts";
import { dayWords, percent } from "#src/status/words.ts";

const zone = "Europe/Zurich";
const hour = 3_600_000;

test("a day is as long as it is: 23 hours in March, 25 in October", () => {
  const length = (day: string) => (spanOf(day, zone).until - spanOf(day, zone).from) / hour;
  expect([length("2027-03-28"), length("2027-10-31"), length("2027-06-01")]).toEqual([23, 25, 24]);
});

test("every minute of the two nights goes to the wall clock and back", () => {
  for (const day of ["2027-03-27", "2027-10-30"])
    for (let at = midnightOf(day, zone); at < midnightOf(day, zone) + 50 * hour; at += 15 * 60_000) {
      const moment = new Date(at).toISOString();
      const back = Date.parse(momentOf(wallOf(moment, zone), zone));
      // In October an hour comes twice, and the wall clock cannot say which one is meant: the first.
      expect([moment, at - back === 0 || at - back === hour]).toEqual([moment, true]);
    }
});

const span = { from: 0, until: 10 * hour };
const base: Spell[] = [
  { from: 0, until: 4 * hour, state: "up" },
  { from: 4 * hour, until: 6 * hour, state: "down" },
  { from: 6 * hour, until: 10 * hour, state: "up" },
];

test("planned work goes before what was seen, an incident before both, and nothing is counted twice", () => {
  const impacts = [
    { impact: "maintenance" as const, from: 5 * hour, until: 7 * hour },
    { impact: "degraded" as const, from: 8 * hour, until: 9 * hour },
  ];
  const times = timesIn(span, { base, impacts });
  expect(times).toEqual({ up: 6 * 3600, down: 3600, maintenance: 7200, degraded: 3600, unknown: 0 });
  expect(Object.values(times).reduce((a, b) => a + b)).toBe(36_000);
});

test("what nobody watched is unknown, and is left out of the figure", () => {
  const times = timesIn({ from: -10 * hour, until: 10 * hour }, { base, impacts: [] });
  expect(times.unknown).toBe(36_000);
  expect(uptimeOf(times)).toBeCloseTo(0.8);
  expect(uptimeOf({ up: 0, degraded: 0, down: 0, maintenance: 60, unknown: 60 })).toBeNull();
});

test("whoever says it is worse is believed, whoever says it is planned mutes", () => {
  expect(stateOf("up", ["down"])).toBe("down");
  expect(stateOf("down", ["degraded"])).toBe("down");
  expect(stateOf("down", ["maintenance"])).toBe("maintenance");
  expect(stateOf("up", ["maintenance", "down"])).toBe("down");
  expect(stateOf("maintenance", ["degraded"])).toBe("degraded");
  expect(stateOf("unknown", [])).toBe("unknown");
});

test("100% is said only of time without any outage", () => {
  expect(percent({ up: 90 * 86_400 - 1, down: 1, degraded: 0, maintenance: 0, unknown: 0 }, "de")).toBe("99.99%");
  expect(percent({ up: 90 * 86_400, down: 0, degraded: 0, maintenance: 0, unknown: 0 }, "de")).toBe("100%");
  expect(
    dayWords(
      { state: "down", times: { up: 86_400 - 4320, down: 4320, degraded: 0, maintenance: 0, unknown: 0 } },
      "de",
    ),
  ).toBe("gestört 1 Std. 12 Min.; 95.00%");
});
