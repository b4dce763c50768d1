import { expect, test } from "bun:test";
import { codes, told } from "../people/account.ts";
import { visit } from "../support/browser.ts";

const formats = { name: "Offene Formate", name_en: "Open formats", meaning: "Daten bleiben lesbar.", meaning_en: "" };

test("a criterion is added at the end, under a slug of its own", async () => {
  const { post, page, db } = visit();
  for (let i = 0; i < 2; i++) expect((await post("/settings/criteria", formats)).status).toBe(303);
  expect(db.query("SELECT slug, position FROM criteria WHERE id > 3").all()).toEqual([
    { slug: "offene-formate", position: 4 },
    { slug: "offene-formate-2", position: 5 },
  ]);
  expect(told(db)[0]).toEqual({
    what: "criterion.added",
    about: "criterion:offene-formate",
    by: "person:1",
    facts: {},
    words: { name: "Offene Formate", name_en: "Open formats", meaning: "Daten bleiben lesbar." },
  });
  expect(await page("/settings/criteria")).toContain("Fünf Kriterien, an denen neue Systeme gemessen werden.");
});

test("a criterion is reworded, once; its slug stays", async () => {
  const { post, db } = visit();
  for (let i = 0; i < 2; i++) {
    const saved = await post("/settings/criteria/1", formats);
    expect([saved.status, saved.headers.get("location")]).toEqual([303, "/settings/criteria#criterion-1"]);
  }
  expect(db.query("SELECT slug, name, meaning_en FROM criteria WHERE id = 1").get()).toEqual({
    slug: "self-hosted",
    name: "Offene Formate",
    meaning_en: null,
  });
  expect(codes(db)).toEqual(["criterion.changed"]);
});

test("a criterion is archived and used again, each once", async () => {
  const { post, page, db } = visit();
  for (const state of ["archived", "archived", "used", "used"])
    expect((await post("/settings/criteria/2/state", { state })).status).toBe(303);
  expect(codes(db)).toEqual(["criterion.archived", "criterion.restored"]);
  await post("/settings/criteria/2/state", { state: "archived" });
  expect(await page("/settings/criteria")).toContain("Wieder verwenden");
});

test("a criterion needs a name; what was typed stays with the right form", async () => {
  const { post, db } = visit();
  const added = await (await post("/settings/criteria", { ...formats, name: "" })).text();
  expect(added).toContain('id="new-name-error"');
  const changed = await post("/settings/criteria/2", { ...formats, name: "" });
  const page = await changed.text();
  expect(changed.status).toBe(422);
  expect(page).toContain('id="criterion-2-name-error"');
  expect(page).not.toContain('id="criterion-1-name-error"');
  expect(page).toContain('value="Daten bleiben lesbar."');
  expect(codes(db)).toEqual([]);
});

test("a criterion that is not there is not found, and a state there is none of is refused", async () => {
  const { post } = visit();
  expect((await post("/settings/criteria/99", formats)).status).toBe(404);
  expect((await post("/settings/criteria/99/state", { state: "archived" })).status).toBe(404);
  expect((await post("/settings/criteria/1/state", { state: "gone" })).status).toBe(422);
});

test("criteria are changed by forms of ours only, and every address answers a GET", async () => {
  const { get, post, db } = visit();
  for (const path of ["", "/1", "/1/state"]) {
    const refused = await post(`/settings/criteria${path}`, formats, { "sec-fetch-site": "cross-site" });
    expect([path, refused.status]).toEqual([path, 403]);
  }
  expect((await get("/settings/criteria/1")).headers.get("location")).toBe("/settings/criteria#criterion-1");
  expect((await get("/settings/criteria/1/state")).headers.get("location")).toBe("/settings/criteria");
  expect(codes(db)).toEqual([]);
});
