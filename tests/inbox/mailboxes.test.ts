import { expect, test } from "bun:test";
import { issueToken } from "#src/people/token-actions.ts";
import { openSecret } from "#src/storage/sealed.ts";
import { codes, told } from "../people/account.ts";
import { logIn, now, secretsKey, visit } from "../support/browser.ts";

const path = "/settings/mailboxes";
const support = `${path}/support`;
const receiving = {
  imap_host: "mail.example.ch",
  imap_port: "993",
  imap_security: "tls",
  imap_user: "support@example.ch",
  imap_password: "geheim 123",
  keeps_sent: "yes",
};
const sending = {
  smtp_host: "mail.example.ch",
  smtp_port: "465",
  smtp_security: "tls",
  smtp_user: "support@example.ch",
};

async function withMailbox(as: "owner" | "member" = "owner") {
  const site = visit({ as });
  await site.post(`${path}/new`, { name: "Support", address: "Support@Example.ch" });
  return site;
}

type Row = Record<string, string | number | null>;
const row = ({ db }: ReturnType<typeof visit>) => db.query<Row, []>("SELECT * FROM mailboxes WHERE id = 1").get()!;

test("the empty page begins with the first step, and a new mailbox does nothing until it is started", async () => {
  const site = visit();
  expect(await site.page(path)).toContain("Noch kein Postfach.");
  expect(await site.page(path)).toContain("Erster Schritt");
  const made = await site.post(`${path}/new`, {
    name: "Support",
    address: "Support@Example.ch",
    provider: "hostpoint",
  });
  expect([made.status, made.headers.get("location")]).toEqual([303, `${support}?provider=hostpoint`]);
  const page = await site.page(`${support}?provider=hostpoint`);
  expect(page).toContain("Support: als Nächstes der Empfang.");
  expect(page).toContain('value="imap.mail.hostpoint.ch"');
  expect(row(site)).toMatchObject({ address: "support@example.ch", paused_at: now.toISOString(), imap_host: null });
  expect(site.db.query("SELECT person_id FROM mailbox_members").all()).toEqual([{ person_id: 1 }]);
  expect(told(site.db)).toEqual([
    {
      what: "mailbox.added",
      about: "mailbox:support",
      by: "person:1",
      facts: {},
      words: { name: "Support", address: "support@example.ch" },
    },
  ]);
});

test("passwords are sealed for their mailbox and purpose, and stand on no page and in no entry", async () => {
  const site = await withMailbox();
  expect((await site.post(`${support}/receiving`, receiving)).status).toBe(303);
  const { imap_secret } = row(site);
  expect(openSecret(secretsKey, String(imap_secret), "mailbox:1 imap")).toBe("geheim 123");
  expect(openSecret(secretsKey, String(imap_secret), "mailbox:2 imap")).toBeNull();
  expect(await site.page(support)).not.toContain("geheim 123");
  expect(await site.page(support)).not.toContain(String(imap_secret));
  expect(JSON.stringify(told(site.db))).not.toMatch(/geheim|v1\./);
  expect(told(site.db).at(-1)).toMatchObject({
    what: "mailbox.receiving-changed",
    words: { imap_host: "mail.example.ch", imap_user: "support@example.ch" },
  });
});

test("an empty password keeps the stored one; another server never gets it", async () => {
  const site = await withMailbox();
  await site.post(`${support}/receiving`, receiving);
  const before = row(site)["imap_secret"];
  await site.post(`${support}/receiving`, { ...receiving, imap_password: "", poll_s: "30" });
  expect(row(site)).toMatchObject({ imap_secret: before, poll_s: 30 });
  await site.post(`${support}/receiving`, { ...receiving, imap_password: "", imap_host: "other.example.ch" });
  expect(row(site)).toMatchObject({ imap_secret: null, imap_host: "other.example.ch" });
});

test("sending without a password of its own takes the one for receiving", async () => {
  const site = await withMailbox();
  await site.post(`${support}/receiving`, receiving);
  await site.post(`${support}/sending`, sending);
  expect(openSecret(secretsKey, String(row(site)["smtp_secret"]), "mailbox:1 smtp")).toBe("geheim 123");
});

test("a refused form loses nothing, not even the password, which goes back sealed", async () => {
  const site = await withMailbox();
  const refused = await site.post(`${support}/receiving`, { ...receiving, poll_s: "1" });
  const page = await refused.text();
  expect(refused.status).toBe(422);
  expect(page).toContain("Erwartet wird eine Zahl von 5 bis 86400.");
  expect(page).toContain('value="mail.example.ch"');
  expect(page).not.toContain("geheim 123");
  const kept = /name="imap_kept" value="([^"]+)"/.exec(page)![1]!;
  await site.post(`${support}/receiving`, { ...receiving, imap_password: "", imap_kept: kept });
  expect(openSecret(secretsKey, String(row(site)["imap_secret"]), "mailbox:1 imap")).toBe("geheim 123");
  // Somebody else cannot send it back as theirs.
  const other = logIn(site.db, "owner", "Otto");
  await site.post(
    `${support}/receiving`,
    { ...receiving, imap_password: "", imap_kept: kept, imap_host: "x.example" },
    { cookie: other },
  );
  expect(row(site)["imap_secret"]).toBeNull();
});

test("it is started once something is set, paused, archived and brought back; each once", async () => {
  const site = await withMailbox();
  expect((await site.post(`${support}/start`)).status).toBe(409);
  await site.post(`${support}/receiving`, receiving);
  for (const verb of ["start", "start", "pause", "pause", "archive", "archive"])
    expect([verb, (await site.post(`${support}/${verb}`)).status]).toEqual([verb, 303]);
  expect((await site.post(`${support}/receiving`, receiving)).status).toBe(409);
  expect(await site.page(path)).toContain("Archiviert");
  await site.post(`${support}/restore`);
  expect(row(site)).toMatchObject({ archived_at: null, paused_at: now.toISOString() });
  expect(codes(site.db)).toEqual([
    "mailbox.added",
    "mailbox.receiving-changed",
    "mailbox.started",
    "mailbox.paused",
    "mailbox.archived",
    "mailbox.restored",
  ]);
});

test("people, programs and webhooks are let in and out; who does not exist is left out", async () => {
  const site = await withMailbox();
  logIn(site.db, "member");
  issueToken(site.db, { name: "Kasse", scope: "read" }, { by: "person:1", at: now });
  await site.post("/settings/webhooks", { address: "https://chat.example.ch/h", kinds: "dates.digest" });
  const chosen = new URLSearchParams([
    ["people", "2"],
    ["people", "99"],
    ["tokens", "1"],
    ["webhooks", "1"],
  ]);
  for (let n = 0; n < 2; n += 1) expect((await site.post(`${support}/access`, chosen)).status).toBe(303);
  expect(site.db.query("SELECT person_id AS id FROM mailbox_members").all()).toEqual([{ id: 2 }]);
  expect(site.db.query("SELECT token_id AS id FROM mailbox_tokens").all()).toEqual([{ id: 1 }]);
  expect(site.db.query("SELECT webhook_id AS id FROM mailbox_webhooks").all()).toEqual([{ id: 1 }]);
  expect(
    told(site.db)
      .filter(({ what }) => what === "mailbox.access-changed")
      .map(({ facts }) => facts),
  ).toEqual([{ people_added: [2], people_removed: [1], tokens_added: [1], webhooks_added: [1] }]);
});

test("signature, hours and automatic reply are kept as they were written", async () => {
  const site = await withMailbox();
  const identity = {
    name: "Hilfe",
    from_name: "Beispiel",
    signature: "Gruss\r\nIhr Team",
    undo_s: "30",
    subject_token: "h",
  };
  await site.post(support, identity);
  const reply = {
    auto_reply: "outside-hours",
    auto_reply_text: "Wir sind ab 8 Uhr da.",
    hours_mon: "8-12, 13:30–17.00",
  };
  await site.post(`${support}/auto-reply`, reply);
  expect(row(site)).toMatchObject({
    name: "Hilfe",
    signature: "Gruss\nIhr Team",
    undo_s: 30,
    subject_token: "H",
    auto_reply: "outside-hours",
    office_hours: '{"mon":[["08:00","12:00"],["13:30","17:00"]]}',
  });
  expect(await site.page(support)).toContain('value="08:00–12:00, 13:30–17:00"');
});

test("only one mailbox sends the program's own mail, and only one that can send", async () => {
  const site = await withMailbox();
  expect((await site.post(`${support}/notices-on`)).status).toBe(409);
  await site.post(`${support}/sending`, { ...sending, smtp_password: "x" });
  await site.post(`${path}/new`, { name: "Technik", address: "technik@example.ch" });
  await site.post(`${path}/technik/sending`, { ...sending, smtp_password: "x" });
  for (const slug of ["support", "technik"]) await site.post(`${path}/${slug}/notices-on`);
  expect(site.db.query("SELECT slug FROM mailboxes WHERE sends_notices = 1").all()).toEqual([{ slug: "technik" }]);
});

test.each<[string, string, Record<string, string>, string]>([
  ["no name", "new", { name: "", address: "a@example.ch" }, "Wie soll das Postfach heissen?"],
  ["no address", "new", { name: "A", address: "a@@b" }, "Das ist keine Mailadresse."],
  ["an address that has one", "new", { name: "A", address: "support@example.ch" }, "hat schon ein Postfach: «Support»"],
  [
    "an address for a server",
    "support/receiving",
    { ...receiving, imap_host: "https://mail.example.ch/" },
    "Nur der Name",
  ],
  ["no port", "support/receiving", { ...receiving, imap_port: "99999" }, "eine Zahl von 0 bis 65535"],
  ["no certificate", "support/receiving", { ...receiving, authority: "abc" }, "BEGIN CERTIFICATE"],
  ["no recipient of the trial", "support/sending", { ...sending, to: "olga" }, "Das ist keine Mailadresse."],
  [
    "no hours",
    "support/auto-reply",
    { auto_reply: "always", auto_reply_text: "x", hours_tue: "12-8" },
    "leer heisst geschlossen",
  ],
  ["nothing to answer", "support/auto-reply", { auto_reply: "always" }, "Was soll geantwortet werden?"],
  ["nobody who writes", "support", { name: "Support", from_name: " " }, "Als wer schreibt das Postfach?"],
])("bad input: %s. What was typed stays", async (_, where, fields, sentence) => {
  const site = await withMailbox();
  const refused = await site.post(`${path}/${where}`, fields);
  const page = await refused.text();
  expect([refused.status, page.includes(sentence)]).toEqual([422, true]);
  for (const [name, value] of Object.entries(fields))
    if (value.trim() !== "" && !/password|security|authority|auto_reply|keeps/.test(name))
      expect([name, page.includes(`value="${value}"`)]).toEqual([name, true]);
  expect(codes(site.db)).toEqual(["mailbox.added"]);
});

test("mailboxes are the owners', by our forms only, and one that is not there is not found", async () => {
  const owner = await withMailbox();
  const parts = ["", "/receiving", "/sending", "/access", "/auto-reply", "/start", "/pause", "/archive", "/restore"];
  for (const part of [...parts, "/notices-on", "/notices-off"]) {
    expect([part, (await owner.post(support + part, receiving, { "sec-fetch-site": "cross-site" })).status]).toEqual([
      part,
      403,
    ]);
    expect([part, (await owner.post(`${path}/missing${part}`, receiving)).status]).toEqual([part, 404]);
    if (part !== "") expect((await owner.get(support + part)).headers.get("location")).toStartWith(support);
  }
  const member = visit({ as: "member" });
  expect((await member.get(path)).status).toBe(403);
  expect((await member.post(`${path}/new`, { name: "A", address: "a@example.ch" })).status).toBe(403);
});
