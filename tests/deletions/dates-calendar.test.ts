import { expect, test } from "bun:test";
import { disablePerson } from "#src/people/actions.ts";
import { codes, secretOn } from "../people/account.ts";
import { logIn, visit } from "../support/browser.ts";
import { done } from "../support/case.ts";
import { leavingSlack, stepCalled } from "../support/offboarding.ts";

/** What a calendar program reads: unfolded lines, one record for each event. */
function eventsIn(text: string): Record<string, string>[] {
  const lines = text.replace(/\r\n[ \t]/g, "").split("\r\n");
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    if (line === "BEGIN:VEVENT") events.push({});
    const [, name, value] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
    if (name && events.length > 0 && !/^(BEGIN|END)$/.test(name)) events.at(-1)![name] ??= value!;
  }
  return events;
}

type Site = ReturnType<typeof visit>;

/** Opens a calendar as whoever is logged in; gives the path of its secret address. */
async function subscribe({ post, page }: Site, scope = "all"): Promise<string> {
  const opened = await post("/deletions/calendar", { scope });
  expect([opened.status, opened.headers.get("location")]).toEqual([303, "/deletions/dates#calendar"]);
  return new URL(secretOn(await page("/deletions/dates"))!).pathname;
}

const asNobody = { cookie: "" };

test("a calendar is opened, its address shown once and stored as a hash, and it is an entry", async () => {
  const site = visit({ prepare: leavingSlack });
  const path = await subscribe(site);
  expect(path).toMatch(/^\/deletions\/calendar\/[\w-]{43}\.ics$/);
  expect(secretOn(await site.page("/deletions/dates"))).toBeNull();
  expect(JSON.stringify(site.db.query("SELECT * FROM calendar_feeds").all())).not.toContain(path.slice(20, 60));
  expect(codes(site.db).at(-1)).toBe("calendar.opened");
});

test("a calendar program reads whole days with stable names, without logging in", async () => {
  const site = visit({ prepare: leavingSlack });
  const path = await subscribe(site);
  const answer = await site.get(path, asNobody);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
  const text = await answer.text();
  const { id } = stepCalled(site.db, "confirmation");
  const event = eventsIn(text).find(({ SUMMARY }) => SUMMARY === "Slack: Bestätigung einholen");
  expect(event).toMatchObject({ DTSTART: "20270111", DTEND: "20270112", DESCRIPTION: "Frist für die Bestätigung" });
  expect(event!["URL"]).toBe(`http://localhost/deletions/offboarding/slack#step-${id}`);
  expect(event!["UID"]).toMatch(new RegExp(`^step-${id}@[0-9a-f]{12}\\.aktion$`));
  expect(text).toContain("DTSTART;VALUE=DATE:20270111");
  expect(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
});

test("an event keeps its UID while its day moves, and goes when the step is done", async () => {
  const site = visit({ prepare: leavingSlack });
  const path = await subscribe(site);
  const uids = async () => eventsIn(await site.page(path, asNobody)).map(({ UID }) => UID);
  const before = await uids();
  const { id } = stepCalled(site.db, "confirmation");
  const plan = { was: "open", state: "open", person: "", happened: "", done_by: "", reason: "", note: "" };
  await site.post(`/deletions/offboarding/slack/steps/${id}`, { ...plan, due_on: "2027-02-01" });
  expect((await uids()).sort()).toEqual(before.sort());
  await site.post(`/deletions/offboarding/slack/steps/${id}/done`);
  expect(await uids()).toHaveLength(before.length - 1);
});

test("it speaks the language of its person and shows what is theirs, where they asked for that", async () => {
  const site = visit({ as: "member", prepare: leavingSlack });
  const { id } = stepCalled(site.db, "confirmation");
  site.db.run("UPDATE people SET language = 'en' WHERE id = 1");
  site.db.run("UPDATE offboarding_steps SET person_id = 1 WHERE id = ?", [id]);
  const mine = eventsIn(await site.page(await subscribe(site, "mine"), asNobody));
  expect(mine.map(({ SUMMARY }) => SUMMARY)).toEqual(["Slack: Obtain the confirmation"]);
  const all = await subscribe(site, "all");
  expect(eventsIn(await site.page(all, asNobody))).toHaveLength(17);
});

test("a new address makes the one before void; so does ending it, and disabling the person", async () => {
  const site = visit({ as: "viewer", prepare: leavingSlack });
  const first = await subscribe(site);
  const second = await subscribe(site);
  const status = async (path: string) => (await site.get(path, asNobody)).status;
  expect([await status(first), await status(second)]).toEqual([404, 200]);
  for (let n = 0; n < 2; n += 1) expect((await site.post("/deletions/calendar/revocation")).status).toBe(303);
  expect(await status(second)).toBe(404);
  expect(codes(site.db).slice(-3)).toEqual(["calendar.opened", "calendar.opened", "calendar.closed"]);
  const third = await subscribe(site);
  logIn(site.db, "owner");
  disablePerson(site.db, 1, done);
  expect(await status(third)).toBe(404);
});

test("a wrong address opens nothing, bad input is refused, another site too, and GETs lead back", async () => {
  const site = visit({ prepare: leavingSlack });
  expect((await site.get(`/deletions/calendar/${"a".repeat(43)}.ics`, asNobody)).status).toBe(404);
  expect((await site.get("/deletions/calendar/short.ics", asNobody)).headers.get("location")).toStartWith("/login");
  expect((await site.post("/deletions/calendar", { scope: "everything" })).status).toBe(422);
  for (const path of ["/deletions/calendar", "/deletions/calendar/revocation"]) {
    const from = await site.post(path, { scope: "all" }, { "sec-fetch-site": "cross-site" });
    expect([path, from.status]).toEqual([path, 403]);
    expect((await site.get(path)).headers.get("location")).toBe("/deletions/dates#calendar");
  }
});
