import { expect, test } from "bun:test";
import { deadlineAfter, heartbeat, judge } from "#src/checks/kinds/heartbeat.ts";

const config = (typed: Record<string, string>) => heartbeat.form.parse(typed) as Parameters<typeof deadlineAfter>[0];
const due = (typed: Record<string, string>, last: string) =>
  deadlineAfter(config(typed), new Date(last)).due.toISOString();

test("a period counts from the last ping, and the grace comes on top", () => {
  const { due, deadline } = deadlineAfter(
    config({ period_s: "3600", grace_s: "300" }),
    new Date("2027-01-01T00:00:00Z"),
  );
  expect(due.toISOString()).toBe("2027-01-01T01:00:00.000Z");
  expect(deadline.toISOString()).toBe("2027-01-01T01:05:00.000Z");
});

// Europe/Zurich: at 02:00 on 28 March 2027 it is 03:00, at 03:00 on 31 October 2027 it is 02:00 again.
test.each([
  ["an ordinary day", "0 2 * * *", "2027-01-10T01:00:30Z", "2027-01-11T01:00:00.000Z"],
  ["into summer time", "0 4 * * *", "2027-03-27T03:00:30Z", "2027-03-28T02:00:00.000Z"],
  [
    "at a time that the night leaves out: when it is over",
    "30 2 * * *",
    "2027-03-27T01:30:30Z",
    "2027-03-28T01:00:00.000Z",
  ],
  ["out of summer time", "0 4 * * *", "2027-10-30T02:00:30Z", "2027-10-31T03:00:00.000Z"],
  ["at a time that the night has twice: the first", "30 2 * * *", "2027-10-30T00:30:30Z", "2027-10-31T00:30:00.000Z"],
  ["the day after that night", "30 2 * * *", "2027-10-31T00:31:00Z", "2027-11-01T01:30:00.000Z"],
  ["every hour, through that night", "0 * * * *", "2027-10-31T00:30:00Z", "2027-10-31T01:00:00.000Z"],
  ["on weekdays", "0 6 * * 1-5", "2027-01-08T05:00:30Z", "2027-01-11T05:00:00.000Z"],
])("a schedule %s", (_, cron, last, expected) => {
  expect(due({ cron, time_zone: "Europe/Zurich" }, last)).toBe(expected);
});

const none = { last: null, startedAt: null, failed: null };
const at = (text: string) => new Date(text);

test("up until the deadline, late after it was due, down after the grace", () => {
  const every = config({ period_s: "60", grace_s: "30" });
  const pings = { ...none, last: at("2027-01-01T00:00:00Z") };
  expect(judge(every, pings, at("2027-01-01T00:00:59Z"))).toMatchObject({ state: "up", details: { late: false } });
  expect(judge(every, pings, at("2027-01-01T00:01:30Z"))).toMatchObject({ state: "up", details: { late: true } });
  expect(judge(every, pings, at("2027-01-01T00:01:31Z"))).toMatchObject({
    state: "down",
    reason: { code: "ping-missed" },
  });
});

test("what is missed says when it was expected, here and in UTC", () => {
  const nightly = config({ cron: "0 2 * * *", time_zone: "Europe/Zurich", grace_s: "600" });
  const { reason } = judge(nightly, { ...none, last: at("2027-01-10T01:00:30Z") }, at("2027-01-11T02:00:00Z"));
  expect(reason?.en).toBe(
    "Expected at 11/01/2027, 02:00 Europe/Zurich (2027-01-11 01:00 UTC); nothing heard since, 600 seconds of grace included.",
  );
});

test("before the first ping nothing is known", () => {
  expect(judge(config({}), none, at("2027-01-01T00:00:00Z"))).toMatchObject({
    state: "unknown",
    reason: { code: "no-ping-yet" },
  });
});

test("a failure that is reported, and a start without an end, are down", () => {
  const failed = { at: at("2027-01-01T00:00:00Z"), exit: 3, log: "disk full" };
  expect(judge(config({}), { ...none, failed }, at("2027-01-01T00:01:00Z"))).toMatchObject({
    state: "down",
    answer: "disk full",
    reason: { code: "ping-failed" },
  });
  const begun = { ...none, last: at("2027-01-01T00:00:00Z"), startedAt: at("2027-01-01T01:00:00Z") };
  expect(judge(config({ grace_s: "600" }), begun, at("2027-01-01T01:09:00Z")).state).toBe("up");
  expect(judge(config({ grace_s: "600" }), begun, at("2027-01-01T01:11:00Z")).reason?.code).toBe("ping-unfinished");
});

test("a schedule or time zone that is none is said", () => {
  const wrong = (typed: Record<string, string>) =>
    heartbeat.form.safeParse(typed).error?.issues.map(({ path }) => path.join("."));
  expect(wrong({ cron: "at night" })).toEqual(["cron"]);
  expect(wrong({ cron: "0 0 30 2 *" })).toEqual(["cron"]);
  expect(wrong({ time_zone: "Europe/Zuerich" })).toEqual(["time_zone"]);
});
