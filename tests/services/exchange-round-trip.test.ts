import type { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { writeCase } from "#src/cli/case/aktion-privacy.ts";
import { registerCsv } from "#src/services/exchange/archive.ts";
import { documentOf, documentText } from "#src/services/exchange/document-write.ts";
import { importFile } from "#src/services/exchange/import-file.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";
import { fillAtRandom } from "../support/random-register.ts";

const done = { by: "aktion", at: now };
const importing = { done, mayChangeCriteria: true };
const today = { asOf: "2026-11-23", knownAt: "2026-11-23" };
const bytes = (text: string) => new TextEncoder().encode(text);
const json = (db: Database) => documentText(documentOf(db));

function imported(text: string): Database {
  const db = openDatabase(":memory:");
  expect(importFile(db, bytes(text), importing).troubles).toEqual([]);
  return db;
}

const seeds = Array.from({ length: process.env["TEST_LONG"] ? 2000 : 60 }, (_, index) => index + 1);
const registers = seeds.map((seed) => {
  const db = openDatabase(":memory:");
  fillAtRandom(db, seed, done);
  return { seed, db };
});

describe("a register goes out and comes in again unchanged", () => {
  test("as JSON: everything, to the byte", () => {
    for (const { seed, db } of registers) {
      const copy = imported(json(db));
      expect({ seed, text: json(copy) }).toEqual({ seed, text: json(db) });
      // What the pages show of it is the same too.
      expect(registerCsv(copy, today)).toBe(registerCsv(db, today));
    }
  });

  test("as CSV in both languages: what it holds, to the byte", () => {
    let compared = 0;
    for (const { seed, db } of registers)
      for (const language of ["de", "en"] as const) {
        const csv = registerCsv(db, today, language);
        if (csv.trim().split("\r\n").length === 1) continue; // an empty register
        expect({ seed, csv: registerCsv(imported(csv), today, language) }).toEqual({ seed, csv });
        compared += 1;
      }
    expect(compared).toBeGreaterThan(seeds.length);
  });

  test("the real case, both ways", () => {
    const db = openDatabase(":memory:");
    writeCase(db, done);
    expect(json(imported(json(db)))).toBe(json(db));
    expect(registerCsv(imported(registerCsv(db, today)), today)).toBe(registerCsv(db, today));
  });

  test("importing it a second time skips everything and adds no entry", () => {
    for (const { seed, db } of registers.slice(0, 40)) {
      const copy = imported(json(db));
      const entries = () => copy.query("SELECT count(*) AS n FROM history_entries").get();
      const before = entries();
      const again = importFile(copy, bytes(json(db)), importing);
      expect({ seed, ...again, after: entries() }).toMatchObject({
        seed,
        services: 0,
        systems: 0,
        facts: 0,
        criteria: 0,
        troubles: [],
        after: before,
      });
      const csv = registerCsv(copy, today);
      if (csv.trim().split("\r\n").length === 1) continue;
      expect({ seed, ...importFile(copy, bytes(csv), importing) }).toMatchObject({
        seed,
        services: 0,
        facts: 0,
        troubles: [],
      });
    }
  });
});
