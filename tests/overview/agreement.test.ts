import { describe, expect, test } from "bun:test";
import { writeCase } from "#src/cli/case/aktion-privacy.ts";
import { criterionCounts } from "#src/overview/criteria.ts";
import { placeCounts } from "#src/overview/places.ts";
import { progressOf } from "#src/overview/progress.ts";
import { isDeleted } from "#src/services/old-data.ts";
import { readFacts, readRegister } from "#src/services/read.ts";
import type { ServiceOn } from "#src/services/register.ts";
import { countsOf, stagesSentence, summaryOf } from "#src/services/summary.ts";
import { openDatabase } from "#src/storage/database.ts";
import { addDays, type Day } from "#src/when.ts";
import { now } from "../support/browser.ts";

// The first sentence, the counts and the pictures of the overview say what the register says, on every day of the case.

const db = openDatabase(":memory:");
writeCase(db, { by: "aktion", at: now });

function* days(): Generator<Day> {
  for (let day = "2019-12-01"; day <= "2021-03-31"; day = addDays(day, 1)) yield day;
}

/** With what was known that day, and looking back from today. */
const knownAts = (day: Day) => [day, "2026-11-23"];

const german = ["kein", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"];
const noneFirst = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Counted from the rows by hand, as a reader would with a finger. */
function counted(rows: readonly ServiceOn[]) {
  const old = new Map(rows.flatMap((row) => row.from).map((one) => [one.system.slug, one]));
  return {
    services: rows.length,
    live: rows.filter(({ stage }) => stage === "live").length,
    old: old.size,
    deleted: [...old.values()].filter((one) => isDeleted(one.old_data)).length,
  };
}

/** True for a sentence that begins with the number; without anything to count there is no sentence. */
const starts = (text: string, words: readonly string[], number: number) =>
  text.toLowerCase().startsWith(number === 0 ? words[0]! : words[number]!.slice(0, 3));

describe("on every day of the case", () => {
  test("the counts and both sentences say what the rows say", () => {
    for (const day of days())
      for (const knownAt of knownAts(day)) {
        const { services } = readRegister(db, { asOf: day, knownAt });
        const seen = counted(services);
        const counts = countsOf({ services });
        expect([counts.services, counts.byStage.live, counts.oldSystems, counts.deleted]).toEqual([
          seen.services,
          seen.live,
          seen.old,
          seen.deleted,
        ]);
        const stages = Object.values(counts.byStage).reduce((sum, number) => sum + number, counts.notReported);
        expect(stages).toBe(services.length);
        const [live, old = ""] = summaryOf(counts, "de").split(". ");
        expect([
          day,
          starts(live!, german, seen.live),
          seen.old === 0 ? old === "" : starts(old, german, seen.deleted),
        ]).toEqual([day, true, true]);
        const [liveEn, oldEn = ""] = summaryOf(counts, "en").split(". ");
        const oldFits = seen.old === 0 ? oldEn === "" : starts(oldEn, noneFirst, seen.deleted);
        expect([starts(liveEn!, noneFirst, seen.live), oldFits]).toEqual([true, true]);
        expect(starts(stagesSentence(counts, "de"), german, seen.services)).toBe(true);
      }
  });

  test("the progress picture's steps are the register's numbers", () => {
    for (const day of days())
      for (const knownAt of knownAts(day)) {
        const { services } = readRegister(db, { asOf: day, knownAt });
        const progress = progressOf(readFacts(db), knownAt, "de");
        const last = progress.points.filter((point) => point.day <= day).at(-1) ?? { live: 0, deleted: 0 };
        const seen = counted(services);
        expect([day, knownAt, last.live, last.deleted]).toEqual([day, knownAt, seen.live, seen.deleted]);
        expect([progress.services, progress.oldSystems]).toEqual([seen.services, seen.old]);
      }
  });

  test("the places picture counts each service once per country, before and after", () => {
    for (const day of days())
      for (const knownAt of knownAts(day)) {
        const { services } = readRegister(db, { asOf: day, knownAt });
        const places = placeCounts(services, "CH", "de");
        const most = (side: "from" | "to") => services.reduce((sum, row) => sum + row[side].length, 0);
        const least = (side: "from" | "to") => services.filter((row) => row[side].length > 0).length;
        const sum = (what: "before" | "after") => places.reduce((total, place) => total + place[what], 0);
        for (const [what, side] of [
          ["before", "from"],
          ["after", "to"],
        ] as const) {
          expect(sum(what)).toBeGreaterThanOrEqual(least(side));
          expect(sum(what)).toBeLessThanOrEqual(most(side));
        }
        expect(places.every(({ before, after }) => before + after > 0)).toBe(true);
      }
  });

  test("the criteria table counts every old and new system once", () => {
    for (const day of days()) {
      const moment = { asOf: day, knownAt: day };
      const { services } = readRegister(db, moment);
      const fresh = new Set(services.flatMap((row) => row.to).map((one) => one.system.slug)).size;
      for (const { before, after } of criterionCounts(services, readFacts(db), moment)) {
        expect([before.systems, after.systems]).toEqual([counted(services).old, fresh]);
        for (const { systems, yes, partly, no, unverifiable, open } of [before, after])
          expect(yes + partly + no + unverifiable + open).toBe(systems);
      }
    }
  });
});
