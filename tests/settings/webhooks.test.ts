import { expect, test } from "bun:test";
import { signatureOf } from "#src/outbox/webhook.ts";
import { listWebhooks } from "#src/outbox/webhook-store.ts";
import { codes, secretOn, told } from "../people/account.ts";
import { now, visit } from "../support/browser.ts";
import { receiver } from "../support/receiver.ts";

const path = "/settings/webhooks";
const chat = { address: "https://chat.example.ch/hooks/7", kinds: "dates.digest" };

test("a webhook is added, its secret shown once, and it is an entry without the secret", async () => {
  const { post, page, db } = visit();
  expect(await page(path)).toContain("Kein anderes Programm wird benachrichtigt.");
  const added = await post(path, chat);
  expect([added.status, added.headers.get("location")]).toEqual([303, `${path}#webhook-1`]);
  const secret = secretOn(await page(path))!;
  expect(secret).toMatch(/^whsec_[\w-]{43}$/);
  expect(await page(path)).not.toContain(secret);
  expect(told(db)).toEqual([
    {
      what: "webhook.added",
      about: "webhook:1",
      by: "person:1",
      facts: { kinds: "dates.digest" },
      words: { address: chat.address },
    },
  ]);
});

test("a trial says what it saw, at once, and is not repeated", async () => {
  const { received, address } = receiver((_, count) => new Response("", { status: count === 1 ? 200 : 500 }));
  const { post, page } = visit();
  await post(path, { ...chat, address });
  const secret = secretOn(await page(path))!;
  expect((await post(`${path}/1/test`)).status).toBe(303);
  expect(await page(path)).toMatch(/angekommen: 200 in \d+ ms/);
  expect(received[0]!.signature).toBe(signatureOf(secret, received[0]!.body, now));
  expect(JSON.parse(received[0]!.body)).toMatchObject({ kind: "test" });
  await post(`${path}/1/test`);
  const shown = await page(path);
  expect(shown).toContain("aufgegeben: die andere Seite antwortet mit 500");
  expect(shown).toContain("Ein Webhook kommt nicht an.");
});

test("what happens is told in the same moment, to those who asked for it", async () => {
  const { post, db } = visit();
  for (const kinds of ["dates.digest", "offboarding.changed"]) await post(path, { ...chat, kinds });
  await post("/services/systems", { name: "Slack" });
  await post("/deletions/offboarding", { system: "slack" });
  await post("/deletions/offboarding/slack/steps/1/done");
  const rows = db
    .query<{ recipient: string; payload: string }, []>("SELECT recipient, payload FROM outbox_deliveries")
    .all();
  expect(rows.map(({ recipient }) => recipient)).toEqual(["webhook:2", "webhook:2"]);
  expect(JSON.parse(rows[1]!.payload)).toMatchObject({
    kind: "offboarding.changed",
    change: "done",
    system: { slug: "slack" },
    step: { number: 1, code: "decide" },
    happened_on: "2026-11-23",
  });
  expect(rows[1]!.payload).not.toContain("Olga");
});

test("a webhook is changed once, gets a new secret, and is removed once", async () => {
  const { post, page, db } = visit();
  await post(path, chat);
  const first = secretOn(await page(path));
  const both = new URLSearchParams([
    ["address", "http://10.0.0.7:8080/in"],
    ["kinds", "dates.digest"],
    ["kinds", "offboarding.changed"],
  ]);
  for (let n = 0; n < 2; n += 1) expect((await post(`${path}/1`, both)).status).toBe(303);
  expect(listWebhooks(db)[0]).toMatchObject({
    address: "http://10.0.0.7:8080/in",
    kinds: "dates.digest offboarding.changed",
  });
  await post(`${path}/1/secret`);
  const second = secretOn(await page(path));
  expect([second === null, second === first]).toEqual([false, false]);
  for (let n = 0; n < 2; n += 1) expect((await post(`${path}/1/removal`)).status).toBe(303);
  expect(codes(db)).toEqual(["webhook.added", "webhook.changed", "webhook.secret-renewed", "webhook.removed"]);
  for (const verb of ["", "/secret", "/test"]) expect((await post(`${path}/1${verb}`, chat)).status).toBe(404);
});

test.each<[string, { address?: string; kinds?: string }, string]>([
  ["no address", { address: "" }, "Erwartet wird eine Adresse"],
  ["no web address", { address: "javascript:alert(1)" }, "Erwartet wird eine Adresse"],
  ["a file", { address: "file:///etc/passwd" }, "Erwartet wird eine Adresse"],
  ["a password in it", { address: "https://a:b@chat.example.ch/" }, "Erwartet wird eine Adresse"],
  ["nothing chosen", { kinds: "" }, "Wählen Sie, was gemeldet wird."],
  ["a kind there is none of", { kinds: "everything" }, "Wählen Sie, was gemeldet wird."],
])("bad input: %s. What was typed stays", async (_, wrong, sentence) => {
  const { post, db } = visit();
  await post(path, chat);
  for (const address of [path, `${path}/1`]) {
    const refused = await post(address, { ...chat, ...wrong });
    const shown = await refused.text();
    expect([refused.status, shown.includes(sentence)]).toEqual([422, true]);
    expect(shown).toContain(`value="${wrong.address ?? chat.address}"`);
  }
  expect(codes(db)).toEqual(["webhook.added"]);
});

test("webhooks are the owners', by our forms only, and one that is not there is not found", async () => {
  const owner = visit();
  for (const part of ["", "/1", "/1/secret", "/1/test", "/1/removal"]) {
    const from = await owner.post(path + part, chat, { "sec-fetch-site": "cross-site" });
    expect([part, from.status]).toEqual([part, 403]);
  }
  for (const verb of ["", "/secret", "/test", "/removal"])
    expect((await owner.post(`${path}/9${verb}`, chat)).status).toBe(404);
  expect((await owner.get(`${path}/1/test`)).headers.get("location")).toBe(`${path}#webhook-1`);
  const member = visit({ as: "member" });
  expect((await member.get(path)).status).toBe(403);
  expect((await member.post(path, chat)).status).toBe(403);
});

test("the same webhook sent twice is one webhook", async () => {
  const { post, db } = visit();
  expect((await post(path, { ...chat, kinds: "dates.digest" })).status).toBe(303);
  expect((await post(path, { ...chat, kinds: "dates.digest" })).status).toBe(409);
  expect(db.query("SELECT count(*) AS n FROM webhooks").get()).toEqual({ n: 1 });
});
