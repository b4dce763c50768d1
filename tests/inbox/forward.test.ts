import { expect, test } from "bun:test";
import { beginErasure } from "#src/inbox/erasure-actions.ts";
import { runErasures } from "#src/inbox/erasure-run.ts";
import type { OutgoingContent } from "#src/mail/compose.ts";
import { bytesOf } from "#src/storage/blobs.ts";
import { logIn, now } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { arrives, queued, replyForm, type Site, withMail } from "../support/thread.ts";

const boundary = 'Content-Type: multipart/mixed; boundary="b"';
const part = (name: string, type: string, text: string) =>
  `--b\nContent-Type: ${type}\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${Buffer.from(text).toString("base64")}\n`;
const withFiles = {
  headers: ["MIME-Version: 1.0", boundary],
  text: `--b\nContent-Type: text/plain; charset=utf-8\n\nDer Server meldet Fehler 500.\n${part("protokoll.txt", "text/plain", "Zeile eins")}${part("bild.png", "image/png", "kein Bild")}--b--`,
};
const sentMail = (site: Site, n = 0) => JSON.parse(queued(site)[n]!.content) as OutgoingContent;
const ticketRow = ({ db }: Site) => db.query("SELECT state, waiting_since FROM tickets WHERE id = 1").get();
const form = {
  to: "Netz AG <noc@netz.example>",
  subject: "Fwd: Webmail",
  text: "Können Sie das prüfen?",
  waits: "yes",
};

test("a mail goes on to somebody outside with its files, as a thread of its own, and the ticket waits for them", async () => {
  const site = withMail(withFiles);
  const page = await site.page("/inbox/1/forward?message=1");
  expect(page).toContain("Die Mail von Petra Brunner weiterleiten.");
  expect([...page.matchAll(/name="file" value="(\d+)" checked/g)].map(([, id]) => id)).toEqual(["1", "2"]);
  const sent = await site.post("/inbox/1/forward?message=1", { ...form, file: "1" });
  expect([sent.status, sent.headers.get("location")]).toEqual([303, "/inbox/1#m-2"]);
  const mail = sentMail(site);
  expect(mail.to).toEqual([{ name: "Netz AG", address: "noc@netz.example" }]);
  expect([mail.cc, mail.bcc, mail.inReplyTo, mail.references]).toEqual([[], [], null, []]);
  expect(mail.subject).toStartWith("Fwd: Webmail");
  expect(mail.text).toMatch(
    /^Können Sie das prüfen\?\n[\s\S]*\n-{10} Weitergeleitete Nachricht -{10}\nVon: Petra Brunner <petra@brunner\.example>\nDatum: 23\.11\.2026, 10:00\nBetreff: Webmail\nAn: support@example\.ch\n\nDer Server meldet Fehler 500\.\n$/,
  );
  expect(mail.attachments.map(({ filename }) => filename)).toEqual(["protokoll.txt"]);
  expect(Buffer.from(bytesOf(site.db, mail.attachments[0]!.blob_id)).toString()).toBe("Zeile eins");
  expect(ticketRow(site)).toEqual({ state: "waiting-third", waiting_since: null });
  const thread = await site.page("/inbox/1");
  expect(thread).toContain("Weitergeleitet: eine Mail dieser Anfrage.");
  expect(thread).toContain("Olga hat eine Mail weitergeleitet");
});

test("their answer comes into the same ticket and opens it; an answer to them leaves the customer out, and one to the customer is a click away", async () => {
  const site = withMail();
  await site.post("/inbox/1/forward?message=1", form);
  const mail_id = site.db.query<{ mail_id: string }, []>("SELECT mail_id FROM messages WHERE id = 2").get()!.mail_id;
  const back = arrives(site.db, {
    from: "NOC <noc@netz.example>",
    subject: "Re: Fwd: Webmail",
    inReplyTo: mail_id,
    text: "Behoben.",
  });
  expect(back.ticket_id).toBe(1);
  expect(ticketRow(site)).toEqual({ state: "open", waiting_since: now.toISOString() });
  const page = await site.page("/inbox/1");
  expect(page).toMatch(/name="to"[^>]*value="NOC <noc@netz.example/);
  expect(page).not.toMatch(/name="cc"[^>]*petra/);
  expect(page).toContain("Diese Antwort geht an NOC, nicht an die Kundschaft.");
  const instead = await site.page("/inbox/1?answer=1");
  expect(instead).toMatch(/name="to"[^>]*value="Petra Brunner <petra@brunner.example/);
  expect(instead).not.toContain("nicht an die Kundschaft.");
  await site.post("/inbox/1/replies", await replyForm(site, { answering: "1", text: "Es läuft wieder." }));
  const mail = sentMail(site, 1);
  expect([mail.inReplyTo, mail.to[0]?.address, mail.text.includes("Behoben.")]).toEqual([
    "first@brunner.example",
    "petra@brunner.example",
    false,
  ]);
});

test("the customer's clock runs on where the ticket stays as it is, whatever comes after", async () => {
  const site = withMail();
  const { waits: _, ...stays } = form;
  await site.post("/inbox/1/forward", stays);
  await site.post("/inbox/1/notes", { text: "Weitergegeben." });
  expect(ticketRow(site)).toEqual({ state: "open", waiting_since: now.toISOString() });
  expect(await site.page("/inbox/1")).toMatch(/name="to"[^>]*value="Petra Brunner/);
});

test("a whole ticket goes on without the team's notes", async () => {
  const site = withMail();
  await site.post("/inbox/1/notes", { text: "Vertraulich: Kundin ist ungeduldig." });
  arrives(site.db, { inReplyTo: "first@brunner.example", subject: "Re: Webmail", text: "Noch etwas" });
  expect(await site.page("/inbox/1/forward")).toContain("Die Anfrage weiterleiten: 2 Mails, ohne Notizen.");
  await site.post("/inbox/1/forward", { ...form, text: "" });
  const { text } = sentMail(site);
  expect(text).toContain("Noch etwas");
  expect(text).not.toContain("Vertraulich");
  expect((await site.get("/inbox/1/forward?message=2")).status).toBe(404);
});

test("taken back in time it leaves nothing behind, and what was written waits on its page", async () => {
  const site = withMail(withFiles);
  await site.post("/inbox/1/forward?message=1", { ...form, file: "1" });
  const undone = await site.post("/inbox/1/messages/2/undo");
  expect(undone.headers.get("location")).toBe("/inbox/1/forward?message=1");
  expect(queued(site).map(({ state }) => state)).toEqual(["undone"]);
  expect(ticketRow(site)).toEqual({ state: "open", waiting_since: now.toISOString() });
  expect(site.db.query("SELECT address FROM ticket_participants WHERE address LIKE 'noc%'").all()).toEqual([]);
  expect(await site.page("/inbox/1/forward?message=1")).toContain("Können Sie das prüfen?</textarea>");
  expect(await site.page("/inbox/1")).not.toContain("Können Sie das prüfen?");
});

test("what is wrong is said and nothing typed is lost; not yours is not found", async () => {
  const site = withMail(withFiles);
  for (const fields of [{ to: "" }, { to: "niemand" }, { subject: "" }, { text: "Hallo {{customer.name}}" }]) {
    const answer = await site.post("/inbox/1/forward?message=1", { ...form, text: "Bleibt.", file: "2", ...fields });
    expect([answer.status, queued(site)]).toEqual([422, []]);
    const page = await answer.text();
    expect(page).toContain("text" in fields ? "Im Text steht noch {{customer.name}}." : "Bleibt.</textarea>");
    expect(page).toMatch(/value="1"\/?>[\s\S]*name="file" value="2" checked/);
  }
  expect((await site.post("/inbox/1/forward?message=99", form)).status).toBe(404);
  expect((await site.get("/inbox/1/forward", { cookie: site.otto })).status).toBe(404);
  expect((await site.post("/inbox/1/forward", form, { cookie: site.otto })).status).toBe(404);
  expect((await site.post("/inbox/1/forward", form, { cookie: logIn(site.db, "viewer") })).status).toBe(403);
  expect(queued(site)).toEqual([]);
});

test("once the customer is erased, no copy of their files stays with the mail that passed them on", async () => {
  const site = withMail(withFiles);
  await site.post("/inbox/1/forward?message=1", { ...form, file: "1" });
  site.db.run("DELETE FROM outbox_deliveries");
  site.db.run("UPDATE outgoing_mails SET state = 'accepted'");
  const asked = { way: "redact", evidence: "keep", reason: "" } as const;
  await beginErasure(site.db, 1, asked, { by: "person:1", at: now });
  expect(await runErasures(site.db, { at: now, listPath: `${newFolder()}/erased` })).toBe(true);
  expect(site.db.query("SELECT filename FROM message_attachments").all()).toEqual([]);
});
