import { expect, test } from "bun:test";
import { verifyChain } from "#src/history/verify.ts";
import { issueSetupLink } from "#src/people/link-actions.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { codes, cookieFrom, secondsLater, secretOn, told, withPassword } from "./account.ts";

const day = 24 * 3600;
const owner = { name: "Olga Erste", email: "Olga@Example.ch", password: "ein Satz mit Verstand" };

function fresh(at: () => Date = () => now) {
  const site = visit({ as: "nobody", at });
  site.db.run("UPDATE company SET set_up_at = NULL");
  return { ...site, address: `/setup/${issueSetupLink(site.db, { at: at() })}` };
}

test("the set-up link makes the first owner, logs them in and leads to the company", async () => {
  const { get, post, db, address } = fresh();
  expect((await get(address)).status).toBe(200);
  const done = await post(address, owner);
  expect([done.status, done.headers.get("location")]).toEqual([303, "/settings/start"]);
  expect((await get("/settings/start", { cookie: cookieFrom(done) })).status).toBe(200);
  expect(told(db)).toEqual([
    {
      what: "person.set-up",
      about: "person:1",
      by: "person:1",
      facts: { role: "owner" },
      words: { email: "olga@example.ch", name: "Olga Erste" },
    },
  ]);
  expect(verifyChain(db).ok).toBe(true);
});

test("looking at the set-up link does not use it up", async () => {
  const { get, post, address } = fresh();
  for (let i = 0; i < 3; i++) expect((await get(address)).status).toBe(200);
  expect((await post(address, owner)).status).toBe(303);
});

test("the set-up link works once, even when sent twice at the same moment", async () => {
  const { get, post, db, address } = fresh();
  const both = await Promise.all([post(address, owner), post(address, { ...owner, email: "zwei@example.ch" })]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
  expect(db.query("SELECT count(*) AS n FROM people").get()).toEqual({ n: 1 });
  expect((await get(address)).status).toBe(404);
  expect(codes(db)).toEqual(["person.set-up"]);
});

test("the set-up link expires after a day", async () => {
  const time = { now };
  const { get, post, address } = fresh(() => time.now);
  time.now = secondsLater(now, day - 1);
  expect((await get(address)).status).toBe(200);
  time.now = secondsLater(now, day);
  expect((await get(address)).status).toBe(404);
  expect((await post(address, owner)).status).toBe(404);
});

test("a new start makes a new set-up link and voids the old one, until there is an owner", async () => {
  const { get, post, db, address } = fresh();
  const second = `/setup/${issueSetupLink(db, { at: now })}`;
  expect((await get(address)).status).toBe(404);
  expect((await post(second, owner)).status).toBe(303);
  expect(issueSetupLink(db, { at: now })).toBeNull();
});

test.each([
  ["zu kurz", "weniger als 12 Zeichen"],
  ["olga@example.ch", "nicht die E-Mail-Adresse"],
  ["aaaaaaaaaaaaaaaa", "zu wenige verschiedene Zeichen"],
  ["Passwort1234!", "in jeder Liste"],
])("a weak password is refused with its reason: %s", async (password, reason) => {
  const { post, db, address } = fresh();
  const refused = await post(address, { ...owner, password });
  expect(refused.status).toBe(422);
  const page = await refused.text();
  expect(page).toContain(reason);
  expect(page).toContain('value="Olga Erste"');
  expect(page).not.toContain(`value="${password}"`);
  expect(db.query("SELECT * FROM people").all()).toEqual([]);
});

test("set-up asks for a name and a real address, and keeps what was typed", async () => {
  const { post, address } = fresh();
  const refused = await post(address, { name: " ", email: "olga", password: owner.password });
  const page = await refused.text();
  expect(refused.status).toBe(422);
  expect(page).toContain("Wie heisst die Person?");
  expect(page).toContain("Das ist keine E-Mail-Adresse.");
  expect(page).toContain('value="olga"');
});

test("set-up from another site is refused", async () => {
  const { post, db, address } = fresh();
  expect((await post(address, owner, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect(db.query("SELECT * FROM people").all()).toEqual([]);
});

async function invited(at: () => Date = () => now) {
  const site = visit({ at });
  const fields = { email: "neu@example.ch", name: "Nora Neu", role: "member", language: "en" };
  const answer = await site.post("/people", fields);
  const page = await site.page(answer.headers.get("location")!);
  return { ...site, address: new URL(secretOn(page)!).pathname };
}

const nobody = { cookie: "" };
const joining = { name: "Nora Neumann", password: "noch ein guter Satz" };

test("an invitation is accepted with a password, and logs in", async () => {
  const { get, post, db, address } = await invited();
  expect(await (await get(address, nobody)).text()).toContain('value="Nora Neu"');
  const joined = await post(address, joining, nobody);
  expect([joined.status, joined.headers.get("location")]).toEqual([303, "/"]);
  const mine = await (await get("/people/me", { cookie: cookieFrom(joined) })).text();
  expect(mine).toContain("Nora Neumann");
  expect(mine).toContain("Log out");
  expect(told(db).at(-1)).toEqual({
    what: "person.joined",
    about: "person:2",
    by: "person:2",
    facts: {},
    words: { name: "Nora Neumann" },
  });
});

test("an invitation works once, even when sent twice at the same moment", async () => {
  const { post, db, address } = await invited();
  const both = await Promise.all([post(address, joining, nobody), post(address, joining, nobody)]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
  expect(codes(db)).toEqual(["person.invited", "person.joined"]);
  expect((await post(address, joining, nobody)).status).toBe(404);
});

test("an invitation expires after three days", async () => {
  const time = { now };
  const { get, post, address } = await invited(() => time.now);
  time.now = secondsLater(now, 3 * day);
  expect((await get(address, nobody)).status).toBe(404);
  const late = await post(address, joining, nobody);
  expect(late.status).toBe(404);
  expect(await late.text()).toContain("Diese Einladung gilt nicht mehr.");
});

test("an invitation is no reset link, and no link opens another kind of page", async () => {
  const { get, address } = await invited();
  const secret = address.split("/").at(-1);
  expect((await get(`/reset/${secret}`, nobody)).status).toBe(404);
  expect((await get(`/setup/${secret}`, nobody)).status).toBe(404);
  expect((await get("/invitation/x", nobody)).status).toBe(404);
});

test("only the hash of a link is stored, and the history knows neither", async () => {
  const { db, address } = await invited();
  const secret = address.split("/").at(-1)!;
  const all = JSON.stringify([
    db.query("SELECT * FROM one_time_links").all(),
    db.query("SELECT * FROM history_entries").all(),
  ]);
  expect(all).not.toContain(secret);
});

test("a reset sets a new password and ends every other session", async () => {
  const { get, post, page, db } = visit();
  const before = logIn(db, "member");
  await withPassword(db, "mara@example.ch", "das alte Passwort");
  const shown = await page((await post("/people/2/link")).headers.get("location")!);
  const address = new URL(secretOn(shown)!).pathname;
  expect(address).toStartWith("/reset/");
  expect((await get("/people/me", { cookie: before })).status).toBe(200);

  const both = await Promise.all([
    post(address, { password: "das neue Passwort" }, nobody),
    post(address, { password: "ein anderes Passwort" }, nobody),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
  expect((await get("/people/me", { cookie: before })).status).toBe(303);
  const entered = both.find(({ status }) => status === 303)!;
  expect((await get("/people/me", { cookie: cookieFrom(entered) })).status).toBe(200);
  const old = { email: "mara@example.ch", password: "das alte Passwort" };
  expect((await post("/login", old, nobody)).status).toBe(422);
  expect(codes(db)).toEqual(["person.link-issued", "person.password-reset"]);
});

test("a reset refuses a weak password and stays usable", async () => {
  const { post, page, db } = visit();
  logIn(db, "member");
  const shown = await page((await post("/people/2/link")).headers.get("location")!);
  const address = new URL(secretOn(shown)!).pathname;
  expect((await post(address, { password: "mara@example.ch" }, nobody)).status).toBe(422);
  expect((await post(address, { password: "das neue Passwort" }, nobody)).status).toBe(303);
});

test("links use the public address when there is one", async () => {
  const { post, page, db } = visit({ env: { AKTION_PUBLIC_URL: "https://aktion.example.ch/" } });
  logIn(db, "member");
  const shown = await page((await post("/people/2/link")).headers.get("location")!);
  expect(secretOn(shown)).toStartWith("https://aktion.example.ch/reset/");
});
