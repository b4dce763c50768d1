import { expect, test } from "bun:test";
import { snoozedUntil } from "#src/inbox/snooze-time.ts";
import { aMailbox, arrives, arrivesUnreadable, withMail } from "../support/thread.ts";

const row = ({ db }: ReturnType<typeof withMail>, id = 1) =>
  db.query("SELECT mailbox_id, state, snoozed_until, merged_into, has_trouble FROM tickets WHERE id = ?").get(id);

test("a ticket is put off until a morning, is out of the lists until then, and is brought back", async () => {
  const site = withMail();
  expect((await site.post(`${site.ticket}/snooze`, { until: "monday" })).status).toBe(303);
  expect(row(site)).toMatchObject({ snoozed_until: "2026-11-30T06:00:00.000Z" });
  expect(await site.page("/inbox")).toContain("Keine offene Anfrage.");
  expect(await site.page("/inbox?view=snoozed")).toContain(site.ticket);
  await site.post(`${site.ticket}/wake`);
  expect(row(site)).toMatchObject({ snoozed_until: null, state: "open" });
  for (const fields of [{ until: "day", day: "31.12." }, { until: "never" }, {}, { until: "day", day: "2020-01-01" }])
    expect((await site.post(`${site.ticket}/snooze`, fields as Record<string, string>)).status).toBe(422);
});

test.each([
  ["tomorrow", "2026-11-23", "2026-11-24T06:00:00.000Z"],
  ["monday", "2026-11-22", "2026-11-23T06:00:00.000Z"],
  ["monday", "2026-11-23", "2026-11-30T06:00:00.000Z"],
  ["week", "2026-03-25", "2026-04-01T05:00:00.000Z"],
  ["2026-07-01", "2026-06-01", "2026-07-01T05:00:00.000Z"],
])("%s, said on %s, is %s", (choice, today, moment) => {
  expect(snoozedUntil(choice, today, "Europe/Zurich").toISOString()).toBe(moment);
});

test("two tickets become one, whose number leads on, and are parted again", async () => {
  const site = withMail();
  arrives(site.db, { subject: "Dasselbe nochmals" });
  const merged = await site.post("/inbox/2/merge", { into: "#1" });
  expect([merged.status, merged.headers.get("location")]).toEqual([303, "/inbox/1"]);
  expect((await site.get("/inbox/2")).headers.get("location")).toBe("/inbox/1");
  expect(await site.page("/inbox/1")).toContain("Enthält Nr. 2.");
  expect((await site.post("/inbox/1/unmerge", { from: "2" })).status).toBe(303);
  expect(row(site, 2)).toMatchObject({ merged_into: null });
  for (const into of ["1", "", "x"]) expect((await site.post("/inbox/1/merge", { into })).status).toBe(422);
  expect((await site.post("/inbox/1/merge", { into: "99" })).status).toBe(404);
});

test("a message is moved to another ticket, or to one of its own", async () => {
  const site = withMail();
  arrives(site.db, { inReplyTo: "first@brunner.example", subject: "Re: Webmail", text: "Ganz anderes" });
  const moved = await site.post(`${site.ticket}/messages/2/move`, { into: "" });
  expect(moved.headers.get("location")).toBe("/inbox/2");
  expect(await site.page("/inbox/2")).toContain("Jemand hat sie aus Nr. 1 hierher verschoben.");
  expect((await site.post("/inbox/2/messages/2/move", { into: "1" })).headers.get("location")).toBe("/inbox/1");
});

test("a ticket is given to a mailbox whose mail the giver may not read, and is no longer there for them", async () => {
  const site = withMail();
  aMailbox(site.db, { slug: "datenschutz", name: "Datenschutz", members: [2] });
  const moved = await site.post(`${site.ticket}/mailbox`, { mailbox: "datenschutz" });
  expect(moved.headers.get("location")).toBe("/inbox");
  expect((await site.get(site.ticket)).status).toBe(404);
  expect((await site.get(site.ticket, { cookie: site.mara })).status).toBe(200);
  expect((await site.post(`${site.ticket}/mailbox`, { mailbox: "missing" }, { cookie: site.mara })).status).toBe(404);
});

test("what went wrong is settled by somebody who has seen it", async () => {
  const site = withMail();
  const { ticket_id } = arrivesUnreadable(site.db, { subject: "Kaputt" }, "x");
  expect(await site.page("/inbox")).toContain("Störung");
  await site.post(`/inbox/${ticket_id}/trouble-settled`);
  expect(row(site, ticket_id)).toMatchObject({ has_trouble: 0 });
  expect((await site.post(`/inbox/${ticket_id}/trouble-settled`)).status).toBe(409);
});

test("none of it is for somebody who does not use the mailbox, nor from another site", async () => {
  const site = withMail();
  for (const verb of ["snooze", "wake", "merge", "unmerge", "mailbox", "trouble-settled", "messages/1/move"]) {
    const fields = { until: "monday", into: "1", from: "1", mailbox: "support" };
    expect([verb, (await site.post(`${site.ticket}/${verb}`, fields, { cookie: site.otto })).status]).toEqual([
      verb,
      404,
    ]);
    const elsewhere = await site.post(`${site.ticket}/${verb}`, fields, { "sec-fetch-site": "cross-site" });
    expect([verb, elsewhere.status]).toEqual([verb, 403]);
    expect((await site.get(`${site.ticket}/${verb}`)).status).toBe(303);
  }
});
