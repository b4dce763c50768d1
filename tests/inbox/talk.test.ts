import { expect, test } from "bun:test";
import { assignTicket, closeTicket } from "#src/inbox/ticket-actions.ts";
import { tellWaiting } from "#src/inbox/waiting-actions.ts";
import { deliverDue } from "#src/outbox/deliver.ts";
import { findDelivery } from "#src/outbox/store.ts";
import { talkChannel } from "#src/outbox/talk-channel.ts";
import { now, secretsKey } from "../support/browser.ts";
import { days, minutes } from "../support/inbox.ts";
import { botSecret, nextcloud } from "../support/nextcloud.ts";
import { aMailbox, arrives, withMail } from "../support/thread.ts";

const olga = { by: "person:1", at: now };

/** Olga's mailbox tells a conversation what is ticked. `pass` lets time go by. */
async function telling(kinds: readonly string[], fields: Record<string, string> = {}, token = "n3xtc10ud") {
  const cloud = nextcloud();
  const site = withMail();
  site.db.run("UPDATE company SET public_address = 'https://aktion.example.ch'");
  await site.post("/settings/talk", { name: "Support", server: cloud.url, token, secret: botSecret });
  const form = new URLSearchParams({ mail_words: "subject", ...fields });
  for (const kind of kinds) form.append("talk", `1 ${kind}`);
  const saved = await site.post("/settings/mailboxes/support/telling", form);
  let at = now;
  const channels = [talkChannel(site.db, { key: secretsKey, clock: () => at })];
  const pass = async (passing = 0) => {
    at = minutes(passing, at);
    await deliverDue({ db: site.db, channels, clock: () => at }, new AbortController().signal);
  };
  return { ...site, cloud, pass, saved };
}

test("what is ticked is said in the conversation, signed, with a link and the subject, and nothing else is", async () => {
  const { db, cloud, pass, saved, page } = await telling([
    "ticket.created",
    "ticket.late",
    "ticket.assigned",
    "ticket.state",
  ]);
  expect(saved.headers.get("location")).toBe("/settings/mailboxes/support#telling");
  expect(await page("/settings/mailboxes/support")).toMatch(/value="1 ticket.late" checked/);
  const { ticket_id } = arrives(db, { subject: "Störung @all *fett*", text: "Geheim" });
  assignTicket(db, ticket_id, 2, olga);
  closeTicket(db, ticket_id, olga);
  tellWaiting(db, days(2));
  await pass(3 * 1440);
  expect(cloud.said).toHaveLength(4);
  expect(cloud.said[0]).toBe(
    `**Anfrage ${ticket_id}**: Störung ＠all \\*fett\\*\nneue Anfrage · Support\nhttps://aktion.example.ch/inbox/${ticket_id}`,
  );
  expect(cloud.said.join("\n")).toContain("**Anfrage 1**: Webmail\nwartet mehr als einen Tag");
  expect(cloud.said.join("\n")).not.toContain("Geheim");
});

test("a mail from outside is told, a note and an answer of ours are not; without words where the mailbox says so", async () => {
  const site = await telling(["ticket.message"], { mail_words: "none" });
  await site.post("/inbox/1/notes", { text: "Intern" });
  arrives(site.db, { inReplyTo: "first@brunner.example", subject: "Re: Webmail" });
  await site.pass(1);
  expect(site.cloud.said).toEqual([
    "**Anfrage 1**\nneue Mail in einer Anfrage · Support\nhttps://aktion.example.ch/inbox/1",
  ]);
});

test("another mailbox's tickets are never said, nor those that were moved to one before their message left", async () => {
  const { db, cloud, pass, post } = await telling(["ticket.created"]);
  aMailbox(db, { slug: "datenschutz", name: "Datenschutz" });
  arrives(db, { to: "datenschutz@example.ch" }, { mailbox: 2 });
  const { ticket_id } = arrives(db, {});
  await post(`/inbox/${ticket_id}/mailbox`, { mailbox: "datenschutz" });
  await pass(1);
  expect(cloud.asked).toEqual([]);
  expect(findDelivery(db, `ticket.created ${ticket_id} -> talk:1`)).toMatchObject({ last_error: "not-wanted" });
});

test.each([
  [400, "Talk nimmt diese Nachricht nicht an (400)", "failed"],
  [401, "der Bot ist in dieser Unterhaltung nicht eingeschaltet", "waiting"],
  [404, "diese Unterhaltung gibt es auf dem Server nicht", "waiting"],
  [413, "die Nachricht ist zu lang (413)", "failed"],
  [429, "Nextcloud lässt nach zu vielen Fehlversuchen", "waiting"],
] as const)("Talk answers %d: told in a sentence", async (answer, sentence, state) => {
  const site = await telling(["ticket.created"]);
  site.cloud.state.answer = answer;
  const { ticket_id } = arrives(site.db, {});
  await site.pass();
  expect(findDelivery(site.db, `ticket.created ${ticket_id} -> talk:1`)).toMatchObject({ state });
  const page = await site.page("/settings/talk");
  expect(page).toContain(sentence);
  expect(page).toContain("Meldung eines Postfachs");
});

test("after three failures it is left alone for a while; then everything arrives, once", async () => {
  const { db, cloud, pass } = await telling(["ticket.created"]);
  cloud.state.answer = 401;
  const tickets = Array.from({ length: 8 }, () => arrives(db, {}).ticket_id);
  await pass();
  const tried = cloud.asked.length;
  expect(tried).toBeLessThanOrEqual(4); // two at once, and no third pair
  await pass(2);
  expect(cloud.asked).toHaveLength(tried);
  cloud.state.answer = 201;
  for (let n = 0; n < 20; n += 1) await pass(20);
  expect(cloud.said).toHaveLength(tickets.length);
  expect(new Set(cloud.said).size).toBe(tickets.length);
});

test("too many requests close the conversation at once, and a trial that arrives opens it", async () => {
  const { db, cloud, pass, post } = await telling(["ticket.created"]);
  cloud.state.answer = 429;
  arrives(db, {});
  await pass();
  const tried = cloud.asked.length;
  await pass(2);
  expect(cloud.asked).toHaveLength(tried);
  cloud.state.answer = 201;
  await post("/settings/talk/1/test");
  await pass(0);
  expect(cloud.said).toHaveLength(2);
});

test("what is told of a mailbox is set by owners, noted in the history, and refuses what makes no sense", async () => {
  const site = await telling(["ticket.created"]);
  const what = () =>
    site.db.query("SELECT what FROM history_entries WHERE what = 'mailbox.telling-changed'").all().length;
  expect(what()).toBe(1);
  const same = new URLSearchParams({ mail_words: "subject", talk: "1 ticket.created" });
  await site.post("/settings/mailboxes/support/telling", same);
  expect(what()).toBe(1);
  const path = "/settings/mailboxes/support/telling";
  expect((await site.post(path, { mail_words: "all" })).status).toBe(422);
  expect((await site.post(path, { mail_words: "none", talk: "99 ticket.created" })).status).toBe(303);
  expect((await site.post(path, { mail_words: "none" }, { cookie: site.mara })).status).toBe(403);
  expect((await site.post("/settings/mailboxes/nix/telling", { mail_words: "none" })).status).toBe(404);
  expect((await site.get(path)).status).toBe(303);
});
