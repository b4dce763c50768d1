import { expect, test } from "bun:test";
import { codes, told } from "../people/account.ts";
import { visit } from "../support/browser.ts";

const same = {
  name: "Beispiel Hosting",
  regime: "CH",
  time_zone: "Europe/Zurich",
  language: "de",
  public_address: "",
  stale_after_days: "35",
};

test("what is changed is one entry, with only what changed; the same again is none", async () => {
  const { post, page, db } = visit();
  const changed = { ...same, name: "Beispiel AG", regime: "EU", stale_after_days: "60" };
  for (let i = 0; i < 2; i++) {
    const saved = await post("/settings", changed);
    expect([saved.status, saved.headers.get("location")]).toEqual([303, "/settings"]);
  }
  expect(told(db)).toEqual([
    {
      what: "company.changed",
      about: "company",
      by: "person:1",
      facts: { regime: "EU", stale_after_days: 60 },
      words: { name: "Beispiel AG" },
    },
  ]);
  expect(await page("/settings")).toContain("Beispiel AG urteilt nach dem Recht der EU.");
});

test("the day turns at midnight in the company's time zone", async () => {
  const { post, page } = visit({ at: () => new Date("2026-11-23T12:00:00.000Z") });
  expect(await page("/settings")).toContain("Stand 23.11.2026");
  await post("/settings", { ...same, time_zone: "Pacific/Kiritimati" });
  expect(await page("/settings")).toContain("Stand 24.11.2026");
});

test.each([
  [{ name: "" }, "Wie heisst die Firma?"],
  [{ regime: "US" }, "Wählen Sie ein Recht."],
  [{ time_zone: "Zürich" }, "Diese Zeitzone gibt es nicht."],
  [{ language: "fr" }, "Wählen Sie eine Sprache."],
  [{ public_address: "aktion" }, "ohne Pfad"],
  [{ public_address: "javascript:alert(1)" }, "ohne Pfad"],
  [{ stale_after_days: "0" }, "Zahl von 1 bis 3650"],
  [{ stale_after_days: "1.5" }, "Zahl von 1 bis 3650"],
])("%j is refused with its reason", async (wrong, sentence) => {
  const { post, db } = visit();
  const refused = await post("/settings", { ...same, name: "Getippt", ...wrong });
  expect(refused.status).toBe(422);
  const page = await refused.text();
  expect(page.includes(sentence)).toBe(true);
  if (!("name" in wrong)) expect(page.includes('value="Getippt"')).toBe(true);
  expect(codes(db)).toEqual([]);
});

test("the progress report is switched on with its text, and off", async () => {
  const { post, page, db } = visit();
  const opened = await post("/settings/stand", { public: "yes", intro: "So weit sind wir." });
  expect([opened.status, opened.headers.get("location")]).toEqual([303, "/settings#stand"]);
  expect(await page("/settings")).toContain("So weit sind wir.");
  await post("/settings/stand", { public: "yes", intro: "So weit sind wir." });
  await post("/settings/stand", { intro: "" });
  expect(db.query("SELECT stand_is_public, stand_intro FROM company").get()).toEqual({
    stand_is_public: 0,
    stand_intro: null,
  });
  expect(told(db).map(({ what, words }) => [what, words])).toEqual([
    ["stand.opened", { intro: "So weit sind wir." }],
    ["stand.closed", null],
  ]);
});

test("a text that is too long comes back whole", async () => {
  const { post, db } = visit();
  const refused = await post("/settings/stand", { public: "yes", intro: "a".repeat(4001) });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("a".repeat(4001));
  expect(codes(db)).toEqual([]);
});

test("the address the environment sets is said to go first", async () => {
  const { page } = visit({ env: { AKTION_PUBLIC_URL: "https://aktion.example.ch" } });
  expect(await page("/settings")).toContain("AKTION_PUBLIC_URL ist gesetzt und geht vor: https://aktion.example.ch");
});

test("settings are changed by forms of ours only, and every address answers a GET", async () => {
  const { get, post, db } = visit();
  for (const path of ["/settings", "/settings/stand"])
    expect((await post(path, { ...same, name: "Böse" }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await get("/settings/stand")).headers.get("location")).toBe("/settings#stand");
  expect(codes(db)).toEqual([]);
});
