import { expect, test } from "bun:test";
import { occurrencesIn } from "#src/checks/maintenance.ts";
import { listWindows } from "#src/checks/maintenance-store.ts";
import { moveMaintenance } from "#src/status/maintenance-actions.ts";
import { keepPlans } from "#src/status/maintenance-jobs.ts";
import { findNotice } from "#src/status/notice-store.ts";
import { now, visit } from "../support/browser.ts";
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

const plan = (begins_at: string, ends_at: string) => ({
  kind: "maintenance",
  title: "Nachtarbeit",
  text: "Wir arbeiten.",
  begins_at,
  ends_at,
  "component-1": "yes",
});

/** Both nights: the clock jumps from 02:00 to 03:00, and back from 03:00 to 02:00. */
const nights: [string, string, string, string, string, number][] = [
  [
    "2027-03-27T23:00",
    "2027-03-28T04:00",
    "2027-03-27T22:00:00.000Z",
    "2027-03-28T02:00:00.000Z",
    "28.03.2027, 04:00",
    4,
  ],
  [
    "2027-10-30T23:00",
    "2027-10-31T04:00",
    "2027-10-30T21:00:00.000Z",
    "2027-10-31T03:00:00.000Z",
    "31.10.2027, 04:00",
    6,
  ],
];

test.each(nights)(
  "planned from %s to %s it begins and ends when the wall clock says so, and mutes the checks as long",
  async (from, to, begins, ends, shown, hours) => {
    let at = now;
    const site = visit({ as: "member", at: () => at });
    const check = aCheck(site.db, "panel", [["up", later(-1440), null]]);
    aComponent(site.db, "Controlpanel", { checks: [check] });
    const page = (await site.post("/status/manage/notices", plan(from, to))).headers.get("location")!;
    await site.post(`${page}/publication`);
    expect(findNotice(site.db, 1)).toMatchObject({ begins_at: begins, ends_at: ends });
    expect(await site.page("/status/notices/1")).toContain(shown);
    const [window] = listWindows(site.db);
    const spans = occurrencesIn(window!, {
      from: Date.parse(begins) - 86_400_000,
      until: Date.parse(ends) + 86_400_000,
    });
    expect(spans).toEqual([{ from: Date.parse(begins), until: Date.parse(ends) }]);
    expect((Date.parse(ends) - Date.parse(begins)) / 3_600_000).toBe(hours);
    at = later(60, new Date(begins));
    keepPlans(site.db, at);
    expect(await site.page("/status")).toContain("Controlpanel wird gewartet.");
    at = later(1, new Date(ends));
    keepPlans(site.db, at);
    expect(await site.page("/status")).not.toContain("wird gewartet");
    expect(findNotice(site.db, 1)!.updates.map(({ state }) => state)).toEqual(["scheduled", "begun", "done"]);
  },
);

test("moved, extended, finished early and called off: the page, the mail and the checks follow", async () => {
  const site = visit({ as: "member", prepare: (db) => mailReady(db) });
  const { db } = site;
  const check = aCheck(db, "panel", [["up", later(-1440), null]]);
  const id = aComponent(db, "Controlpanel", { checks: [check] });
  aSubscriber(db, "anna@kunde.ch");
  aMaintenance(db, { begins_at: "2026-11-24T20:00:00.000Z", ends_at: "2026-11-24T21:00:00.000Z", components: [id] });
  const moved = { begins_at: "2026-11-25T21:00", ends_at: "2026-11-25T23:00", text: "Erst am Mittwoch.", tells: "yes" };
  expect((await site.post("/status/manage/notices/1/move", moved)).status).toBe(303);
  await spread(db);
  expect(queued(db).map(({ text }) => text.includes("25.11.2026, 21:00 bis 25.11.2026, 23:00"))).toEqual([true]);
  expect(listWindows(db).map(({ starts }) => starts)).toEqual(["2026-11-25T21:00"]);
  expect(await site.page("/status/maintenance.ics")).toMatch(/SEQUENCE:1/);
  expect((await site.post("/status/manage/notices/1/move", { ...moved, ends_at: "2026-11-25T20:00" })).status).toBe(
    422,
  );
  await site.post("/status/manage/notices/1/cancellation", { text: "Nicht nötig." });
  expect(listWindows(db)).toEqual([]);
  expect(await site.page("/status/maintenance.ics")).toContain("STATUS:CANCELLED");
  expect((await site.post("/status/manage/notices/1/completion", { text: "Fertig." })).status).toBe(409);
});

test("an outage beside planned work is not hidden by it", async () => {
  const site = visit({ as: "nobody" });
  const [panel, web] = [aComponent(site.db, "Panel"), aComponent(site.db, "Web")];
  aMaintenance(site.db, {
    begins_at: later(-10).toISOString(),
    ends_at: later(50).toISOString(),
    components: [panel!],
  });
  const { openSpell } = await import("#src/status/component-store.ts");
  openSpell(site.db, { component_id: web!, state: "down", from_at: later(-5).toISOString() });
  expect(await site.page("/status")).toContain("Web ist gestört. Panel wird gewartet.");
});

test("a reminder that was not wanted, or would come right after the announcement, is left out", () => {
  const { db } = visit();
  aMaintenance(db, { begins_at: later(30).toISOString(), ends_at: later(60).toISOString(), reminder_min: "1440 60" });
  keepPlans(db, later(1));
  expect(findNotice(db, 1)!.updates.length).toBe(1);
  moveMaintenance(
    db,
    1,
    {
      begins_at: later(5000).toISOString(),
      ends_at: later(5060).toISOString(),
      text: "Später",
      text_en: null,
      tells: 0,
    },
    done(later(2)),
  );
  keepPlans(db, later(3));
  keepPlans(db, later(5000 - 1000));
  keepPlans(db, later(5000 - 50));
  expect(findNotice(db, 1)!.updates.map(({ state }) => state)).toEqual(["scheduled", "moved", "reminder", "reminder"]);
});
