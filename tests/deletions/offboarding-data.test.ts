import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { movedBy } from "#src/deletions/step.ts";
import type { OldData } from "#src/services/old-data.ts";
import { reportOldData } from "#src/services/system-actions.ts";
import { codes } from "../people/account.ts";
import { visit } from "../support/browser.ts";
import { done, today } from "../support/case.ts";
import { leavingSlack, stepCalled } from "../support/offboarding.ts";

const page = "/deletions/offboarding/slack";
const site = () => visit({ prepare: leavingSlack });

const states = (db: Database) =>
  db
    .query<{ state: OldData; withdrawn: number }, []>("SELECT state, withdrawn FROM old_data_reports ORDER BY id")
    .all()
    .map(({ state, withdrawn }) => (withdrawn ? `not ${state}` : state));

test.each([
  ["freeze", "in-use", "read-only"],
  ["freeze", "unknown", "read-only"],
  ["freeze", "read-only", null],
  ["freeze", "deleted", null],
  ["freeze", "none", null],
  ["request", "unknown", "deletion-requested"],
  ["request", "read-only", "deletion-requested"],
  ["request", "deletion-requested", null],
  ["request", "confirmed", null],
  ["confirmation", "in-use", null],
  ["confirmation", "deletion-requested", null],
  ["confirmation", "deleted", "confirmed"],
  ["confirmation", "confirmed", null],
  ["backups", "deletion-requested", null],
  ["backups", "deleted", "backups-expired"],
  ["backups", "confirmed", "backups-expired"],
  ["backups", "backups-expired", null],
  ["export", "in-use", null],
  [null, "in-use", null],
] as const)("%s, while the data is %s: %p", (code, now, moved) => {
  expect(movedBy(code, now)).toBe(moved);
});

test("the steps move the old data along its axis, each state once", async () => {
  const { post, page: read, db } = site();
  const tick = (code: Parameters<typeof stepCalled>[1]) => post(`${page}/steps/${stepCalled(db, code).id}/done`);
  await tick("freeze");
  await tick("request");
  await tick("dead");
  expect(states(db)).toEqual(["read-only", "deletion-requested"]);
  reportOldData(db, "slack", { state: "deleted", ...today }, done);
  await tick("confirmation");
  await tick("backups");
  expect(states(db)).toEqual(["read-only", "deletion-requested", "deleted", "confirmed", "backups-expired"]);
  expect(await read("/services/systems/slack")).toContain("Backups abgelaufen");
});

test("it is reported with the step's own date, as of today", async () => {
  const { post, db } = site();
  const { id } = stepCalled(db, "request");
  const form = {
    was: "open",
    state: "done",
    happened: "10.2026",
    person: "",
    due_on: "",
    done_by: "",
    reason: "",
    note: "",
  };
  await post(`${page}/steps/${id}`, form);
  expect(db.query("SELECT state, happened_on, reported_on, by FROM old_data_reports").all()).toEqual([
    { state: "deletion-requested", happened_on: "2026-10", reported_on: "2026-11-23", by: "person:1" },
  ]);
});

test("a tick that is taken back takes back what it said of the data, as a correction", async () => {
  const { post, page: read, db } = site();
  const { id } = stepCalled(db, "freeze");
  await post(`${page}/steps/${id}/done`);
  expect((await post(`${page}/steps/${id}/reopening`)).status).toBe(303);
  expect(states(db)).toEqual(["read-only", "not read-only"]);
  expect(codes(db).slice(-4)).toEqual(["step.done", "old-data.reported", "fact.withdrawn", "step.reopened"]);
  expect(stepCalled(db, "freeze")).toMatchObject({
    state: "open",
    done_on: null,
    done_by: null,
    old_data_report_id: null,
  });
  expect((await post(`${page}/steps/${id}/reopening`)).status).toBe(409);
  expect(await read(page)).toContain("unbekannt");
});

test("a tick that moved nothing takes nothing back", async () => {
  const { post, db } = site();
  reportOldData(db, "slack", { state: "deleted", ...today }, done);
  const { id } = stepCalled(db, "freeze");
  await post(`${page}/steps/${id}/done`);
  await post(`${page}/steps/${id}/reopening`);
  expect(states(db)).toEqual(["deleted"]);
});

test("a confirmation before any deletion is recorded warns and moves nothing", async () => {
  const { post, page: read, db } = site();
  await post(`${page}/steps/${stepCalled(db, "confirmation").id}/done`);
  expect(states(db)).toEqual([]);
  expect(await read(page)).toContain("Dass gelöscht wurde, ist noch nicht erfasst");
});
