import { describe, expect, test } from "bun:test";
import { isInHours } from "#src/checks/alert.ts";
import { insertTrouble } from "#src/checks/trouble-store.ts";
import { company, falls, iso, mails, mends, pass, start, subjects } from "../support/alerts.ts";

describe("when", () => {
  test("a second rule calls somebody else after fifteen minutes", () => {
    const db = company({ after_minutes: 15 });
    falls(db, 1, 0);
    pass(db, 10, 900);
    expect(subjects(db)).toEqual([]);
    pass(db, 902, 960);
    expect(subjects(db)).toEqual(["Gestört: Router"]);
  });

  test("nobody is called for what is over before the fifteen minutes are", () => {
    const db = company({ after_minutes: 15 });
    falls(db, 1, 0);
    mends(db, 1, 600);
    pass(db, 10, 1200);
    expect(subjects(db)).toEqual([]);
  });

  test("it is said again while it lasts", () => {
    const db = company({ remind_minutes: 60 });
    falls(db, 1, 0);
    pass(db, 10, 7300);
    expect(subjects(db)).toEqual(["Gestört: Router", "Immer noch gestört: Router", "Immer noch gestört: Router"]);
  });

  test("what falls at night is told in the morning, when office hours begin", () => {
    const db = company({ days: "1 2 3 4 5", from_time: "11:00", until_time: "18:00" });
    falls(db, 1, 0);
    pass(db, 10, 3590);
    expect(subjects(db)).toEqual([]);
    pass(db, 3600, 3700);
    expect(subjects(db)).toEqual(["Gestört: Router"]);
  });

  test.each([
    ["08:00", "18:00", 1, "08:00", true],
    ["08:00", "18:00", 1, "18:00", false],
    ["08:00", "18:00", 6, "10:00", false],
    ["18:00", "08:00", 1, "23:00", true],
    ["18:00", "08:00", 6, "03:00", true], // the night of Friday
    ["18:00", "08:00", 1, "03:00", false], // the night of Sunday
  ])("from %s until %s on workdays, day %i at %s: %p", (from_time, until_time, weekday, time, expected) => {
    expect(isInHours({ days: "1 2 3 4 5", from_time, until_time }, { weekday, time })).toBe(expected);
  });
});

test("a person reads it in their language, and one who left is not written to", () => {
  const db = company({}, ["person:1", "email:pikett@example.ch"]);
  db.run("UPDATE people SET language = 'en' WHERE id = 1");
  falls(db, 1, 0);
  pass(db, 10, 60);
  expect(subjects(db).sort()).toEqual(["Down: Router", "Gestört: Router"]);
  db.run("UPDATE people SET disabled_at = '2026-11-23T09:30:00.000Z' WHERE id = 1");
  mends(db, 1, 100);
  pass(db, 100, 200);
  expect(mails(db).filter(({ to }) => to[0]!.address === "olga@example.ch")).toHaveLength(1);
});

test("an expiry is told once for each certificate and threshold, and not when it is over", () => {
  const db = company();
  const kept = (days: number) => ({
    ...{ at: iso(0), state: "up" as const, duration_ms: 1, reason: null },
    details: { certificate: { fingerprint: "AB:CD", valid_until: new Date(start + days * 86_400_000).toISOString() } },
  });
  for (const threshold of [14, 14, 7])
    insertTrouble(db, {
      check_id: 1,
      kind: "expiry",
      subject: `certificate AB:CD:${threshold}`,
      from_at: iso(0),
      noticed_at: iso(0),
      seen: kept(threshold),
    });
  pass(db, 10, 120);
  expect(mails(db)).toHaveLength(1);
  expect(mails(db)[0]!.text.match(/Läuft ab: /g)).toHaveLength(2);
  mends(db, 1, 130);
  pass(db, 130, 300);
  expect(mails(db)).toHaveLength(1);
});
