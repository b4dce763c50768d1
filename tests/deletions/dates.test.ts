import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { datesFor, groupsOf, nearnessOf } from "#src/deletions/dates.ts";
import { nearWords } from "#src/deletions/dates-digest.ts";
import { setTarget } from "#src/services/actions.ts";
import { acceptException, addSystem, recordContract, reportOldData } from "#src/services/system-actions.ts";
import { visit } from "../support/browser.ts";
import { aService, done, theCase, today } from "../support/case.ts";
import { leavingSlack, stepCalled } from "../support/offboarding.ts";

const seer = { role: "viewer", person_id: null, today: "2026-11-23" } as const;
const keys = (db: Database) => datesFor(db, seer).map(({ key, on }) => `${key} ${on}`);

test("the dates of an offboarding stand on one page, in three groups, with whose they are", async () => {
  const { page, post, db } = visit({ prepare: leavingSlack });
  const { id } = stepCalled(db, "contract");
  const plan = {
    was: "open",
    state: "open",
    person: "Olga",
    due_on: "2026-11-20",
    happened: "",
    done_by: "",
    reason: "",
    note: "",
  };
  await post(`/deletions/offboarding/slack/steps/${id}`, plan);
  const shown = await page("/deletions/dates");
  for (const text of [
    "Eine Frist überfällig, drei in",
    "Slack: Vertrag",
    "seit 3 Tagen",
    "Frist für die Bestätigung",
    "Olga",
  ])
    expect(shown).toContain(text);
  expect(shown).toContain(`href="/deletions/offboarding/slack#step-${id}"`);
  await post(`/deletions/offboarding/slack/steps/${id}/done`);
  expect(keys(db).some((key) => key.startsWith(`step:${id} `))).toBe(false);
});

test("nothing to watch is a sentence too", async () => {
  expect(await visit().page("/deletions/dates")).toContain("Keine Frist ist offen.");
});

test("targets count until the service is live, at the end of the period they name", () => {
  const { db } = visit();
  const slug = aService(db, { name: "Chat", stage: "building" });
  setTarget(db, slug, { target: { on: "2026-Q4", text: null }, ...today }, done);
  expect(keys(db)).toEqual(["target:chat 2026-12-31"]);
  setTarget(db, slug, { target: { on: "2027-02", text: null }, ...today }, done);
  expect(keys(db)).toEqual(["target:chat 2027-02-28"]);
  const live = aService(db, { name: "Post", stage: "live" });
  setTarget(db, live, { target: { on: "2026-12", text: null }, ...today }, done);
  expect(keys(db)).toEqual(["target:chat 2027-02-28"]);
});

test("exceptions are reviewed and contracts run out, the newest of each; not where the data is gone", () => {
  const { db } = visit();
  addSystem(db, { name: "Slack" }, done);
  const exception = { criterion: "self-hosted", reason: "gibt es nicht", person_name: "Olga", ...today };
  for (const review_on of ["2026-12-01", "2027-01-01"]) acceptException(db, "slack", { ...exception, review_on }, done);
  const contract = { kind: "processing", reference: "ABV 7", ...today } as const;
  for (const valid_until of ["2026-12-24", "2027-06-30"])
    recordContract(db, "slack", { ...contract, valid_until }, done);
  expect(keys(db)).toEqual(["exception:1.1 2027-01-01", "contract:1.processing 2027-06-30"]);
  expect(datesFor(db, seer)[0]).toMatchObject({ person_id: 1, person: "Olga", what: { de: "Ausnahme prüfen" } });
  reportOldData(db, "slack", { state: "deleted", ...today }, done);
  expect(keys(db)).toEqual(["exception:1.1 2027-01-01"]);
});

test("the case has one date, long past: the newsletter's target", () => {
  const { db } = visit({ prepare: theCase });
  expect(keys(db)).toEqual(["target:newsletter 2021-12-31"]);
});

test.each([
  ["2026-12-01", null],
  ["2026-11-30", "week"],
  ["2026-11-25", "week"],
  ["2026-11-24", "day"],
  ["2026-11-23", "day"],
  ["2026-11-22", "overdue-0"],
  ["2026-11-16", "overdue-0"],
  ["2026-11-15", "overdue-1"],
  ["2026-11-09", "overdue-1"],
  ["2026-11-08", "overdue-2"],
])("on 23.11. a date on %s is near as %p", (on, nearness) => {
  expect(nearnessOf(on, "2026-11-23")).toBe(nearness);
});

test("overdue is before today, soon is two weeks with today, later the rest", () => {
  const on = (day: string) => ({
    key: day,
    on: day,
    what: both,
    title: both,
    person_id: null,
    person: null,
    href: "/",
  });
  const both = { de: "", en: "" };
  const groups = groupsOf(["2026-11-22", "2026-11-23", "2026-12-07", "2026-12-08"].map(on), "2026-11-23");
  expect(Object.values(groups).map((group) => group.map(({ key }) => key))).toEqual([
    ["2026-11-22"],
    ["2026-11-23", "2026-12-07"],
    ["2026-12-08"],
  ]);
});

test("how near is said in days, then months, then years", () => {
  const words = [0, 1, -1, 14, -60, 61, -200, 1788].map((days) => nearWords(days, "de"));
  expect(words).toEqual([
    "heute",
    "morgen",
    "seit gestern",
    "in 14 Tagen",
    "seit 60 Tagen",
    "in 2 Monaten",
    "seit 6 Monaten",
    "in 4 Jahren",
  ]);
});
