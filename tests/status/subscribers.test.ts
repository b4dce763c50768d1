import { expect, test } from "bun:test";
import { purgeUnconfirmed } from "#src/status/subscriber-actions.ts";
import { writeList } from "#src/status/subscriber-list.ts";
import { countSubscribers, findByAddress, listSubscribers } from "#src/status/subscriber-store.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { aComponent, anIncident, aSubscriber, later, mailReady, queued, spread } from "../support/status.ts";

const stranger = (at: () => Date = () => now) => visit({ as: "nobody", prepare: (db) => mailReady(db), at });
const linkIn = (text: string) => /https:\/\/aktion\.beispiel\.ch(\/status\/\w+\/[\w-]{43})/.exec(text)![1]!;
const counts = (site: ReturnType<typeof visit>) => countSubscribers(site.db);

test("somebody subscribes, confirms, chooses, and leaves with one click", async () => {
  const site = stranger();
  aComponent(site.db, "E-Mail");
  aComponent(site.db, "Web");
  const sent = await site.post("/status/subscribe", {
    address: " Anna@Kunde.CH ",
    wants: "some",
    "component-1": "yes",
  });
  expect(sent.headers.get("location")).toBe("/status/subscribe/sent?lang=de");
  expect(sent.headers.get("set-cookie")).toBeNull();
  expect(counts(site)).toEqual({ reached: 0, unconfirmed: 1, quarantined: 0 });
  const [mail] = queued(site.db);
  expect(mail!.to).toBe("anna@kunde.ch");
  const confirm = linkIn(mail!.text);
  expect(await site.page(confirm)).toContain("Waren Sie das?");
  const manage = (await site.post(confirm)).headers.get("location")!;
  expect(counts(site).reached).toBe(1);
  expect(await site.page(manage)).toContain("anna@kunde.ch");
  expect(await site.page(manage)).toMatch(/name="component-1" value="yes" checked/);
  await site.post(manage, { wants: "all", language: "en" });
  expect(findByAddress(site.db, "anna@kunde.ch")).toMatchObject({
    wants_all: 1,
    language: "en",
    form_version: "2026-11",
    source: "form",
  });
  const secret = manage.split("/")[3]!.split("?")[0]!;
  // As a mail provider does it: no Origin, no cookie, one field (RFC 8058).
  const left = await site.app.handle(
    new Request(`http://localhost/status/unsubscribe/${secret}`, {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
    }),
  );
  expect(left.status).toBe(200);
  expect(findByAddress(site.db, "anna@kunde.ch")).toBeNull();
  expect((await site.get(manage)).status).toBe(404);
});

test("a program that opens every link in every mail changes nothing", async () => {
  const site = stranger();
  aSubscriber(site.db, "bert@kunde.ch");
  await site.post("/status/subscribe", { address: "anna@kunde.ch" });
  await site.post("/status/subscribe", { address: "bert@kunde.ch" });
  anIncident(site.db, { tells: true });
  await spread(site.db);
  const before = site.db.query("SELECT * FROM subscribers ORDER BY id").all();
  const links = queued(site.db).flatMap(({ text, headers }) =>
    [...`${text} ${headers["List-Unsubscribe"] ?? ""}`.matchAll(/https:\/\/[\w.]+(\/[^\s>]+)/g)].map(
      ([, path]) => path!,
    ),
  );
  expect(links.length).toBeGreaterThanOrEqual(5);
  for (const link of links)
    for (const method of ["GET", "HEAD"]) {
      const answer = await site.app.handle(new Request(`http://localhost${link}`, { method }));
      expect([link, answer.status < 400 || method === "HEAD"]).toEqual([link, true]);
    }
  expect(site.db.query("SELECT * FROM subscribers ORDER BY id").all()).toEqual(before);
});

test("an address that is known is answered as one that is not, and is not written to again and again", async () => {
  let at = now;
  const site = stranger(() => at);
  aSubscriber(site.db, "bekannt@kunde.ch");
  const ask = (address: string) => site.post("/status/subscribe", { address });
  const [known, fresh] = [await ask("bekannt@kunde.ch"), await ask("neu@kunde.ch")];
  expect([known.status, known.headers.get("location"), await known.text()]).toEqual([
    fresh.status,
    fresh.headers.get("location"),
    await fresh.text(),
  ]);
  expect(queued(site.db).map(({ to }) => to)).toEqual(["bekannt@kunde.ch", "neu@kunde.ch"]);
  expect(queued(site.db)[0]!.subject).toContain("schon abonniert");
  for (let n = 0; n < 3; n += 1) await ask("neu@kunde.ch");
  expect(queued(site.db).length).toBe(2);
  at = later(20);
  await ask("neu@kunde.ch");
  expect(queued(site.db).length).toBe(3);
});

test("many in a row from one computer are refused with a sentence; other sites cannot post at all", async () => {
  const site = stranger();
  const answers: number[] = [];
  for (let n = 0; n < 12; n += 1)
    answers.push((await site.post("/status/subscribe", { address: `n${n}@kunde.ch` })).status);
  expect(answers).toEqual([...Array(10).fill(303), 429, 429]);
  expect(
    (await site.post("/status/subscribe", { address: "x@kunde.ch" }, { "sec-fetch-site": "cross-site" })).status,
  ).toBe(403);
  expect((await site.post("/status/subscribe", { address: "kein" })).status).toBe(422);
});

test("without a mailbox that sends, or without an address of our own, nobody is asked to subscribe", async () => {
  const site = visit({ as: "nobody" });
  expect((await site.get("/status/subscribe")).status).toBe(404);
  expect(await site.page("/status")).not.toContain("/status/subscribe");
  mailReady(site.db);
  expect(await site.page("/status?x")).not.toContain("nonsense");
  expect((await site.get("/status/subscribe")).status).toBe(200);
  site.db.run("UPDATE company SET public_address = NULL");
  expect((await site.get("/status/subscribe")).status).toBe(404);
});

test("what nobody confirms is deleted after seven days; what was confirmed stays", () => {
  const { db } = stranger();
  aSubscriber(db, "alt@kunde.ch", { confirmed: false, at: later(-8 * 1440) });
  aSubscriber(db, "neu@kunde.ch", { confirmed: false, at: later(-6 * 1440) });
  aSubscriber(db, "treu@kunde.ch", { at: later(-80 * 1440) });
  expect(purgeUnconfirmed(db, now)).toBe(1);
  expect(listSubscribers(db).map(({ address }) => address)).toEqual(["neu@kunde.ch", "treu@kunde.ch"]);
});

test("a list comes in with consent and goes out again; who left does not come back by it", async () => {
  const site = visit({ prepare: (data) => mailReady(data) });
  aComponent(site.db, "E-Mail");
  const { secret } = aSubscriber(site.db, "weg@kunde.ch");
  await site.post(`/status/unsubscribe/${secret}`);
  const list =
    "email,language,components\nanna@kunde.ch,en,e-mail\nweg@kunde.ch,de,\nkeine adresse,de,\nANNA@kunde.ch,de,\n";
  expect((await site.post("/status/manage/subscribers/import", { list })).status).toBe(422);
  expect(countSubscribers(site.db).reached).toBe(0);
  const answer = await site.post("/status/manage/subscribers/import", { list, consent: "yes" });
  expect(await answer.text()).toContain(
    "1 neu, 1 waren schon da, 1 hatten sich abgemeldet und bleiben es, 1 Zeilen ohne Adresse.",
  );
  const csv = await site.page("/status/manage/subscribers/export.csv");
  expect(csv).toContain("anna@kunde.ch,en,e-mail,import,");
  expect(findByAddress(site.db, "anna@kunde.ch")).toMatchObject({ wants_all: 0, language: "en" });
  const member = logIn(site.db, "member");
  expect((await site.get("/status/manage/subscribers/export.csv", { cookie: member })).status).toBe(403);
  expect(
    (await site.post("/status/manage/subscribers/import", { list, consent: "yes" }, { cookie: member })).status,
  ).toBe(403);
  expect(writeList([])).toContain("address,language,components");
});

test("nothing but the address, the choice and the times is kept; who left is a digest", async () => {
  const site = stranger();
  const { secret } = aSubscriber(site.db, "weg@kunde.ch");
  await site.post(`/status/unsubscribe/${secret}`);
  const digests = site.db.query<{ digest: string }, []>("SELECT digest FROM subscriber_suppressions").all();
  expect(digests.length).toBe(1);
  expect(digests[0]!.digest).not.toContain("weg");
  const columns = site.db.query<{ name: string }, []>("SELECT name FROM pragma_table_info('subscribers')").all();
  expect(columns.some(({ name }) => /ip|agent|name/.test(name.replace("quarantine", "")))).toBe(false);
});
