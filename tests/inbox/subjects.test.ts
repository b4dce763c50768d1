import { expect, test } from "bun:test";
import { mergeTickets } from "#src/inbox/merge-actions.ts";
import { addSystem } from "#src/services/system-actions.ts";
import { logIn, visit } from "../support/browser.ts";
import { aService, done } from "../support/case.ts";
import { aMailbox, arrives } from "../support/thread.ts";

/** A ticket in Olga's and Mara's mailbox; Otto is an owner and uses no mailbox. */
function site() {
  const given = visit();
  const mara = logIn(given.db, "member");
  const otto = logIn(given.db, "owner", "Otto");
  aService(given.db, { name: "Chat", stage: "live", from: "Slack", to: "Nextcloud Talk" });
  addSystem(given.db, { name: "Pingdom" }, done);
  aMailbox(given.db, { members: [1, 2] });
  const { ticket_id } = arrives(given.db, { subject: "Talk klingelt nicht" });
  return { ...given, mara, otto, ticket: `/inbox/${ticket_id}` };
}

test("a ticket is about a service: said on the ticket, shown on both, taken back on either", async () => {
  const { page, post, ticket } = site();
  expect(await page("/services/chat")).not.toContain("Talk klingelt nicht");
  const linked = await post(`${ticket}/subjects`, { about: "service:chat" });
  expect([linked.status, linked.headers.get("location")]).toEqual([303, `${ticket}#subjects`]);
  expect(await page(ticket)).toContain('href="/services/chat"');
  expect(await page(ticket)).toContain("Olga: es geht um Chat");
  expect(await page("/services/chat")).toContain("1 Talk klingelt nicht");
  await post(`${ticket}/subjects`, { about: "service:chat" });
  const taken = await post(`${ticket}/subjects/removal`, { about: "service:chat", back: "register" });
  expect(taken.headers.get("location")).toBe("/services/chat#tickets");
  expect(await page("/services/chat")).not.toContain("Talk klingelt nicht");
});

test("from the page of a system a ticket is linked by its number, and its service shows it too", async () => {
  const { page, post } = site();
  const linked = await post("/inbox/subjects", { about: "system:nextcloud-talk", ticket: "Nr. 1" });
  expect(linked.headers.get("location")).toBe("/services/systems/nextcloud-talk#tickets");
  for (const path of ["/services/systems/nextcloud-talk", "/services/chat"])
    expect(await page(path)).toContain("1 Talk klingelt nicht");
  expect(await page("/services/systems/pingdom")).not.toContain("Talk klingelt nicht");
});

test("what nobody can link is a sentence", async () => {
  const { post, ticket } = site();
  const sent = async (path: string, fields: Record<string, string>) => {
    const answer = await post(path, fields);
    return [answer.status, (await answer.text()).includes("Wählen Sie")];
  };
  expect(await sent(`${ticket}/subjects`, { about: "" })).toEqual([422, true]);
  expect(await sent(`${ticket}/subjects`, { about: "service:nothing" })).toEqual([404, true]);
  expect((await post("/inbox/subjects", { about: "service:chat", ticket: "4711" })).status).toBe(404);
  expect((await post("/inbox/subjects", { about: "service:chat", ticket: "" })).status).toBe(404);
});

test("whoever does not use the mailbox sees nothing of it on the register's pages, and links nothing", async () => {
  const { page, post, ticket, mara, otto } = site();
  await post(`${ticket}/subjects`, { about: "service:chat" });
  expect(await page("/services/chat", { cookie: mara })).toContain("Talk klingelt nicht");
  const shown = await page("/services/chat", { cookie: otto });
  expect(shown).not.toContain("Talk klingelt nicht");
  expect(shown).not.toContain('id="tickets"');
  const asOtto = { cookie: otto };
  expect((await post("/inbox/subjects", { about: "service:chat", ticket: "1" }, asOtto)).status).toBe(404);
  expect((await post(`${ticket}/subjects/removal`, { about: "service:chat" }, asOtto)).status).toBe(404);
});

test("a merged ticket's subjects are the other's from then on", async () => {
  const { page, post, db, ticket } = site();
  await post(`${ticket}/subjects`, { about: "service:chat" });
  const { ticket_id } = arrives(db, { subject: "Noch einmal", from: "anna@example.org" });
  mergeTickets(db, 1, ticket_id, { by: "person:1", at: done.at });
  expect(await page("/services/chat")).toContain(`${ticket_id} Noch einmal`);
  expect(await page(`/inbox/${ticket_id}`)).toContain('href="/services/chat"');
  await post(`/inbox/${ticket_id}/subjects/removal`, { about: "service:chat" });
  expect(await page("/services/chat")).not.toContain("Noch einmal");
});
