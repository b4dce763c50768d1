import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { remindOfDates } from "#src/deletions/dates-actions.ts";
import { planStep, startOffboarding } from "#src/deletions/offboarding-actions.ts";
import { deliveriesTo } from "#src/outbox/store.ts";
import { insertWebhook } from "#src/outbox/webhook-store.ts";
import { disablePerson } from "#src/people/actions.ts";
import { addSystem } from "#src/services/system-actions.ts";
import { logIn, visit } from "../support/browser.ts";
import { done } from "../support/case.ts";
import { stepCalled } from "../support/offboarding.ts";

const zurich = "Europe/Zurich";

/** One step due on a day, in the charge of somebody; no others have a date. Olga is owner, Mara a member. */
function withStepDue(due_on: string, person: string | null = "Mara", timeZone = zurich): Database {
  const { db } = visit();
  logIn(db, "member");
  db.run("UPDATE company SET time_zone = ?, public_address = 'https://aktion.example.ch'", [timeZone]);
  db.run("UPDATE template_steps SET days_after_start = NULL");
  addSystem(db, { name: "Slack" }, done);
  startOffboarding(db, "slack", done);
  planStep(db, "slack", stepCalled(db, "confirmation").id, { person, due_on, note: null }, done);
  return db;
}

const remind = (db: Database, at: string) => remindOfDates(db, new Date(at), null);
const mara = (db: Database) => deliveriesTo(db, "person:2", 100).toReversed();
const days = (db: Database) => mara(db).map(({ created_at }) => created_at.slice(0, 10));

test("a week before, a day before, once overdue, then every week; never twice for the same", () => {
  const db = withStepDue("2026-12-10");
  for (let n = 0; n < 40; n += 1) {
    const morning = new Date(Date.UTC(2026, 10, 24 + n, 6, 0)).toISOString();
    for (let again = 0; again < 3; again += 1) remind(db, morning);
  }
  expect(days(db)).toEqual(["2026-12-03", "2026-12-09", "2026-12-11", "2026-12-18", "2026-12-25", "2027-01-01"]);
});

test("mornings that were missed are made up for once, by what is near then", () => {
  const db = withStepDue("2026-12-10");
  remind(db, "2026-12-06T13:00:00Z");
  remind(db, "2026-12-20T13:00:00Z");
  expect(days(db)).toEqual(["2026-12-06", "2026-12-20"]);
});

test("all of a day is one message, in the person's language, with where to go", () => {
  const db = withStepDue("2026-11-24");
  planStep(db, "slack", stepCalled(db, "dead").id, { person: "Mara", due_on: "2026-11-20", note: null }, done);
  db.run("UPDATE people SET language = 'en' WHERE id = 2");
  remind(db, "2026-11-23T09:00:00Z");
  const [delivery, ...more] = mara(db);
  const message = JSON.parse(delivery!.payload);
  expect(more).toEqual([]);
  expect(delivery).toMatchObject({
    channel: "mail",
    state: "waiting",
    subject_key: "dates.digest 2026-11-23 -> person:2",
  });
  expect(message).toMatchObject({ to: "mara@example.ch", subject: "2 dates, 1 overdue" });
  expect(message.text).toContain("Overdue\n- 20.11.2026 (for 3 days) Slack: Verify that nothing answers");
  expect(message.text).toContain("https://aktion.example.ch/deletions/offboarding/slack#step-12");
});

test("what becomes near later in the day waits for the next morning", () => {
  const db = withStepDue("2026-12-24");
  remind(db, "2026-11-23T06:00:00Z");
  planStep(db, "slack", stepCalled(db, "confirmation").id, { person: "Mara", due_on: "2026-11-24", note: null }, done);
  remind(db, "2026-11-23T15:00:00Z");
  expect(days(db)).toEqual([]);
  remind(db, "2026-11-24T06:00:00Z");
  expect(days(db)).toEqual(["2026-11-24"]);
});

test("a date that is moved is reminded of anew", () => {
  const db = withStepDue("2026-11-24");
  remind(db, "2026-11-23T06:00:00Z");
  planStep(db, "slack", stepCalled(db, "confirmation").id, { person: "Mara", due_on: "2026-11-25", note: null }, done);
  remind(db, "2026-11-24T06:00:00Z");
  expect(days(db)).toEqual(["2026-11-23", "2026-11-24"]);
});

test("what nobody with a log-in is in charge of is the owners'", () => {
  for (const person of [null, "Technik"]) {
    const db = withStepDue("2026-11-24", person);
    remind(db, "2026-11-23T09:00:00Z");
    expect([deliveriesTo(db, "person:1").length, mara(db).length]).toEqual([1, 0]);
  }
  const db = withStepDue("2026-11-24");
  disablePerson(db, 2, done);
  remind(db, "2026-11-23T09:00:00Z");
  expect([deliveriesTo(db, "person:1").length, mara(db).length]).toEqual([1, 0]);
});

test("a webhook that asked for it gets all of it, once, and nobody's address", () => {
  const db = withStepDue("2026-11-24");
  const created = { secret: "s", created_by: "person:1", created_at: "2026-11-01T00:00:00Z" };
  for (const kinds of ["dates.digest", "offboarding.changed"])
    insertWebhook(db, { address: "http://127.0.0.1:9/", kinds, ...created });
  for (let n = 0; n < 2; n += 1) remind(db, "2026-11-23T09:00:00Z");
  const [delivery, ...more] = deliveriesTo(db, "webhook:1");
  expect([more, deliveriesTo(db, "webhook:2")]).toEqual([[], []]);
  expect(JSON.parse(delivery!.payload)).toMatchObject({
    kind: "dates.digest",
    day: "2026-11-23",
    dates: [{ on: "2026-11-24", days: 1, overdue: false, title: { de: "Slack: Bestätigung einholen" } }],
  });
  expect(delivery!.payload).not.toContain("mara@example.ch");
});

test.each([
  ["winter", zurich, "2026-11-23T05:59:00Z", "2026-11-23T06:00:00Z"],
  ["summer", zurich, "2026-07-01T04:59:00Z", "2026-07-01T05:00:00Z"],
  ["the day summer begins", zurich, "2026-03-29T04:59:00Z", "2026-03-29T05:00:00Z"],
  ["the day winter begins", zurich, "2026-10-25T05:59:00Z", "2026-10-25T06:00:00Z"],
  ["the other side of the world", "Pacific/Auckland", "2026-11-22T17:59:00Z", "2026-11-22T18:00:00Z"],
  ["half an hour beside", "Asia/Kolkata", "2026-11-23T01:29:00Z", "2026-11-23T01:30:00Z"],
])("it is seven in the morning where the company is: %s", (_, timeZone, before, after) => {
  const db = withStepDue("2026-01-01", "Mara", timeZone);
  remind(db, before);
  expect(mara(db)).toHaveLength(0);
  remind(db, after);
  expect(mara(db)).toHaveLength(1);
});

test("a crash in the middle leaves either the whole morning or none of it", () => {
  const db = withStepDue("2026-11-24");
  db.run("CREATE TRIGGER crash BEFORE INSERT ON outbox_deliveries BEGIN SELECT RAISE(ABORT, 'killed'); END");
  expect(() => remind(db, "2026-11-23T09:00:00Z")).toThrow("killed");
  expect(db.query("SELECT count(*) AS n FROM reminders").get()).toEqual({ n: 0 });
  db.run("DROP TRIGGER crash");
  remind(db, "2026-11-23T09:01:00Z");
  expect(mara(db)).toHaveLength(1);
});
