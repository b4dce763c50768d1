import { expect, test } from "bun:test";
import { visit } from "../support/browser.ts";
import { codes, secretOn, told } from "./account.ts";

const report = { name: "Wochenbericht", scope: "read" };

test("a token is issued, shown once, stored as a hash, and is an entry", async () => {
  const { post, page, db } = visit();
  const issued = await post("/people/tokens", report);
  expect([issued.status, issued.headers.get("location")]).toEqual([303, "/people/tokens"]);
  const token = secretOn(await page("/people/tokens"))!;
  expect(token).toMatch(/^aktion_[\w-]{43}$/);
  expect(secretOn(await page("/people/tokens"))).toBeNull();
  expect(JSON.stringify(db.query("SELECT * FROM api_tokens").all())).not.toContain(token);
  expect(told(db)).toEqual([
    {
      what: "token.issued",
      about: "token:1",
      by: "person:1",
      facts: { scope: "read" },
      words: { name: "Wochenbericht" },
    },
  ]);
});

test("a revoked token opens nothing, and is revoked once", async () => {
  const { app, post, page, db } = visit();
  await post("/people/tokens", report);
  const headers = { authorization: `Bearer ${secretOn(await page("/people/tokens"))}` };
  const ask = () => app.handle(new Request("http://localhost/api/nothing-here", { headers }));
  expect((await ask()).status).toBe(404);
  for (let i = 0; i < 2; i++) expect((await post("/people/tokens/1/revocation")).status).toBe(303);
  expect((await ask()).status).toBe(401);
  expect(codes(db)).toEqual(["token.issued", "token.revoked"]);
  expect(await page("/people/tokens")).toContain("Kein Programm hat Zugang.");
});

test("a read token may not change anything", async () => {
  const { app, post, page } = visit();
  await post("/people/tokens", report);
  const headers = { authorization: `Bearer ${secretOn(await page("/people/tokens"))}` };
  const refused = await app.handle(new Request("http://localhost/api/nothing-here", { method: "POST", headers }));
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ error: { code: "forbidden" } });
});

test("a token needs a name of its own and a scope", async () => {
  const { post, db } = visit();
  const nameless = await post("/people/tokens", { name: " ", scope: "all" });
  expect(nameless.status).toBe(422);
  const page = await nameless.text();
  expect(page).toContain("Wofür ist der Token?");
  expect(page).toContain("Wählen Sie, was der Token darf.");
  await post("/people/tokens", report);
  const second = await post("/people/tokens", { ...report, scope: "write" });
  expect(second.status).toBe(422);
  expect(await second.text()).toContain("Ein Token mit diesem Namen gilt schon.");
  await post("/people/tokens/1/revocation");
  expect((await post("/people/tokens", report)).status).toBe(303);
  expect(codes(db)).toEqual(["token.issued", "token.revoked", "token.issued"]);
});

test("a token that is not there is not found, and none is touched from another site", async () => {
  const { get, post, db } = visit();
  expect((await post("/people/tokens/9/revocation")).status).toBe(404);
  expect((await get("/people/tokens/1/revocation")).headers.get("location")).toBe("/people/tokens");
  expect((await post("/people/tokens", report, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect(codes(db)).toEqual([]);
});
