import { expect, test } from "bun:test";
import { now } from "../support/browser.ts";
import { arrives, queued, replyForm, stateOf, withMail } from "../support/thread.ts";

test("an answer is queued for its undo window, the ticket waits for the customer, and the draft is gone", async () => {
  const site = withMail();
  const sent = await site.post(`${site.ticket}/replies`, await replyForm(site));
  expect([sent.status, sent.headers.get("location")]).toEqual([303, `${site.ticket}#m-2`]);
  expect(queued(site)).toMatchObject([{ state: "queued", not_before: new Date(now.getTime() + 15_000).toISOString() }]);
  expect(stateOf(site)).toMatchObject({ state: "waiting-customer", waiting_since: null });
  const page = await site.page(site.ticket);
  expect(page).toContain("wartet bis 10:00");
  expect(page).toContain(`${site.ticket}/messages/2/undo`);
  expect(site.db.query("SELECT count(*) AS n FROM ticket_drafts").get()).toEqual({ n: 0 });
  expect(await site.page("/inbox?view=waiting")).toContain(site.ticket);
});

test("the same answer sent twice leaves once: the second is stopped, and its text is kept", async () => {
  const site = withMail();
  const form = await replyForm(site);
  await site.post(`${site.ticket}/replies`, form);
  const again = await site.post(`${site.ticket}/replies`, form);
  expect(again.status).toBe(409);
  expect(queued(site)).toHaveLength(1);
  expect(await again.text()).toContain("Wir schauen nach.");
});

test("an answer does not cross what came meanwhile: both are shown, and it can be sent then", async () => {
  const site = withMail();
  const form = await replyForm(site, { text: "Bitte warten Sie." });
  arrives(site.db, { inReplyTo: "first@brunner.example", subject: "Re: Webmail", text: "Hat sich erledigt!" });
  const stopped = await site.post(`${site.ticket}/replies`, form);
  const page = await stopped.text();
  expect(stopped.status).toBe(409);
  expect(page).toContain("Ihre Antwort wurde nicht gesendet");
  expect(page).toContain("Hat sich erledigt!");
  expect(page).toContain("Bitte warten Sie.");
  expect(queued(site)).toEqual([]);
  const seen = /name="last_message_id" value="(\d+)"/.exec(page)![1]!;
  expect((await site.post(`${site.ticket}/replies`, { ...form, last_message_id: seen })).status).toBe(303);
});

test("whoever had no part in it is asked about once", async () => {
  const site = withMail();
  const form = await replyForm(site, { cc: "presse@zeitung.example" });
  const asked = await site.post(`${site.ticket}/replies`, form);
  const page = await asked.text();
  expect(asked.status).toBe(422);
  expect(page).toContain("Bisher nicht an dieser Anfrage beteiligt:");
  expect(page).toContain('value="presse@zeitung.example"');
  expect(queued(site)).toEqual([]);
  const confirmed = await site.post(`${site.ticket}/replies`, { ...form, newcomers: "presse@zeitung.example" });
  expect(confirmed.status).toBe(303);
});

test("taken back in time, an answer never leaves, and its words are in the form again", async () => {
  const site = withMail();
  await site.post(`${site.ticket}/replies`, await replyForm(site, { text: "Zu früh gesendet." }));
  const undone = await site.post(`${site.ticket}/messages/2/undo`);
  expect([undone.status, undone.headers.get("location")]).toEqual([303, `${site.ticket}#reply`]);
  expect(queued(site)).toMatchObject([{ state: "undone" }]);
  expect(stateOf(site)).toMatchObject({ state: "open", waiting_since: now.toISOString() });
  expect(await site.page(site.ticket)).toMatch(/<textarea[^>]*name="text"[^>]*>Zu früh gesendet\./);
  expect((await site.post(`${site.ticket}/messages/2/undo`)).status).toBe(404);
});

test("what is on its way cannot be taken back", async () => {
  const site = withMail();
  await site.post(`${site.ticket}/replies`, await replyForm(site));
  site.db.run("UPDATE outgoing_mails SET state = 'accepted'");
  site.db.run("UPDATE outbox_deliveries SET state = 'delivered'");
  expect((await site.post(`${site.ticket}/messages/2/undo`)).status).toBe(409);
});

test.each<[string, Record<string, string>, string]>([
  ["nobody gets it", { to: "", cc: "" }, "An wen soll die Mail gehen?"],
  ["no address", { to: "petra" }, "Das ist keine Mailadresse: petra"],
  ["no text", { text: " \n" }, "Die Mail hat noch keinen Text."],
])("bad input: %s. What was typed stays, also on another device", async (_, wrong, sentence) => {
  const site = withMail();
  const form = await replyForm(site, { cc: "anna@brunner.example", subject: "Anders", ...wrong });
  const refused = await site.post(`${site.ticket}/replies`, form);
  const page = await refused.text();
  expect([refused.status, page.includes(sentence)]).toEqual([422, true]);
  for (const shown of [page, await site.page(site.ticket)]) {
    expect(shown).toContain('value="Anders"');
    expect(shown).toContain(`name="cc" type="text" value="${"cc" in wrong ? "" : "anna@brunner.example"}"`);
  }
  expect(queued(site)).toEqual([]);
});

test("files come with an answer, wait with its draft, and leave with it", async () => {
  const site = withMail();
  const form = new FormData();
  for (const [name, value] of Object.entries(await replyForm(site, { to: "" }))) form.append(name, value);
  form.append("files", new File(["%PDF-1.4 x"], "störung.pdf"));
  const send = (body: FormData) =>
    site.app.handle(
      new Request(`http://localhost${site.ticket}/replies`, {
        method: "POST",
        body,
        headers: { cookie: site.cookie, "sec-fetch-site": "same-origin" },
      }),
    );
  const refused = await send(form);
  expect(refused.status).toBe(422);
  expect(await refused.text()).toMatch(/name="kept" value="1" checked/);
  const again = new FormData();
  for (const [name, value] of Object.entries(await replyForm(site))) again.append(name, value);
  again.append("kept", "1");
  expect((await send(again)).status).toBe(303);
  expect(JSON.parse(queued(site)[0]!.content).attachments).toMatchObject([{ filename: "störung.pdf" }]);
  const file = await site.get(`${site.ticket}/files/1`);
  expect([file.status, file.headers.get("content-type")]).toEqual([200, "application/octet-stream"]);
  expect(await file.text()).toBe("%PDF-1.4 x");
});

test("a draft is kept while somebody writes, for them alone, and thrown away when nothing is left", async () => {
  const site = withMail();
  await site.post(`${site.ticket}/draft`, { text: "Halb fertig", to: "petra@brunner.example" });
  expect(await site.page(site.ticket)).toContain("Halb fertig");
  expect(await site.page(site.ticket, { cookie: site.mara })).not.toContain("Halb fertig");
  await site.post(`${site.ticket}/draft`, { text: " " });
  expect(await site.page(site.ticket)).not.toContain("Halb fertig");
});

test("we write first: a new ticket, its mail queued; nothing typed is lost when something is missing", async () => {
  const site = withMail();
  const wrong = await site.post("/inbox/new", {
    mailbox: "support",
    to: "neu@example.org",
    text: "Hallo",
    subject: "",
  });
  const page = await wrong.text();
  expect([wrong.status, page.includes("Worum geht es? Der Betreff fehlt."), page.includes("neu@example.org")]).toEqual([
    422,
    true,
    true,
  ]);
  const made = await site.post("/inbox/new", {
    mailbox: "support",
    to: "neu@example.org",
    text: "Hallo",
    subject: "Angebot",
  });
  expect(made.headers.get("location")).toBe("/inbox/2");
  expect(await site.page("/inbox/2")).toContain("Angebot");
  expect(queued(site)).toHaveLength(1);
  const foreign = await site.post(
    "/inbox/new",
    { mailbox: "support", to: "a@b.ch", text: "x", subject: "y" },
    { cookie: site.otto },
  );
  expect(foreign.status).toBe(422);
});

test("the first mail of a ticket taken back: the ticket is gone, and what was written is the new ticket's draft", async () => {
  const site = withMail();
  const form = { mailbox: "support", to: "neu@example.org", text: "Hallo zusammen", subject: "Angebot" };
  await site.post("/inbox/new", form);
  const undone = await site.post("/inbox/2/messages/2/undo");
  expect([undone.status, undone.headers.get("location")]).toEqual([303, "/inbox/new"]);
  expect((await site.get("/inbox/2")).status).toBe(404);
  const page = await site.page("/inbox/new");
  for (const typed of ["Hallo zusammen", 'value="Angebot"', 'value="neu@example.org"']) expect(page).toContain(typed);
});
