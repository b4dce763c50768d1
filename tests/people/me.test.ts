import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { hashSecret, newSecret } from "#src/people/secret.ts";
import { logIn, visit } from "../support/browser.ts";
import { codes, told, withPassword } from "./account.ts";

const passwords = { current: "das alte Passwort", password: "das neue Passwort" };

/** Another device of somebody who is there already. */
function anotherSession(db: Database, personId: number, handle: string): string {
  const secret = newSecret();
  db.query(
    `INSERT INTO sessions (token_hash, handle, person_id, created_at, last_seen_at, expires_at, device)
     VALUES (?, ?, ?, '2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z', '2027-01-01T00:00:00.000Z', 'Firefox, Linux')`,
  ).run(hashSecret(secret), handle, personId);
  return `aktion=${secret}`;
}

test("everybody changes their own name, once", async () => {
  const { post, page, db } = visit({ as: "viewer" });
  for (let i = 0; i < 2; i++) expect((await post("/people/me", { name: " Vito Neu " })).status).toBe(303);
  expect(await page("/people/me")).toContain("Vito Neu");
  expect(told(db)).toEqual([
    { what: "person.renamed", about: "person:1", by: "person:1", facts: {}, words: { name: "Vito Neu" } },
  ]);
});

test("an empty name is refused", async () => {
  const { post, db } = visit();
  const refused = await post("/people/me", { name: "" });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("Wie heisst die Person?");
  expect(codes(db)).toEqual([]);
});

test("a viewer too chooses a language, and stays where they were", async () => {
  const { post, page } = visit({ as: "viewer" });
  const chosen = await post("/people/me/language", { language: "en", back: "/services?year=2020" });
  expect([chosen.status, chosen.headers.get("location")]).toEqual([303, "/services?year=2020"]);
  expect(await page("/people/me")).toContain("Devices logged in");
});

test.each(["//evil.example", "https://evil.example", "/\\evil.example", ""])(
  "the language leads to no other site: %s",
  async (back) => {
    const { post } = visit();
    expect((await post("/people/me/language", { language: "en", back })).headers.get("location")).toBe("/people/me");
  },
);

test("a language there is none of changes nothing", async () => {
  const { post, page } = visit();
  expect((await post("/people/me/language", { language: "fr", back: "/" })).status).toBe(303);
  expect(await page("/people/me")).toContain("Angemeldete Geräte");
});

test("the button in the masthead knows the address with its query", async () => {
  const { page } = visit();
  expect(await page("/people/me?changed")).toContain('name="back" value="/people/me?changed"');
});

test("a new password asks for the current one and ends the other sessions", async () => {
  const { get, post, db } = visit();
  await withPassword(db, "olga@example.ch", passwords.current);
  const other = anotherSession(db, 1, "other");
  const changed = await post("/people/me/password", passwords);
  expect([changed.status, changed.headers.get("location")]).toEqual([303, "/people/me?changed"]);
  expect((await get("/people/me")).status).toBe(200);
  expect((await get("/people/me", { cookie: other })).status).toBe(303);
  expect(codes(db)).toEqual(["person.password-changed"]);
  const typed = { email: "olga@example.ch", password: passwords.password };
  expect((await post("/login", typed, { cookie: "" })).status).toBe(303);
});

test("a wrong current password changes nothing, and is heard ten times", async () => {
  const { post, db } = visit();
  await withPassword(db, "olga@example.ch", passwords.current);
  const refused = await post("/people/me/password", { ...passwords, current: "geraten" });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("Das ist nicht Ihr bisheriges Passwort.");
  for (let i = 0; i < 9; i++) await post("/people/me/password", { ...passwords, current: "geraten" });
  expect((await post("/people/me/password", passwords)).status).toBe(429);
  expect(codes(db)).toEqual([]);
});

test("a weak new password is refused before the current one is tried", async () => {
  const { post, db } = visit();
  await withPassword(db, "olga@example.ch", passwords.current);
  const refused = await post("/people/me/password", { ...passwords, password: "kurz" });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("weniger als 12 Zeichen");
  expect(db.query("SELECT * FROM login_attempts").all()).toEqual([]);
});

test("own sessions are listed with their device, and one is ended", async () => {
  const { get, post, page, db } = visit();
  const other = anotherSession(db, 1, "other-device");
  const shown = await page("/people/me");
  expect(shown).toContain("Firefox, Linux");
  expect(shown).toContain("dieses Gerät");
  const ended = await post("/people/me/sessions", { session: "other-device" });
  expect([ended.status, ended.headers.get("location")]).toEqual([303, "/people/me#sessions"]);
  expect((await get("/people/me", { cookie: other })).status).toBe(303);
  expect((await post("/people/me/sessions", { session: "other-device" })).status).toBe(404);
});

test("all other sessions are ended, one's own stays", async () => {
  const { get, post, db } = visit();
  const others = [anotherSession(db, 1, "second"), anotherSession(db, 1, "third")];
  await post("/people/me/sessions", { session: "others" });
  for (const cookie of others) expect((await get("/people/me", { cookie })).status).toBe(303);
  expect((await get("/people/me")).status).toBe(200);
});

test("nobody ends, or sees, a session of somebody else", async () => {
  const { get, post, page, db } = visit();
  logIn(db, "member");
  const theirs = anotherSession(db, 2, "theirs");
  expect((await post("/people/me/sessions", { session: "theirs" })).status).toBe(404);
  await post("/people/me/sessions", { session: "others" });
  expect((await get("/people/me", { cookie: theirs })).status).toBe(200);
  expect(await page("/people/me")).not.toContain("theirs");
});

test("one's own account is changed by forms of ours only", async () => {
  const { post, page } = visit();
  const elsewhere = { "sec-fetch-site": "cross-site" };
  for (const path of ["", "/language", "/password", "/sessions"])
    expect((await post(`/people/me${path}`, { name: "Böse", language: "en" }, elsewhere)).status).toBe(403);
  expect(await page("/people/me")).toContain("Olga");
});

test("a GET on what takes a POST leads to one's account", async () => {
  const { get } = visit();
  for (const path of ["/language", "/password", "/sessions"])
    expect((await get(`/people/me${path}`)).headers.get("location")).toStartWith("/people/me");
});
