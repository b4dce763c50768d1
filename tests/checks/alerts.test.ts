import { describe, expect, test } from "bun:test";
import { muteCheck } from "#src/checks/actions.ts";
import { beginWork, planMaintenance } from "#src/checks/maintenance-actions.ts";
import { at, company, falls, mails, mends, pass, subjects } from "../support/alerts.ts";

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
