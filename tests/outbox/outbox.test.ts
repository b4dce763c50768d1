import { expect, test } from "bun:test";
import { countStuck, countWaiting, enqueue } from "#src/outbox/store.ts";
import { openDatabase } from "#src/storage/database.ts";

const delivery = {
  channel: "mail",
  subject_key: "incident:4 opened -> anna",
  payload: "{}",
  due_at: "2026-11-23T09:00:00.000Z",
  created_at: "2026-11-23T09:00:00.000Z",
};

test("what is in the outbox waits, and the same thing is never put there twice", () => {
  const db = openDatabase(":memory:");
  expect(enqueue(db, delivery)).toBe(true);
  expect(enqueue(db, { ...delivery, payload: '{"again":true}' })).toBe(false);
  expect(countWaiting(db)).toBe(1);
  expect(db.query("SELECT payload, state, attempts FROM outbox_deliveries").all()).toEqual([
    { payload: "{}", state: "waiting", attempts: 0 },
  ]);
});

test("a change that is rolled back announces nothing", () => {
  const db = openDatabase(":memory:");
  const change = db.transaction(() => {
    enqueue(db, delivery);
    throw new Error("the rest failed");
  });
  expect(() => change()).toThrow("the rest failed");
  expect(countWaiting(db)).toBe(0);
});

test("stuck is what was due, or taken up, before a moment, and what was given up", () => {
  const db = openDatabase(":memory:");
  for (const key of ["a", "b", "c", "d"]) enqueue(db, { ...delivery, subject_key: key });
  db.run("UPDATE outbox_deliveries SET state = 'failed', due_at = '2027-01-01' WHERE subject_key = 'b'");
  db.run(
    "UPDATE outbox_deliveries SET state = 'claimed', claimed_at = '2026-11-23T11:00:00.000Z' WHERE subject_key = 'c'",
  );
  db.run("UPDATE outbox_deliveries SET state = 'delivered' WHERE subject_key = 'd'");
  expect(countStuck(db, "2026-11-23T08:00:00.000Z")).toBe(1);
  expect(countStuck(db, "2026-11-23T10:00:00.000Z")).toBe(2);
  expect(countStuck(db, "2026-11-23T12:00:00.000Z")).toBe(3);
});
