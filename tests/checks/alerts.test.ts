import type { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { muteCheck } from "#src/checks/actions.ts";
import { isInHours } from "#src/checks/alert.ts";
import { tellTroubles } from "#src/checks/alert-actions.ts";
import { addRule } from "#src/checks/alert-rule-actions.ts";
import { beginWork, planMaintenance } from "#src/checks/maintenance-actions.ts";
import { insertTrouble } from "#src/checks/trouble-store.ts";
import { openDatabase } from "#src/storage/database.ts";
import { logIn } from "../support/browser.ts";
import { httpCheck } from "../support/checks.ts";

const start = Date.parse("2026-11-23T09:00:00.000Z"); // a Monday, 10:00 in Zurich
const at = (second: number) => new Date(start + second * 1000);
const iso = (second: number) => at(second).toISOString();
const done = { by: "person:1", at: at(-86_400) };

const always = {
  ...{ name: "Pikett", kinds: "down unstable expiry", all_checks: 1 as const, after_minutes: 0, remind_minutes: null },
  ...{ days: null, from_time: null, until_time: null },
};

type Rule = Partial<Omit<typeof always, "remind_minutes" | "days" | "from_time" | "until_time">> & {
  remind_minutes?: number;
  days?: string;
  from_time?: string;
  until_time?: string;
};

function company(rule: Rule = {}, recipients = ["email:pikett@example.ch"]): Database {
  const db = openDatabase(":memory:");
  logIn(db, "owner");
  for (const name of ["Router", "Website", "Shop"]) httpCheck(db, "http://127.0.0.1:1/", at(-86_400), { name });
  db.run("UPDATE checks SET parent_id = 1 WHERE id > 1");
  addRule(db, { ...always, ...rule }, { recipients, check_ids: [] }, done);
  return db;
}

function falls(db: Database, check_id: number, second: number, kind: "down" | "unstable" = "down"): void {
  const seen = {
    at: iso(second),
    state: "down" as const,
    duration_ms: 1,
    details: {},
    reason: { code: "status", de: "Status 500.", en: "Status 500." },
  };
  insertTrouble(db, { check_id, kind, subject: iso(second), from_at: iso(second), noticed_at: iso(second + 10), seen });
}

function mends(db: Database, check_id: number, second: number): void {
  db.run("UPDATE check_troubles SET until_at = ?1, over_at = ?1 WHERE check_id = ?2 AND over_at IS NULL", [
    iso(second),
    check_id,
  ]);
}

type Mail = { to: { address: string }[]; subject: string; text: string };
const mails = (db: Database) =>
  db
    .query<{ payload: string }, []>("SELECT payload FROM outbox_deliveries WHERE channel = 'mail' ORDER BY id")
    .all()
    .map(({ payload }) => JSON.parse(payload) as Mail);
const subjects = (db: Database) => mails(db).map(({ subject }) => subject);

/** The job, every two seconds. */
function pass(db: Database, from: number, until: number): void {
  for (let second = from; second <= until; second += 2) tellTroubles(db, at(second), "https://aktion.example.ch");
}

describe("an outage is told", () => {
  test("once, after the half minute in which others may fall too, and its end once", () => {
    const db = company();
    falls(db, 1, 0);
    pass(db, 10, 38);
    expect(subjects(db)).toEqual([]);
    pass(db, 40, 300);
    expect(subjects(db)).toEqual(["Gestört: Router"]);
    expect(mails(db)[0]!.text).toContain("seit 23.11.2026, 10:00:00");
    expect(mails(db)[0]!.text).toContain("Status 500.");
    expect(mails(db)[0]!.text).toContain("https://aktion.example.ch/checks/router");
    mends(db, 1, 310);
    pass(db, 310, 600);
    expect(subjects(db)).toEqual(["Gestört: Router", "Wieder gut: Router"]);
    expect(mails(db)[1]!.text).toContain("von 23.11.2026, 10:00:00 bis 23.11.2026, 10:05:10 (5 Min.)");
  });

  test("with all that fell at once in one message", () => {
    const db = company();
    db.run("UPDATE checks SET parent_id = NULL");
    for (const id of [1, 2, 3]) falls(db, id, id);
    pass(db, 10, 120);
    expect(subjects(db)).toEqual(["Gestört: Drei Prüfungen"]);
    expect(mails(db)[0]!.text.match(/Gestört: /g)).toHaveLength(3);
  });

  test("even when it was over before anybody could be told", () => {
    const db = company();
    falls(db, 1, 0);
    mends(db, 1, 20);
    pass(db, 20, 120);
    expect(subjects(db)).toEqual(["Kurz gestört: Router"]);
  });

  test("never twice, whatever is run again", () => {
    const db = company();
    falls(db, 1, 0);
    for (let n = 0; n < 5; n += 1) pass(db, 40, 60);
    expect(subjects(db)).toHaveLength(1);
  });
});

describe("what it depends on", () => {
  test("a parent that fails silences its children, and not the end of what was told", () => {
    const db = company();
    falls(db, 2, 0);
    pass(db, 10, 60);
    falls(db, 1, 100);
    falls(db, 3, 100);
    pass(db, 110, 200);
    expect(subjects(db)).toEqual(["Gestört: Website", "Gestört: Router"]);
    mends(db, 2, 210);
    pass(db, 210, 300);
    expect(subjects(db)).toEqual(["Gestört: Website", "Gestört: Router", "Wieder gut: Website"]);
  });

  test("a child that stays down when its parent is back is told then", () => {
    const db = company();
    falls(db, 1, 0);
    falls(db, 3, 0);
    pass(db, 10, 60);
    mends(db, 1, 70);
    pass(db, 70, 200);
    expect(subjects(db)).toEqual(["Gestört: Router", "Gestört: Shop, eine weitere Meldung"]);
  });
});

describe("nobody is disturbed", () => {
  test("while work is planned; what is still down afterwards is told", () => {
    const db = company();
    const window = {
      title: "Umbau",
      starts: "2026-11-23T10:00",
      minutes: 10,
      time_zone: "Europe/Zurich",
      rule: null,
      all_checks: 1 as const,
      note: null,
    };
    planMaintenance(db, window, [], { by: "person:1", at: at(-3600) });
    beginWork(db, at(0));
    falls(db, 1, 60);
    mends(db, 1, 200);
    falls(db, 2, 60);
    pass(db, 70, 590);
    expect(subjects(db)).toEqual([]);
    pass(db, 600, 700);
    expect(subjects(db)).toEqual(["Gestört: Website"]);
  });

  test("while a check is muted", () => {
    const db = company();
    muteCheck(db, "router", 1, { by: "person:1", at: at(0) });
    falls(db, 1, 0);
    pass(db, 10, 3590);
    expect(subjects(db)).toEqual([]);
    pass(db, 3602, 3650);
    expect(subjects(db)).toEqual(["Gestört: Router"]);
  });

  test("again and again by what does not settle: it is told once as unstable", () => {
    const db = company();
    falls(db, 1, 0, "unstable");
    falls(db, 1, 10);
    pass(db, 20, 300);
    expect(subjects(db)).toEqual(["Unstet: Router"]);
  });
});

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
