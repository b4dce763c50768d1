import { describe, expect, test } from "bun:test";
import { isCountry } from "#src/law/country.ts";
import { eventsOf } from "#src/law/event.ts";
import { isFlag } from "#src/law/flag.ts";
import type { Interval, Regime } from "#src/law/interval.ts";
import jurisdictions from "#src/law/jurisdictions.json" with { type: "json" };
import { isStatus } from "#src/law/status.ts";
import { isDay } from "#src/when.ts";

// The list of the law is written by hand: what the code takes for granted about it is checked here.
type Place = { iso: string | null; code?: string; name_de: string; name_en: string; entries: Interval[] };

const places = jurisdictions.slice(1) as unknown as Place[];
const regimes: Regime[] = ["CH", "EU"];
const nameOf = (place: Place) => place.iso ?? place.code ?? place.name_en;

test("every place has one entry in the list, a code and two names", () => {
  const codes = places.map(nameOf);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { iso, name_de, name_en } of places) {
    expect(iso === null || isCountry(iso)).toBe(true);
    expect(name_de).not.toBe("");
    expect(name_en).not.toBe("");
  }
});

test("every interval says whose law, which status, why, from where and how sure", () => {
  const broken = places.flatMap((place) =>
    place.entries
      .filter(
        ({ regime, status, basis, source, confidence }) =>
          !regimes.includes(regime) ||
          !isStatus(status) ||
          !basis.trim() ||
          !source.trim() ||
          !["high", "medium", "low"].includes(confidence),
      )
      .map((interval) => `${nameOf(place)} ${JSON.stringify(interval)}`),
  );
  expect(broken).toEqual([]);
});

test("every interval is made of real days and ends no earlier than it begins", () => {
  for (const { from, until } of places.flatMap((place) => place.entries)) {
    if (from !== null) expect(isDay(from)).toBe(true);
    if (until !== null) expect(isDay(until)).toBe(true);
    if (from !== null && until !== null) expect(from <= until).toBe(true);
  }
});

test("no day of a country is judged twice under one law", () => {
  const twice = places.flatMap((place) => regimes.flatMap((regime) => overlapsOf(place, regime)));
  expect(twice).toEqual([]);
});

function overlapsOf(place: Place, regime: Regime): string[] {
  const intervals = place.entries
    .filter((interval) => interval.regime === regime)
    .sort((a, b) => (a.from ?? "").localeCompare(b.from ?? ""));
  return intervals
    .slice(1)
    .filter((interval, at) => (intervals[at]?.until ?? "9999-12-31") >= (interval.from ?? "0000-01-01"))
    .map((interval) => `${nameOf(place)} ${regime} ${interval.from}`);
}

test("every flag has words", () => {
  const flags = places.flatMap((place) => place.entries.flatMap((interval) => interval.flags ?? []));
  expect(flags.length).toBeGreaterThan(0);
  expect(flags.filter((flag) => !isFlag(flag))).toEqual([]);
});

describe("events", () => {
  const told = places.flatMap(({ iso }) => (iso ? eventsOf(iso, "9999-12-31") : []));

  test("every event of the list is told in both languages, with a source", () => {
    const listed = jurisdictions.flatMap((place) => ("events" in place ? (place.events ?? []) : []));
    expect(told.length).toBe(listed.length);
    for (const { on, what, source } of told) {
      expect(isDay(on)).toBe(true);
      expect(source).not.toBe("");
      if (what.de !== "Executive Order 14086") expect(what.en).not.toBe(what.de);
    }
  });

  test("an event is not told before its day", () => {
    expect(eventsOf("US", "2018-03-22")).toEqual([]);
    expect(eventsOf("US", "2018-03-23").map(({ on, flag }) => [on, flag])).toEqual([["2018-03-23", "risk:cloud-act"]]);
    expect(eventsOf("US", "2018-03-23")[0]?.meaning?.en).toContain("wherever the server stands");
    expect(eventsOf("CH", "2026-11-23")).toEqual([]);
    expect(eventsOf("ZW", "2026-11-23")).toEqual([]);
  });

  test("an event that is less than sure says so", () => {
    const lapsed = told.find(({ on }) => on === "2026-06-12");
    expect(lapsed?.confidence).toStartWith("medium");
    expect(told.find(({ on }) => on === "2018-03-23")?.confidence).toBeNull();
  });
});
