import { expect, test } from "bun:test";
import { logIn, now } from "../support/browser.ts";
import { answer, arrives, arrivesUnreadable, queued, stateOf, withMail } from "../support/thread.ts";

test("a mail is a ticket: in the list, with its text and why it is there", async () => {
  const site = withMail({ subject: "Webmail & <b>mehr</b>", text: "Guten Tag\n\n<script>alert(1)</script>" });
  const list = await site.page("/inbox");
  expect(list).toContain("Eine offene Anfrage.");
  expect(list).toContain("Webmail &amp; &lt;b&gt;mehr&lt;/b&gt;");
  const page = await site.page(site.ticket);
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(page).toContain("Sie gehört zu keiner früheren Anfrage: deshalb eine neue.");
  expect(page).toContain('value="Petra Brunner <petra@brunner.example>"');
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
