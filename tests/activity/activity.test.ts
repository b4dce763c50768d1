import { expect, test } from "bun:test";
import { noteActivity } from "#src/activity/record.ts";
import { headOf } from "#src/history/store.ts";
import { openDatabase } from "#src/storage/database.ts";

test("activity is a plain row that may be removed, and never an entry of the chain", () => {
  const db = openDatabase(":memory:");
  const at = new Date("2026-11-23T09:00:00.000Z");
  noteActivity(db, { what: "ticket.read", about: "ticket:12", by: "person:1", at, detail: { minutes: 3 } });
  expect(db.query("SELECT what, about, by, at, detail FROM activity").all()).toEqual([
    { what: "ticket.read", about: "ticket:12", by: "person:1", at: at.toISOString(), detail: '{"minutes":3}' },
  ]);
  expect(headOf(db).count).toBe(0);
  expect(db.run("DELETE FROM activity").changes).toBe(1);
});
