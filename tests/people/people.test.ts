import { expect, test } from "bun:test";
import { logIn, now, visit } from "../support/browser.ts";
import { codes, secretOn, told } from "./account.ts";

const nora = { email: "Nora@Example.ch", name: "Nora", role: "viewer", language: "en" };

test("inviting adds a person, is an entry, and shows the link once", async () => {
  const { post, page, db } = visit();
  const answer = await post("/people", nora);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/people/2"]);
  expect(secretOn(await page("/people/2"))).toStartWith("http://localhost/invitation/");
  expect(secretOn(await page("/people/2"))).toBeNull();
  expect(told(db)).toEqual([
    {
      what: "person.invited",
      about: "person:2",
      by: "person:1",
      facts: { role: "viewer" },
      words: { email: "nora@example.ch", name: "Nora" },
    },
  ]);
  expect(await page("/people")).toContain("Link gilt bis 26.11.2026, 10:00");
});

test("the link is shown to nobody but the owner who made it", async () => {
  const { post, page, db } = visit();
  const other = logIn(db, "owner", "Otto");
  await post("/people", nora);
  expect(secretOn(await page("/people/3", { cookie: other }))).toBeNull();
  expect(secretOn(await page("/people/3"))).not.toBeNull();
});

test("an address that is there already is refused, and nothing typed is lost", async () => {
  const { post, db } = visit();
  const refused = await post("/people", { ...nora, email: "olga@example.ch" });
  const page = await refused.text();
  expect(refused.status).toBe(422);
  expect(page).toContain("Diese Person gibt es schon.");
  expect(page).toContain('value="Nora"');
  expect(page).toContain('<option value="viewer" selected');
  expect(codes(db)).toEqual([]);
});

test("an invitation needs a name, an address and a role", async () => {
  const { post, db } = visit();
  const refused = await post("/people", { email: "x", name: "", role: "boss", language: "de" });
  const page = await refused.text();
  expect(refused.status).toBe(422);
  for (const sentence of ["Wie heisst die Person?", "Das ist keine E-Mail-Adresse.", "Wählen Sie eine Rolle."])
    expect(page).toContain(sentence);
  expect(db.query("SELECT count(*) AS n FROM people").get()).toEqual({ n: 1 });
});

test("what somebody is called cannot become markup", async () => {
  const { post, page } = visit();
  await post("/people", { ...nora, name: "<b>Nora</b>" });
  const shown = `${await page("/people")}${await page("/people/2")}`;
  expect(shown).toContain("&lt;b&gt;Nora&lt;/b&gt;");
  expect(shown).not.toContain("<b>Nora</b>");
});

test("a new link makes the old one worthless; voiding leaves none", async () => {
  const { get, post, page, db } = visit();
  await post("/people", nora);
  const first = new URL(secretOn(await page("/people/2"))!).pathname;
  expect((await post("/people/2/link")).headers.get("location")).toBe("/people/2");
  const second = new URL(secretOn(await page("/people/2"))!).pathname;
  expect((await get(first, { cookie: "" })).status).toBe(404);
  expect((await get(second, { cookie: "" })).status).toBe(200);
  expect((await post("/people/2/link/void")).status).toBe(303);
  expect((await get(second, { cookie: "" })).status).toBe(404);
  expect((await post("/people/2/link/void")).status).toBe(303);
  expect(codes(db)).toEqual(["person.invited", "person.link-issued", "person.link-voided"]);
  expect(await page("/people")).toContain("Einladung abgelaufen");
});

test("a role is changed, once", async () => {
  const { post, db } = visit();
  logIn(db, "member");
  for (let i = 0; i < 2; i++) expect((await post("/people/2/role", { role: "viewer" })).status).toBe(303);
  expect(db.query("SELECT role FROM people WHERE id = 2").get()).toEqual({ role: "viewer" });
  expect(told(db)).toEqual([
    { what: "person.role-changed", about: "person:2", by: "person:1", facts: { role: "viewer" }, words: null },
  ]);
});

test("the last owner can neither become something else nor be disabled", async () => {
  const { post, db } = visit();
  const refused = await post("/people/1/role", { role: "member" });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain("die letzte Person, die Aktion verwalten kann");
  expect((await post("/people/1/state", { state: "disabled" })).status).toBe(409);
  expect(db.query("SELECT role, disabled_at FROM people").all()).toEqual([{ role: "owner", disabled_at: null }]);
  expect(codes(db)).toEqual([]);
});

test("owners who are disabled or only invited do not count as another owner", async () => {
  const { post, db } = visit();
  logIn(db, "owner", "Disabled");
  logIn(db, "owner", "Invited");
  db.run("UPDATE people SET disabled_at = '2026-01-01T00:00:00.000Z' WHERE name = 'Disabled'");
  db.run("UPDATE people SET password_hash = NULL WHERE name = 'Invited'");
  expect((await post("/people/1/state", { state: "disabled" })).status).toBe(409);
  expect((await post("/people/3/role", { role: "viewer" })).status).toBe(303);
});

test("of two owners who demote each other, one stays", async () => {
  const { post, db } = visit();
  const other = logIn(db, "owner", "Otto");
  const both = await Promise.all([
    post("/people/2/role", { role: "member" }),
    post("/people/1/role", { role: "member" }, { cookie: other }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect(db.query("SELECT count(*) AS n FROM people WHERE role = 'owner'").get()).toEqual({ n: 1 });
});

test("disabling ends sessions and voids links at once; enabling lets in again", async () => {
  const { get, post, db } = visit();
  const theirs = logIn(db, "member");
  await post("/people/2/link");
  expect((await post("/people/2/state", { state: "disabled" })).status).toBe(303);
  expect((await get("/people/me", { cookie: theirs })).status).toBe(303);
  expect(db.query("SELECT * FROM one_time_links").all()).toEqual([]);
  expect((await post("/people/2/link")).status).toBe(409);
  expect((await post("/people/2/state", { state: "disabled" })).status).toBe(303);
  expect((await post("/people/2/state", { state: "active" })).status).toBe(303);
  expect((await get("/people/me", { cookie: theirs })).status).toBe(303);
  expect(codes(db)).toEqual(["person.link-issued", "person.disabled", "person.enabled"]);
});

test("a person who is not there is not found", async () => {
  const { get, post, db } = visit();
  expect((await get("/people/99")).status).toBe(404);
  expect((await get("/people/x")).status).toBe(404);
  expect((await post("/people/99/role", { role: "member" })).status).toBe(404);
  expect((await post("/people/99/state", { state: "disabled" })).status).toBe(404);
  expect((await post("/people/99/state", { state: "active" })).status).toBe(404);
  expect((await post("/people/99/link")).status).toBe(404);
  expect((await post("/people/99/link/void")).status).toBe(404);
  expect(codes(db)).toEqual([]);
});

test("a role or state that is not offered is refused", async () => {
  const { post } = visit();
  expect((await post("/people/1/role", { role: "king" })).status).toBe(422);
  expect((await post("/people/1/state", { state: "gone" })).status).toBe(422);
});

test("people are changed by forms of ours only", async () => {
  const { post, db } = visit();
  logIn(db, "member");
  const paths = ["/people", "/people/2/role", "/people/2/state", "/people/2/link", "/people/2/link/void"];
  for (const path of paths)
    expect([path, (await post(path, nora, { "sec-fetch-site": "same-site" })).status]).toEqual([path, 403]);
  expect(codes(db)).toEqual([]);
});

test("a GET on what takes a POST leads to the person", async () => {
  const { get } = visit();
  for (const path of ["role", "state", "link", "link/void"])
    expect((await get(`/people/1/${path}`)).headers.get("location")).toBe("/people/1");
});

test("the page sums up who has access, in both languages", async () => {
  const { page, db } = visit();
  expect(await page("/people")).toContain("Bisher haben nur Sie Zugang.");
  logIn(db, "member");
  logIn(db, "viewer");
  expect(await page("/people")).toContain("Drei Personen haben Zugang, eine verwaltet Aktion.");
  db.run("UPDATE people SET language = 'en' WHERE id = 1");
  expect(await page("/people")).toContain("Three people have access, one manages Aktion.");
});

test("a person is found by name or address when that is clear, for putting them in charge", async () => {
  const { findPersonCalled } = await import("#src/people/store.ts");
  const { db } = visit();
  logIn(db, "member", "Mara");
  expect(findPersonCalled(db, " mara ")?.id).toBe(2);
  expect(findPersonCalled(db, "Olga@example.ch")?.id).toBe(1);
  expect(findPersonCalled(db, "Niemand")).toBeNull();
  db.query("UPDATE people SET name = 'Olga' WHERE id = 2").run();
  expect(findPersonCalled(db, "Olga")).toBeNull();
  db.query("UPDATE people SET disabled_at = ? WHERE id = 2").run(now.toISOString());
  expect(findPersonCalled(db, "Olga")?.id).toBe(1);
});
