import { describe, expect, test } from "bun:test";
import { visit } from "../support/browser.ts";
import { aService } from "../support/case.ts";

const entries = (db: { query: (sql: string) => { all: () => unknown[] } }) =>
  db.query("SELECT what, about, by, happened_on, reported_on FROM history_entries ORDER BY seq").all();

describe("adding a service", () => {
  test("stores it with its old system and stage, leads to its page and is written down", async () => {
    const site = visit();
    const posted = await site.post("/services", {
      name: "Newsletter",
      from: "Mailchimp",
      to: "Listmonk, Rspamd",
      stage: "building",
    });
    expect(posted.status).toBe(303);
    expect(posted.headers.get("location")).toBe("/services/newsletter");
    const page = await site.page("/services/newsletter");
    expect(page).toContain("Newsletter: im Aufbau.");
    for (const name of ["Mailchimp", "Listmonk", "Rspamd"]) expect(page).toContain(name);
    expect(entries(site.db).map((entry) => (entry as { what: string }).what)).toEqual([
      "service.added",
      "system.added",
      "system.added",
      "replacement.recorded",
      "system.added",
      "replacement.recorded",
      "stage.reported",
    ]);
  });

  test("without a name is refused, and nothing typed is lost", async () => {
    const site = visit();
    const refused = await site.post("/services", { name: " ", from: "Mailchimp", note: "Wichtig & dringend" });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain("Wofür braucht es den Dienst?");
    expect(page).toContain('value="Mailchimp"');
    expect(page).toContain("Wichtig &amp; dringend");
    expect(site.db.query("SELECT id FROM services").all()).toEqual([]);
  });

  test("of a name that is an address of ours gets another one", async () => {
    const site = visit();
    for (const name of ["New", "Systems", "New"]) await site.post("/services", { name });
    expect(site.db.query("SELECT slug FROM services ORDER BY id").all()).toEqual([
      { slug: "new-2" },
      { slug: "systems-2" },
      { slug: "new-3" },
    ]);
    expect((await site.get("/services/new-2")).status).toBe(200);
  });

  test("by a person who may only read is refused", async () => {
    const site = visit({ as: "viewer" });
    expect((await site.post("/services", { name: "Newsletter" })).status).toBe(403);
  });

  test("from another site is refused", async () => {
    const site = visit();
    const refused = await site.post("/services", { name: "Newsletter" }, { "sec-fetch-site": "cross-site" });
    expect(refused.status).toBe(403);
    expect(site.db.query("SELECT id FROM services").all()).toEqual([]);
  });
});

describe("reporting a stage", () => {
  test("shows it, keeps the one before, and chains an entry with its three dates", async () => {
    const site = visit({ prepare: (db) => void aService(db, { stage: "building" }) });
    const posted = await site.post("/services/newsletter/stages", {
      stage: "testing",
      happened: "10.2026",
      reported_on: "2026-11-02",
      note: "Mit vierzig Adressen.",
    });
    expect(posted.status).toBe(303);
    const page = await site.page("/services/newsletter?known_at=2026-11-10");
    expect(page).toContain("Testphase");
    expect(page).toContain("Mit vierzig Adressen.");
    expect(page).toContain("nachgetragen 23.11.2026");
    expect(entries(site.db).at(-1)).toEqual({
      what: "stage.reported",
      about: "service:newsletter",
      by: "person:1",
      happened_on: "2026-10",
      reported_on: "2026-11-02",
    });
  });

  test("in the future is refused with the form open and everything typed", async () => {
    const site = visit({ prepare: (db) => void aService(db) });
    const refused = await site.post("/services/newsletter/stages", {
      stage: "live",
      happened: "31.12.2026",
      note: "Bald",
    });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain("Das liegt in der Zukunft.");
    expect(page).toContain('value="31.12.2026"');
    expect(page).toContain('value="Bald"');
    expect(page).toContain('<details class="fold" id="stage" open');
  });

  test.each([
    ["30.02.2026", "Dieses Datum gibt es nicht."],
    ["13.2026", "Dieses Datum gibt es nicht."],
  ])("with the date %s is refused", async (happened, sentence) => {
    const site = visit({ prepare: (db) => void aService(db) });
    const refused = await site.post("/services/newsletter/stages", { stage: "live", happened });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(sentence);
  });

  test("that happened after it was reported is refused", async () => {
    const site = visit({ prepare: (db) => void aService(db) });
    const refused = await site.post("/services/newsletter/stages", {
      stage: "live",
      happened: "08.12.2025",
      reported_on: "2025-12-01",
    });
    expect(await refused.text()).toContain("Das wäre gemeldet worden, bevor es geschah.");
  });

  test("of a service that is gone says so", async () => {
    expect((await visit().post("/services/nowhere/stages", { stage: "live" })).status).toBe(404);
  });

  test("of an unknown stage is refused", async () => {
    const site = visit({ prepare: (db) => void aService(db) });
    expect((await site.post("/services/newsletter/stages", { stage: "done" })).status).toBe(422);
  });
});
