import { expect, test } from "bun:test";
import type { BulkAct } from "#src/inbox/bulk.ts";
import { beginBulk, carryOn, forgetBulks, stepBulk, undoBulk } from "#src/inbox/bulk-actions.ts";
import { bulkCounts } from "#src/inbox/bulk-store.ts";
import { assignTicket, setTicketState } from "#src/inbox/ticket-actions.ts";
import { logIn, now } from "../support/browser.ts";
import { days } from "../support/inbox.ts";
import { aMailbox, arrives, withMail } from "../support/thread.ts";

type Site = ReturnType<typeof withMail>;

const withTickets = (count: number): Site => {
  const site = withMail();
  for (let n = 1; n < count; n += 1) arrives(site.db, { subject: `Nr ${n}`, id: `b${n}@x.example` });
  return site;
};
const states = ({ db }: Site) =>
  db
    .query<{ state: string }, []>("SELECT state FROM tickets ORDER BY id")
    .all()
    .map(({ state }) => state);
const row = ({ db }: Site, id: number) =>
  db.query("SELECT state, assignee_id, mailbox_id, snoozed_until, merged_into FROM tickets WHERE id = ?").get(id);
const ticked = (ids: number[], fields: Record<string, string>) =>
  new URLSearchParams([...ids.map((id): [string, string] => ["ticket", String(id)]), ...Object.entries(fields)]);
const by = { by: "person:1", at: now };

test("ticked tickets are closed at once; a line says what was done and what not, and one undo takes it back", async () => {
  const site = withTickets(4);
  setTicketState(site.db, 3, "closed", by);
  const done = await site.post(
    "/inbox/bulk",
    ticked([1, 2, 3], { do: "state", state: "closed", list: "/inbox?mailbox=support" }),
  );
  expect([done.status, done.headers.get("location")]).toEqual([303, "/inbox?mailbox=support&done=1"]);
  expect(states(site)).toEqual(["closed", "closed", "closed", "open"]);
  const list = await site.page("/inbox?mailbox=support&done=1");
  expect(list).toContain("2 von 3 Anfragen: Status erledigt.");
  expect(list).toContain("1: Diese Anfrage hat schon den Stand «erledigt».");
  expect(await site.page("/inbox?done=1", { cookie: site.mara })).not.toContain("Status erledigt.");
  expect(await site.page("/inbox/1")).toContain('<a href="/inbox/bulk/1">');
  expect(await site.page("/inbox/1", { cookie: site.mara })).not.toContain('<a href="/inbox/bulk/1">');
  expect((await site.get("/inbox/bulk/1", { cookie: site.mara })).status).toBe(404);
  expect((await site.post("/inbox/bulk/1/undo", {}, { cookie: site.mara })).status).toBe(404);
  expect((await site.post("/inbox/bulk/1/undo")).headers.get("location")).toBe("/inbox/bulk/1");
  expect(states(site)).toEqual(["open", "open", "closed", "open"]);
  expect(await site.page("/inbox/bulk/1")).toContain("2 Anfragen wieder wie zuvor.");
  expect((await site.post("/inbox/bulk/1/undo")).status).toBe(409);
});

test("an undo leaves what somebody has changed since, and says so", async () => {
  const site = withTickets(4);
  await site.post("/inbox/bulk", ticked([1, 2, 3, 4], { do: "state", state: "closed" }));
  arrives(site.db, { subject: "Re: Webmail", inReplyTo: "first@brunner.example", text: "Geht immer noch nicht" });
  setTicketState(site.db, 2, "open", { by: "person:2", at: now });
  setTicketState(site.db, 2, "closed", { by: "person:2", at: now });
  await site.post("/inbox/bulk/1/undo");
  expect(states(site)).toEqual(["open", "closed", "open", "open"]);
  const page = await site.page("/inbox/bulk/1");
  expect(page).toContain("2 von 4 Anfragen wieder wie zuvor.");
  expect(page).toContain("2: Jemand hat das seither geändert.");
});

test.each<[string, Record<string, string>, object, object]>([
  ["assigned", { do: "assign", person: "2" }, { assignee_id: 2 }, { assignee_id: null }],
  [
    "put off",
    { do: "snooze", until: "monday" },
    { snoozed_until: "2026-11-30T06:00:00.000Z" },
    { snoozed_until: null },
  ],
  ["moved", { do: "move", mailbox: "zwei" }, { mailbox_id: 2 }, { mailbox_id: 1 }],
  ["spam", { do: "state", state: "spam" }, { state: "spam" }, { state: "open" }],
])("many are %s and put back as they were", async (_, fields, then, before) => {
  const site = withTickets(3);
  aMailbox(site.db, { slug: "zwei", name: "Zwei", members: [1, 2] });
  expect((await site.post("/inbox/bulk", ticked([1, 3], fields))).status).toBe(303);
  expect([row(site, 1), row(site, 3)]).toMatchObject([then, then]);
  expect(row(site, 2)).toMatchObject(before);
  await site.post("/inbox/bulk/1/undo");
  expect([row(site, 1), row(site, 3)]).toMatchObject([before, before]);
});

test("many are tagged, untagged and put back; what carried the tag before keeps it", async () => {
  const site = withTickets(3);
  await site.post("/inbox/2/tags", { tag: "alt" });
  await site.post("/inbox/bulk", ticked([1, 2], { do: "tag", tag: "alt, neu" }));
  const tags = (name: string) =>
    site.db.query("SELECT count(*) AS n FROM ticket_tags t JOIN tags g ON g.id = t.tag_id WHERE g.name = ?").get(name);
  expect([tags("alt"), tags("neu")]).toEqual([{ n: 2 }, { n: 2 }]);
  await site.post("/inbox/bulk/1/undo");
  expect([tags("alt"), tags("neu")]).toEqual([{ n: 1 }, { n: 0 }]);
  await site.post("/inbox/bulk", ticked([1, 2], { do: "untag", tag: "alt" }));
  expect(tags("alt")).toEqual({ n: 0 });
  await site.post("/inbox/bulk/2/undo");
  expect(tags("alt")).toEqual({ n: 1 });
});

test("many become one, chosen on a page, and are parted again", async () => {
  const site = withTickets(4);
  const asked = await site.post("/inbox/bulk", ticked([1, 2, 3], { do: "merge" }));
  expect(asked.status).toBe(200);
  expect(await asked.text()).toContain("3 Anfragen werden eine. Welche bleibt?");
  expect(states(site)).toEqual(["open", "open", "open", "open"]);
  await site.post("/inbox/bulk", ticked([1, 2, 3], { do: "merge", into: "1", sure: "yes" }));
  expect([row(site, 2), row(site, 3), row(site, 4)]).toMatchObject([
    { merged_into: 1 },
    { merged_into: 1 },
    { merged_into: null },
  ]);
  await site.post("/inbox/bulk/1/undo");
  expect([row(site, 2), row(site, 3)]).toMatchObject([{ merged_into: null }, { merged_into: null }]);
  expect((await site.post("/inbox/bulk", ticked([1, 2], { do: "merge", into: "99", sure: "yes" }))).status).toBe(422);
});

test("all of a list, also what stands on no page: asked about first, and only what one may see", async () => {
  const site = withTickets(60);
  aMailbox(site.db, { slug: "geheim", name: "Geheim", members: [2] });
  arrives(site.db, { subject: "Andere", id: "z@x.example" }, { mailbox: 2 });
  expect(await site.page("/inbox")).toContain("alle 60 dieser Liste");
  const fields = ticked([1], { do: "state", state: "closed", all: "yes", list: "/inbox" });
  const asked = await (await site.post("/inbox/bulk", fields)).text();
  expect(asked).toContain("60 Anfragen: Status erledigt?");
  expect(states(site)).not.toContain("closed");
  fields.append("sure", "yes");
  await site.post("/inbox/bulk", fields);
  expect(states(site).filter((state) => state === "closed").length).toBe(60);
  expect(row(site, 61)).toMatchObject({ state: "open" });
  await site.post("/inbox/bulk", ticked([61, 999], { do: "state", state: "closed" }));
  expect(row(site, 61)).toMatchObject({ state: "open" });
});

test("a move to where one cannot follow is asked about first", async () => {
  const site = withTickets(2);
  aMailbox(site.db, { slug: "fremd", name: "Fremd", members: [2] });
  const asked = await site.post("/inbox/bulk", ticked([1], { do: "move", mailbox: "fremd" }));
  expect(await asked.text()).toContain("können sie nicht zurückholen");
  await site.post("/inbox/bulk", ticked([1], { do: "move", mailbox: "fremd", sure: "yes" }));
  expect(row(site, 1)).toMatchObject({ mailbox_id: 2 });
  await site.post("/inbox/bulk/1/undo");
  expect(await site.page("/inbox/bulk/1")).toContain("1: Sie liegt jetzt in einem Postfach, das Sie nicht benutzen.");
});

test("what is missing is said, and what was ticked and typed stays", async () => {
  const site = withTickets(3);
  const answer = await site.post("/inbox/bulk", ticked([2], { do: "tag", tag: " ", list: "/inbox" }));
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain("Welches Schlagwort?");
  expect(page).toMatch(/value="2" checked/);
  for (const fields of [{ do: "tag", tag: "x" }, { do: "nichts" }, {}] as Record<string, string>[])
    expect((await site.post("/inbox/bulk", fields)).status).toBe(422);
  for (const fields of [
    { do: "assign", person: "99" },
    { do: "move", mailbox: "nirgends" },
  ] as Record<string, string>[])
    expect((await site.post("/inbox/bulk", ticked([1], fields))).status).toBe(422);
  expect(
    (await site.post("/inbox/bulk", ticked([1], { do: "tag", tag: "x" }), { cookie: logIn(site.db, "viewer") })).status,
  ).toBe(403);
  const elsewhere = { "sec-fetch-site": "cross-site", origin: "https://boese.example" };
  expect((await site.post("/inbox/bulk", ticked([1], { do: "tag", tag: "x" }), elsewhere)).status).toBe(403);
  expect(await site.page("/inbox?select=page")).toMatch(
    /value="1" checked[\s\S]*value="3" checked|value="3" checked[\s\S]*value="1" checked/,
  );
});

test("it ends anywhere and goes on where it was: each step is whole, in both directions", async () => {
  const site = withTickets(120);
  const tickets = Array.from({ length: 120 }, (_, n) => n + 1);
  const act: BulkAct = { verb: "assign", person: 2, name: "Mara" };
  const id = beginBulk(site.db, { person_id: 1, act, list: "/inbox", tickets }, now);
  expect(stepBulk(site.db, id, now)).toBe(true);
  const { done, waiting } = bulkCounts(site.db, id);
  expect(done).toBeGreaterThan(0);
  expect(done + waiting).toBe(120);
  const assigned = site.db.query<{ n: number }, []>("SELECT count(*) AS n FROM tickets WHERE assignee_id = 2");
  expect(assigned.get()!.n).toBe(done);
  expect(await site.page(`/inbox/bulk/${id}`)).toContain(`${done} von 120 Anfragen: Mara zugewiesen, läuft noch.`);
  expect((await site.get(`/inbox/bulk/${id}`)).headers.get("refresh")).toBe("2");
  expect((await site.post(`/inbox/bulk/${id}/undo`)).status).toBe(409);
  assignTicket(site.db, 120, 1, by);
  await carryOn(site.db, id, () => now);
  expect(assigned.get()!.n).toBe(120);
  undoBulk(site.db, id, 1);
  stepBulk(site.db, id, now);
  await carryOn(site.db, id, () => now);
  expect(assigned.get()!.n).toBe(0);
  expect(row(site, 120)).toMatchObject({ assignee_id: 1 });
  forgetBulks(site.db, days(29));
  expect((await site.get(`/inbox/bulk/${id}`)).status).toBe(200);
  forgetBulks(site.db, days(31));
  expect((await site.get(`/inbox/bulk/${id}`)).status).toBe(404);
});
