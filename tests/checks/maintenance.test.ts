import { expect, test } from "bun:test";
import { isRule, nextOccurrence, occurrencesIn, type Timing } from "#src/checks/maintenance.ts";

const zurich = { time_zone: "Europe/Zurich" };
const utc = (text: string) => Date.parse(`${text}:00Z`);
const shown = (timing: Timing, from: string, until: string) =>
  occurrencesIn(timing, { from: utc(from), until: utc(until) }).map((one) =>
    [one.from, one.until].map((at) => new Date(at).toISOString().slice(0, 16)).join(" to "),
  );

test("once is once", () => {
  const timing = { ...zurich, starts: "2026-12-01T22:00", minutes: 120, rule: null };
  expect(shown(timing, "2026-11-01T00:00", "2027-01-01T00:00")).toEqual(["2026-12-01T21:00 to 2026-12-01T23:00"]);
  expect(shown(timing, "2026-12-01T22:30", "2026-12-02T00:00")).toHaveLength(1);
  expect(shown(timing, "2026-12-01T23:00", "2026-12-02T00:00")).toEqual([]);
});

test("every Saturday at 23:00 is at 23:00 on the wall clock, before and after summer time ends", () => {
  const timing = { ...zurich, starts: "2026-10-03T23:00", minutes: 60, rule: "FREQ=WEEKLY;BYDAY=SA" };
  expect(shown(timing, "2026-10-20T00:00", "2026-11-08T00:00")).toEqual([
    "2026-10-24T21:00 to 2026-10-24T22:00",
    "2026-10-31T22:00 to 2026-10-31T23:00",
    "2026-11-07T22:00 to 2026-11-07T23:00",
  ]);
});

test.each([
  // From 23:00 to 05:00 on the wall: an hour shorter when the clock jumps ahead, an hour longer when it is set back.
  ["2027-03-27T23:00", 360, "2027-03-27T22:00 to 2027-03-28T03:00"],
  ["2027-10-30T23:00", 360, "2027-10-30T21:00 to 2027-10-31T04:00"],
  // 02:30 does not exist that night: it begins at 03:30 and lasts as long as it should.
  ["2027-03-28T02:30", 60, "2027-03-28T01:30 to 2027-03-28T02:30"],
  // 02:30 is there twice: the first one counts, until 03:30 on the wall.
  ["2027-10-31T02:30", 60, "2027-10-31T00:30 to 2027-10-31T02:30"],
] as const)("a window at %s for %i minutes is %s", (starts, minutes, expected) => {
  expect(shown({ ...zurich, starts, minutes, rule: null }, "2027-01-01T00:00", "2028-01-01T00:00")).toEqual([expected]);
});

test("every night at 02:30 is there on the night that has no 02:30", () => {
  const timing = { ...zurich, starts: "2027-03-01T02:30", minutes: 30, rule: "FREQ=DAILY" };
  expect(shown(timing, "2027-03-27T00:00", "2027-03-29T12:00")).toEqual([
    "2027-03-27T01:30 to 2027-03-27T02:00",
    "2027-03-28T01:30 to 2027-03-28T02:00",
    "2027-03-29T00:30 to 2027-03-29T01:00",
  ]);
});

test("the first Sunday of each month, until it ends", () => {
  const timing = {
    ...zurich,
    starts: "2026-11-01T04:00",
    minutes: 30,
    rule: "FREQ=MONTHLY;BYDAY=1SU;UNTIL=20270131T000000Z",
  };
  expect(shown(timing, "2026-10-01T00:00", "2027-06-01T00:00").map((one) => one.slice(0, 10))).toEqual([
    "2026-11-01",
    "2026-12-06",
    "2027-01-03",
  ]);
  expect(nextOccurrence(timing, utc("2027-02-01T00:00"))).toBeNull();
});

test("after ten years the next one is found without counting through them all", () => {
  const timing = { ...zurich, starts: "2016-01-04T03:00", minutes: 30, rule: "FREQ=DAILY" };
  const began = performance.now();
  expect(nextOccurrence(timing, utc("2026-11-23T09:00"))?.from).toBe(utc("2026-11-24T02:00"));
  expect(performance.now() - began).toBeLessThan(200);
});

test.each([
  ["FREQ=WEEKLY;BYDAY=SA,SU", true],
  ["FREQ=MONTHLY;BYDAY=1SU", true],
  ["FREQ=SECONDLY", false],
  ["FREQ=MINUTELY", false],
  ["every Sunday", false],
  ["FREQ=WEEKLY\nEXDATE:2026", false],
  ["FREQ=DAILY;UNTIL=19990101T000000Z", false],
  ["", false],
])("%j as a rule: %p", (rule, expected) => {
  expect(isRule(rule)).toBe(expected);
});
