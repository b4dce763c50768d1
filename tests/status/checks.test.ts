import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { turnSpell } from "#src/checks/spell-store.ts";
import { endTroubles, insertTrouble } from "#src/checks/trouble-store.ts";
import { hearChecks } from "#src/status/checks-listener.ts";
import { updateIncident } from "#src/status/notice-actions.ts";
import { findNotice, openNotices } from "#src/status/notice-store.ts";
import { visit } from "../support/browser.ts";
import {
  aCheck,
  aComponent,
  aMaintenance,
  aSubscriber,
  done,
  later,
  mailReady,
  queued,
  spread,
} from "../support/status.ts";

/** As the engine writes it: an outage is dated back to its first failure. */
function fall(db: Database, check: number, from: Date, noticed: Date = later(1, from)): void {
  turnSpell(db, check, "down", from.toISOString());
  insertTrouble(db, {
    check_id: check,
    kind: "down",
    subject: from.toISOString(),
    from_at: from.toISOString(),
    noticed_at: noticed.toISOString(),
    seen: null,
  });
}

function rise(db: Database, check: number, at: Date): void {
  turnSpell(db, check, "up", at.toISOString());
  endTroubles(db, { check_id: check, kinds: ["down"], until_at: at.toISOString(), over_at: at.toISOString() });
}

function watched(publish: "draft" | "publish" | "never", names = ["E-Mail"]) {
  let at = later(0);
  const site = visit({ as: "member", prepare: (db) => mailReady(db), at: () => at });
  const { db } = site;
  db.run("UPDATE status_page SET incidents_from_checks = ?", [publish]);
  const checks = names.map((name) => aCheck(db, name, [["up", later(-10 * 1440), null]]));
  for (const [index, name] of names.entries()) aComponent(db, name, { checks: [checks[index]!] });
  const hear = (minutes: number) => {
    at = later(minutes);
    hearChecks(db, at);
  };
  return { ...site, checks, hear };
}

test("a failing check makes a draft, once, dated back to its first failure; the page says so at once", async () => {
  const { db, page, checks, hear } = watched("draft");
  fall(db, checks[0]!, later(-3));
  for (const minutes of [0, 1, 2]) hear(minutes);
  expect(openNotices(db)).toEqual([]);
  expect(findNotice(db, 1)).toMatchObject({
    source: "checks",
    published_at: null,
    begins_at: later(-3).toISOString(),
    title: "E-Mail ist gestört",
  });
  expect(findNotice(db, 2)).toBeNull();
  expect(await page("/status")).toContain("E-Mail ist gestört.");
  expect(await page("/status/manage")).toContain("Entwurf aus Prüfungen");
  rise(db, checks[0]!, later(5));
  hear(6);
  expect(findNotice(db, 1)!.ends_at).toBe(later(6).toISOString());
  expect(await page("/status")).toContain("Alles läuft.");
});

test("published by itself it is told, and ends by itself while nobody has taken it over", async () => {
  const { db, page, checks, hear } = watched("publish");
  aSubscriber(db, "anna@kunde.ch");
  fall(db, checks[0]!, later(-3));
  hear(0);
  await spread(db, later(0));
  expect(await page("/status")).toContain("Unsere Prüfungen melden seit 09:57 Uhr eine Störung: E-Mail.");
  rise(db, checks[0]!, later(9));
  hear(10);
  await spread(db, later(10));
  expect(findNotice(db, 1)!.closed_at).toBe(later(10).toISOString());
  expect(queued(db).map(({ subject }) => subject.split(": ")[1])).toEqual([
    "E-Mail ist gestört (Wird untersucht)",
    "E-Mail ist gestört (Behoben)",
  ]);
});

test("what people have taken over stays theirs to end, and never is all well meanwhile", async () => {
  const { db, page, checks, hear } = watched("publish");
  fall(db, checks[0]!, later(-3));
  hear(0);
  updateIncident(
    db,
    1,
    {
      state: "identified",
      text: "Wir haben es.",
      text_en: null,
      impacts: [{ component_id: 1, impact: "none" }],
      tells: 0,
    },
    done(later(4)),
  );
  rise(db, checks[0]!, later(9));
  hear(10);
  expect(findNotice(db, 1)!.closed_at).toBeNull();
  expect(await page("/status")).toContain("Eine Störung ist noch offen: E-Mail ist gestört.");
});

test("what falls together is one incident; what falls in planned work is none", () => {
  const { db, checks, hear } = watched("publish", ["E-Mail", "Web", "Panel"]);
  aMaintenance(db, { begins_at: later(-30).toISOString(), ends_at: later(30).toISOString(), components: [3] });
  fall(db, checks[2]!, later(-3));
  hear(0);
  expect(openNotices(db).filter(({ kind }) => kind === "incident")).toEqual([]);
  fall(db, checks[0]!, later(1));
  hear(2);
  fall(db, checks[1]!, later(3));
  hear(4);
  const incidents = openNotices(db).filter(({ kind }) => kind === "incident");
  expect(incidents.length).toBe(1);
  expect(incidents[0]!.updates.at(-1)!.impacts.map(({ component_id }) => component_id)).toEqual([1, 2]);
  rise(db, checks[0]!, later(5));
  hear(6);
  expect(openNotices(db).filter(({ kind }) => kind === "incident").length).toBe(1);
  rise(db, checks[1]!, later(7));
  hear(8);
  expect(openNotices(db).filter(({ kind }) => kind === "incident")).toEqual([]);
});

test("between two falls of something that does not settle, no incident ends", () => {
  const { db, checks, hear } = watched("publish");
  fall(db, checks[0]!, later(-3));
  hear(0);
  insertTrouble(db, {
    check_id: checks[0]!,
    kind: "unstable",
    subject: "x",
    from_at: later(1).toISOString(),
    noticed_at: later(1).toISOString(),
    seen: null,
  });
  rise(db, checks[0]!, later(2));
  hear(3);
  fall(db, checks[0]!, later(4));
  hear(5);
  expect(openNotices(db).length).toBe(1);
  rise(db, checks[0]!, later(6));
  endTroubles(db, {
    check_id: checks[0]!,
    kinds: ["unstable"],
    until_at: later(40).toISOString(),
    over_at: later(40).toISOString(),
  });
  hear(41);
  expect(openNotices(db)).toEqual([]);
});

test("set so, nothing is made of it; what nobody shows makes nothing either", () => {
  const { db, checks, hear } = watched("never");
  fall(db, checks[0]!, later(-3));
  const other = aCheck(db, "intern", [["up", later(-1440), null]]);
  fall(db, other, later(-3));
  hear(0);
  expect(findNotice(db, 1)).toBeNull();
});

test("its number is that of its checks, to the minute, with planned work and blindness left out", async () => {
  const { db, page, checks } = watched("never");
  const from = new Date("2026-11-20T07:00:00.000Z");
  turnSpell(db, checks[0]!, "down", from.toISOString());
  turnSpell(db, checks[0]!, "up", later(60, from).toISOString());
  db.query("INSERT INTO check_blind_spells (check_id, from_at, until_at) VALUES (?, ?, ?)").run(
    checks[0]!,
    later(30, from).toISOString(),
    later(90, from).toISOString(),
  );
  expect(await page("/status")).toContain("<span>gestört 30 Min.; 97.82%</span>");
});
