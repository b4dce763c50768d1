import { expect, test } from "bun:test";
import { fillPlaceholders, namesIn, openPlaceholders, unknownPlaceholders } from "#src/inbox/placeholder.ts";
import { languageOf } from "#src/inbox/text-language.ts";
import { logIn } from "../support/browser.ts";
import { aMailbox, queued, replyForm, withMail } from "../support/thread.ts";

const values = {
  "customer.firstName": "",
  "customer.lastName": "",
  "customer.name": "",
  "customer.address": "a@b.example",
  "ticket.number": "7",
  "ticket.subject": "{{me.name}}",
  "me.name": "Olga",
  "me.firstName": "Olga",
  "mailbox.name": "Support",
  "mailbox.address": "s@x.example",
  "company.name": "Beispiel",
  today: "23.11.2026",
};

test.each([
  ["Nr. {{ticket.number}}", "Nr. 7"],
  ["Hallo {{ customer.FirstName | zusammen }}", "Hallo zusammen"],
  ["Hallo {{customer.firstName|}}", "Hallo "],
  ["Hallo {{customer.firstName}}", "Hallo {{customer.firstName}}"],
  ["{{me.name|niemand}} und {{was}}", "Olga und {{was}}"],
  ["{{ticket.subject}}", "{{me.name}}"],
])("%p reads %p", (text, filled) => expect(fillPlaceholders(text, values)).toBe(filled));

test.each([
  ["{{customer.firstName}} {{kunde.vorname}}", ["{{kunde.vorname}}"]],
  ["{{ticket.number}", ["{{ticket.number}"]],
  ['kein Platzhalter {a} und {"b":{"c":1}}', []],
])("in %p these are unknown: %p", (text, unknown) => expect(unknownPlaceholders(text)).toEqual(unknown));

test("only placeholders of ours stop a reply: what a customer's template looks like does not", () => {
  expect(openPlaceholders("{{ user.email }} {{#if x}} {{customer.name}} {{customer.name}}")).toEqual([
    "{{customer.name}}",
  ]);
});

test.each([
  ["Petra Brunner", "Petra", "Brunner"],
  ["Brunner, Petra Maria", "Petra", "Brunner"],
  ["  Ana  de la Cruz ", "Ana", "de la Cruz"],
  ["Sekretariat", "Sekretariat", ""],
  ["", "", ""],
])("%p is %p %p", (name, first, last) => expect(namesIn(name)).toEqual({ first, last }));

test.each([
  ["Guten Tag, können Sie bitte die Rechnung prüfen?", "de"],
  ["Hello, could you please have a look at the invoice?", "en"],
  ["サーバーの移行について", null],
  ["OK", null],
] as const)("%p is written in %p", (text, language) => expect(languageOf(text)).toBe(language));

const words = {
  title: "Passwort",
  mailbox: "",
  text_de: "Guten Tag {{customer.firstName|}}\n\nNr. {{ticket.number}}",
  text_en: "Hello {{customer.firstName|there}}, no. {{ticket.number}}",
};

test("a saved reply is kept, previewed, changed and deleted; what is wrong is said and nothing typed is lost", async () => {
  const site = withMail();
  expect(await site.page("/inbox/saved-replies")).toContain("Noch kein Textbaustein.");
  const wrong = await site.post("/inbox/saved-replies/new", { ...words, text_de: "Hallo {{kunde.name}}" });
  expect(wrong.status).toBe(422);
  const page = await wrong.text();
  expect(page).toContain("Diesen Platzhalter gibt es nicht: {{kunde.name}}. Es gibt: customer.firstName,");
  expect(page).toContain("Hallo {{kunde.name}}");
  for (const fields of [
    { ...words, title: " " },
    { ...words, text_de: "", text_en: "" },
    { ...words, mailbox: "nirgends" },
  ])
    expect((await site.post("/inbox/saved-replies/new", fields)).status).toBe(422);
  const preview = await site.post("/inbox/saved-replies/new", { ...words, preview: "yes" });
  expect([preview.status, (await preview.text()).includes("Hello Petra, no. 2041")]).toEqual([200, true]);
  expect(await site.page("/inbox/saved-replies")).toContain("Noch kein Textbaustein.");
  expect((await site.post("/inbox/saved-replies/new", words)).status).toBe(303);
  expect((await site.post("/inbox/saved-replies/new", { ...words, title: "PASSWORT" })).status).toBe(422);
  await site.post("/inbox/saved-replies/1", { ...words, title: "Passwort neu" });
  expect(await site.page("/inbox/saved-replies")).toContain("Passwort neu");
  expect((await site.post("/inbox/saved-replies/1/remove")).status).toBe(303);
  expect((await site.post("/inbox/saved-replies/1/remove")).status).toBe(404);
});

test("one of a mailbox is there for its members alone; viewers change nothing", async () => {
  const site = withMail();
  aMailbox(site.db, { slug: "zwei", name: "Zwei", members: [2] });
  const mara = { cookie: site.mara };
  await site.post("/inbox/saved-replies/new", { ...words, mailbox: "zwei" }, mara);
  expect(await site.page("/inbox/saved-replies", mara)).toContain("Passwort");
  expect(await site.page("/inbox/saved-replies")).not.toContain("Passwort");
  expect((await site.get("/inbox/saved-replies/1")).status).toBe(404);
  expect((await site.post("/inbox/saved-replies/1", words)).status).toBe(404);
  expect((await site.post("/inbox/saved-replies/1/remove")).status).toBe(404);
  expect((await site.post("/inbox/1/saved-reply", { saved: "Passwort" })).status).toBe(422);
  expect((await site.post("/inbox/saved-replies/new", words, { cookie: logIn(site.db, "viewer") })).status).toBe(403);
});

test("it comes into a reply filled in, in the customer's language, by a button alone; how often it was used is counted", async () => {
  const site = withMail({ text: "Hello, could you please reset the password for this mailbox?" });
  await site.post("/inbox/saved-replies/new", words);
  const insert = async (fields: Record<string, string>) =>
    await site.post("/inbox/1/replies", { ...(await replyForm(site, fields)), insert: "yes" });
  expect((await insert({ text: "Zuerst.", saved: "pass" })).headers.get("location")).toBe("/inbox/1#reply");
  expect(await site.page("/inbox/1")).toContain("Zuerst.\n\nHello Petra, no. 1</textarea>");
  const told = await site.post("/inbox/1/saved-reply", { saved: "Passwort (deutsch)" });
  expect([told.headers.get("content-type"), await told.text()]).toEqual([
    "text/plain; charset=utf-8",
    "Guten Tag Petra\n\nNr. 1",
  ]);
  const wrong = await insert({ text: "Bleibt stehen.", saved: "gibt es nicht" });
  expect(wrong.status).toBe(422);
  const page = await wrong.text();
  expect(page).toContain("Bleibt stehen.</textarea>");
  expect(page).toContain("Zu «gibt es nicht» passt kein einzelner Textbaustein.");
  expect(site.db.query("SELECT used, used_at FROM saved_replies").get()).toEqual({
    used: 2,
    used_at: "2026-11-23T09:00:00.000Z",
  });
});

test("a reply never leaves with an open placeholder: the form says which", async () => {
  const site = withMail({ from: "<petra@brunner.example>" });
  await site.post("/inbox/saved-replies/new", { ...words, text_de: "Guten Tag {{customer.firstName}}", text_en: "" });
  await site.post("/inbox/1/replies", { ...(await replyForm(site, { text: "", saved: "Passwort" })), insert: "yes" });
  const draft = /<textarea[^>]*name="text"[^>]*>([^<]*)</.exec(await site.page("/inbox/1"))![1]!;
  expect(draft).toBe("Guten Tag {{customer.firstName}}");
  const sent = await site.post("/inbox/1/replies", await replyForm(site, { text: draft }));
  expect(sent.status).toBe(422);
  expect(await sent.text()).toContain("Im Text steht noch {{customer.firstName}}.");
  expect(queued(site)).toEqual([]);
  expect((await site.post("/inbox/1/replies", await replyForm(site, { text: "Guten Tag" }))).status).toBe(303);
});
