import { expect, test } from "bun:test";
import { addDays, countsFrom, dayIn, daysBetween, formatWhen, parseWhen, periodEnd, periodStart } from "#src/when.ts";

test.each([
  ["08.12.2020", "2020-12-08", null],
  ["8. 12. 2020", "2020-12-08", null],
  ["2020-12-08", "2020-12-08", null],
  ["12.2020", "2020-12", null],
  ["12/2020", "2020-12", null],
  ["Dezember 2020", "2020-12", null],
  ["8. Dezember 2020", "2020-12-08", null],
  ["December 2020", "2020-12", null],
  ["Q4 2020", "2020-Q4", null],
  ["4. Quartal 2020", "2020-Q4", null],
  ["2020-Q4", "2020-Q4", null],
  ["2020", "2020", null],
  ["Anfang September 2020", "2020-09", "Anfang September 2020"],
  ["Ende 2020", "2020", "Ende 2020"],
  ["erste Monate 2021", "2021", "erste Monate 2021"],
  ["seit längerem", null, "seit längerem"],
  ["vor 2020", null, "vor 2020"],
  ["nach dem 08.12.2020", null, "nach dem 08.12.2020"],
])("reads %p", (typed, on, text) => {
  expect(parseWhen(typed)).toEqual({ on, text });
});

test.each(["", "  ", "31.02.2020", "2020-13", "00.2020", "2020-00-10", "9999"])("refuses %p", (typed) => {
  expect(parseWhen(typed)).toBeNull();
});

test.each([
  ["2020-02", "2020-02-01", "2020-02-29"],
  ["2021-Q1", "2021-01-01", "2021-03-31"],
  ["2020", "2020-01-01", "2020-12-31"],
  ["2020-12-08", "2020-12-08", "2020-12-08"],
])("%p lasts from %p to %p", (on, start, end) => {
  expect([periodStart(on), periodEnd(on)]).toEqual([start, end]);
});

test("an imprecise fact counts from the earlier of its period's end and the day it was reported", () => {
  expect(countsFrom({ on: "2020-12", text: null }, "2020-12-10")).toBe("2020-12-10");
  expect(countsFrom({ on: "2020-12", text: null }, "2021-02-28")).toBe("2020-12-31");
  expect(countsFrom({ on: null, text: "seit längerem" }, "2020-10-31")).toBe("2020-10-31");
});

test("a day ends at midnight in the company's time zone", () => {
  expect(dayIn("Europe/Zurich", new Date("2026-11-22T23:00:00Z"))).toBe("2026-11-23");
  expect(dayIn("Europe/Zurich", new Date("2026-11-22T22:59:59Z"))).toBe("2026-11-22");
  expect(dayIn("America/New_York", new Date("2026-11-23T04:59:59Z"))).toBe("2026-11-22");
});

test("words win over the date they were written with", () => {
  expect(formatWhen({ on: "2020-09", text: "Anfang September 2020" }, "de")).toBe("Anfang September 2020");
  expect(formatWhen({ on: "2020-Q4", text: null }, "de")).toBe("4. Quartal 2020");
  expect(formatWhen({ on: "2020-Q4", text: null }, "en")).toBe("Q4 2020");
});

test("days are counted across a change of clocks", () => {
  expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
  expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
});
