import { expect, test } from "bun:test";
import { logIn, now, visit } from "../support/browser.ts";
import { aMailbox, arrives, arrivesUnreadable } from "../support/inbox.ts";

/** A mailbox of Olga's and a mail in it. Mara, a member, may use it too; Otto is an owner and may not. */
function withMail(mail: Parameters<typeof arrives>[1] = {}) {
  const site = visit();
  const mara = logIn(site.db, "member");
  const otto = logIn(site.db, "owner", "Otto");
  aMailbox(site.db, { members: [1, 2] });
  const { ticket_id, message_id } = arrives(site.db, { id: "first@brunner.example", ...mail });
  return { ...site, mara, otto, ticket: `/inbox/${ticket_id}`, message_id };
}

type Site = ReturnType<typeof withMail>;

const answer = { to: "petra@brunner.example", text: "Wir schauen nach.", after: "waiting-customer" };

/** What the form on the page would send. */
async function replyForm(site: Site, fields: Record<string, string> = {}) {
  const page = await site.page(site.ticket);
  return { ...answer, last_message_id: /name="last_message_id" value="(\d+)"/.exec(page)![1]!, ...fields };
}

const queued = ({ db }: Site) =>
  db.query<{ state: string; not_before: string; content: string }, []>("SELECT state, not_before, content FROM outgoing_mails").all();
const stateOf = ({ db }: Site) => db.query("SELECT state, assignee_id, waiting_since FROM tickets WHERE id = 1").get();

test("a mail is a ticket: in the list, with its text and why it is there", async () => {
  const site = withMail({ subject: "Webmail & <b>mehr</b>", text: "Guten Tag\n\n<script>alert(1)</script>" });
  const list = await site.page("/inbox");
  expect(list).toContain("Eine offene Anfrage.");
  expect(list).toContain("Webmail &amp; &lt;b&gt;mehr&lt;/b&gt;");
  const page = await site.page(site.ticket);
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(page).toContain("Sie gehört zu keiner früheren Anfrage: deshalb eine neue.");
  expect(page).toContain('value="Petra Brunner &lt;petra@brunner.example&gt;"');
});

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
    expect(shown).toContain(`name="cc" type="text" value="${form["cc"]}"`);
  }
  expect(queued(site)).toEqual([]);
});

test("a note stays in the house, and does not answer anybody", async () => {
  const site = withMail();
  const noted = await site.post(`${site.ticket}/notes`, { text: "Greylisting zu streng." });
  expect(noted.headers.get("location")).toBe(`${site.ticket}#m-2`);
  expect(await site.page(site.ticket)).toContain("Greylisting zu streng.");
  expect(queued(site)).toEqual([]);
  expect(stateOf(site)).toMatchObject({ state: "open", waiting_since: now.toISOString() });
  const empty = await site.post(`${site.ticket}/notes`, { text: " " });
  expect([empty.status, (await empty.text()).includes("Die Notiz ist leer.")]).toEqual([422, true]);
});

test("a ticket is taken, given, closed and opened, and its thread tells of it", async () => {
  const site = withMail();
  expect((await site.post(`${site.ticket}/assignee`, { person: "2" })).status).toBe(303);
  expect(await site.page("/inbox?view=mine", { cookie: site.mara })).toContain(site.ticket);
  expect((await site.post(`${site.ticket}/assignee`, { person: "2" })).status).toBe(409);
  expect((await site.post(`${site.ticket}/assignee`, { person: "3" })).status).toBe(404);
  await site.post(`${site.ticket}/state`, { state: "closed" });
  expect(await site.page("/inbox")).toContain("Keine offene Anfrage.");
  expect(await site.page("/inbox?view=closed")).toContain(site.ticket);
  expect((await site.post(`${site.ticket}/state`, { state: "nonsense" })).status).toBe(422);
  const page = await site.page(site.ticket);
  expect(page).toContain("Olga hat die Anfrage Mara zugewiesen");
  expect(page).toContain("Olga: Status erledigt");
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

const withFile = {
  headers: ['Content-Type: multipart/mixed; boundary="b"'],
  text: `--b\nContent-Type: text/plain\n\nSiehe Anhang\n--b\nContent-Type: text/html; name="x.html"\nContent-Disposition: attachment; filename="../r\u00e9sum\u00e9.html"\n\n<script>alert(1)</script>\n--b--`,
};

test("what hangs on a mail is handed over and never run, whatever it says it is", async () => {
  const site = withMail(withFile);
  const file = await site.get(`${site.ticket}/files/1?show`);
  expect(file.headers.get("content-type")).toBe("application/octet-stream");
  expect(file.headers.get("x-content-type-options")).toBe("nosniff");
  expect(file.headers.get("content-disposition")).toStartWith("attachment;");
  expect(file.headers.get("content-security-policy")).toContain("sandbox");
  expect(await file.text()).toContain("<script>");
  const raw = await site.get(`${site.ticket}/messages/${site.message_id}/raw`);
  expect([raw.headers.get("content-type"), (await raw.text()).startsWith("From: Petra")]).toEqual([
    "application/octet-stream",
    true,
  ]);
});

test("a mail that cannot be read is there, with its bytes and another try", async () => {
  const site = withMail();
  const { ticket_id, message_id } = arrivesUnreadable(site.db, { subject: "Kaputt" }, "unexpected end");
  const page = await site.page(`/inbox/${ticket_id}`);
  expect(page).toContain("Diese Mail konnte nicht gelesen werden.");
  expect(page).toContain("unexpected end");
  expect((await site.get(`/inbox/${ticket_id}/messages/${message_id}/raw`)).status).toBe(200);
  expect((await site.post(`/inbox/${ticket_id}/messages/${message_id}/retry`)).status).toBe(303);
  expect(site.db.query("SELECT state FROM arrivals WHERE message_id = ?").get(message_id)).toEqual({ state: "stored" });
  expect((await site.post(`/inbox/${ticket_id}/messages/${message_id}/retry`)).status).toBe(409);
});

test("a mailbox that is not yours is not there, for owners too: no list, no ticket, no file, no change", async () => {
  const site = withMail(withFile);
  expect(await site.page("/inbox", { cookie: site.otto })).toContain("Noch kein Postfach für Sie.");
  for (const path of ["", "/messages/1/raw", "/messages/1/text", "/files/1"])
    expect([path, (await site.get(site.ticket + path, { cookie: site.otto })).status]).toEqual([path, 404]);
  for (const path of ["/replies", "/notes", "/assignee", "/state", "/draft", "/messages/1/undo", "/messages/1/retry"]) {
    const answered = await site.post(site.ticket + path, { ...answer, state: "closed" }, { cookie: site.otto });
    expect([path, answered.status]).toEqual([path, 404]);
    const elsewhere = await site.post(site.ticket + path, answer, { "sec-fetch-site": "cross-site" });
    expect([path, elsewhere.status]).toEqual([path, 403]);
  }
  expect(await site.page("/inbox?q=Anhang", { cookie: site.otto })).not.toContain("Siehe Anhang");
  expect(stateOf(site)).toMatchObject({ state: "open" });
});

test("whoever may only read sees the thread without forms", async () => {
  const site = withMail();
  const vito = logIn(site.db, "viewer");
  site.db.run("INSERT INTO mailbox_members VALUES (1, 4)");
  const page = await site.page(site.ticket, { cookie: vito });
  expect(page).toContain("Guten Tag");
  expect(page).not.toContain(`action="${site.ticket}/replies"`);
  expect((await site.post(`${site.ticket}/replies`, answer, { cookie: vito })).status).toBe(403);
});

test("a message of another ticket is not in this one", async () => {
  const site = withMail(withFile);
  const other = arrives(site.db, { subject: "Anderes" });
  for (const path of ["messages/1/raw", "messages/1/text", "files/1"])
    expect((await site.get(`/inbox/${other.ticket_id}/${path}`)).status).toBe(404);
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
  const wrong = await site.post("/inbox/new", { mailbox: "support", to: "neu@example.org", text: "Hallo", subject: "" });
  const page = await wrong.text();
  expect([wrong.status, page.includes("Worum geht es? Der Betreff fehlt."), page.includes("neu@example.org")]).toEqual([422, true, true]);
  const made = await site.post("/inbox/new", { mailbox: "support", to: "neu@example.org", text: "Hallo", subject: "Angebot" });
  expect(made.headers.get("location")).toBe("/inbox/2");
  expect(await site.page("/inbox/2")).toContain("Angebot");
  expect(queued(site)).toHaveLength(1);
  const foreign = await site.post("/inbox/new", { mailbox: "support", to: "a@b.ch", text: "x", subject: "y" }, { cookie: site.otto });
  expect(foreign.status).toBe(422);
});
