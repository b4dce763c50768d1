import { expect, test } from "bun:test";
import { verifyChain } from "#src/history/verify.ts";
import { codes, told } from "../people/account.ts";
import { visit } from "../support/browser.ts";

const notSetUp = {
  prepare: (db: import("bun:sqlite").Database) => void db.run("UPDATE company SET set_up_at = NULL, name = 'Aktion'"),
};

const typed = {
  name: "Beispiel Hosting",
  regime: "EU",
  time_zone: "Europe/Vienna",
  language: "de",
  public_address: "https://aktion.beispiel.ch/",
  "criterion-1-name": "Selbst betrieben",
  "criterion-1-name_en": "Self-hosted",
  "criterion-1-meaning": "Läuft bei uns.",
  "criterion-1-meaning_en": "",
  "criterion-1-used": "yes",
  "criterion-2-name": "Privacy by Design und Default",
  "criterion-2-name_en": "Privacy by design and by default",
  "criterion-2-meaning": "Schützt Daten von sich aus, möglichst ohne kommerzielle Dritte.",
  "criterion-2-meaning_en": "Protects data by itself, as far as possible without commercial third parties.",
  "criterion-2-used": "yes",
  "criterion-3-name": "Open-Source",
  "criterion-3-name_en": "Open source",
  "criterion-new-name": "Offene Formate",
  "criterion-new-name_en": "",
  "criterion-new-meaning": "",
  "criterion-new-meaning_en": "",
};

function criteria(db: import("bun:sqlite").Database) {
  return db
    .query<{ slug: string; name: string; archived: 0 | 1 }, []>(
      "SELECT slug, name, archived_at IS NOT NULL AS archived FROM criteria ORDER BY position",
    )
    .all();
}

test("until the company is set up, an owner is led to its page; others are not", async () => {
  const { get } = visit(notSetUp);
  expect((await get("/")).headers.get("location")).toBe("/settings/start");
  expect((await visit({ ...notSetUp, as: "member" }).get("/")).headers.get("location")).not.toBe("/settings/start");
  expect((await visit().get("/")).headers.get("location")).not.toBe("/settings/start");
});

test("the page knows the address it was asked under and the three criteria of the case", async () => {
  const { page } = visit(notSetUp);
  const shown = await page("/settings/start");
  expect(shown).toContain('value="http://localhost"');
  for (const name of ["Self-Hosted", "Privacy by Design und Default", "Open-Source"])
    expect(shown).toContain(`value="${name}"`);
  expect(shown).toContain('<option value="Europe/Zurich" selected');
});

test("saving sets everything at once and leads to the register", async () => {
  const { get, post, db } = visit(notSetUp);
  const saved = await post("/settings/start", typed);
  expect([saved.status, saved.headers.get("location")]).toEqual([303, "/services"]);
  expect(db.query("SELECT name, regime, time_zone, language, public_address, set_up_at FROM company").get()).toEqual({
    name: "Beispiel Hosting",
    regime: "EU",
    time_zone: "Europe/Vienna",
    language: "de",
    public_address: "https://aktion.beispiel.ch",
    set_up_at: "2026-11-23T09:00:00.000Z",
  });
  expect(criteria(db)).toEqual([
    { slug: "self-hosted", name: "Selbst betrieben", archived: 0 },
    { slug: "privacy-by-design-default", name: "Privacy by Design und Default", archived: 0 },
    { slug: "open-source", name: "Open-Source", archived: 1 },
    { slug: "offene-formate", name: "Offene Formate", archived: 0 },
  ]);
  expect(codes(db)).toEqual([
    "company.set-up",
    "criterion.changed",
    "criterion.changed",
    "criterion.archived",
    "criterion.added",
  ]);
  expect(told(db)[0]).toMatchObject({
    about: "company",
    by: "person:1",
    facts: { language: "de", regime: "EU", stale_after_days: 35, time_zone: "Europe/Vienna" },
    words: { name: "Beispiel Hosting", public_address: "https://aktion.beispiel.ch" },
  });
  expect(verifyChain(db).ok).toBe(true);
  expect((await get("/settings/start")).headers.get("location")).toBe("/settings");
});

test("saving a second time changes nothing and shows what holds", async () => {
  const { post, db } = visit(notSetUp);
  await post("/settings/start", typed);
  const before = codes(db).length;
  const again = await post("/settings/start", { ...typed, name: "Andere" });
  expect([again.status, again.headers.get("location")]).toEqual([303, "/settings"]);
  expect(codes(db)).toHaveLength(before);
  expect(db.query("SELECT name FROM company").get()).toEqual({ name: "Beispiel Hosting" });
});

test("mistakes are named, nothing typed is lost and nothing is saved", async () => {
  const { post, db } = visit(notSetUp);
  const refused = await post("/settings/start", {
    ...typed,
    name: " ",
    time_zone: "Mars/Olympus",
    public_address: "https://beispiel.ch/pfad",
    "criterion-1-name": "",
  });
  const page = await refused.text();
  expect(refused.status).toBe(422);
  for (const sentence of [
    "Wie heisst die Firma?",
    "Diese Zeitzone gibt es nicht.",
    "ohne Pfad",
    "Hier fehlt der Name.",
  ])
    expect(page).toContain(sentence);
  expect(page).toContain('value="Offene Formate"');
  expect(page).toContain('value="https://beispiel.ch/pfad"');
  expect(page).toContain("<details open");
  expect(codes(db)).toEqual([]);
});

test("a form from another site sets nothing up", async () => {
  const { post, db } = visit(notSetUp);
  expect((await post("/settings/start", typed, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect(codes(db)).toEqual([]);
});
