import { describe, expect, test } from "bun:test";
import { logIn, visit } from "../support/browser.ts";
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

describe("withdrawing", () => {
  test("a stage takes it out of the register, keeps it readable, and happens once", async () => {
    const site = visit({ prepare: (db) => void aService(db, { stage: "live" }) });
    const fact = site.db.query<{ id: number }, []>("SELECT id FROM stage_reports").get()!;
    const fields = { table: "stage_reports", id: String(fact.id) };
    expect((await site.post("/services/newsletter/withdrawals", fields)).status).toBe(303);
    const page = await site.page("/services/newsletter");
    expect(page).toContain("Newsletter: noch nichts gemeldet.");
    expect(page).toContain("zurückgezogen");
    expect((await site.post("/services/newsletter/withdrawals", fields)).status).toBe(409);
  });

  test("a fact of another service is not possible", async () => {
    const site = visit({
      prepare: (db) => {
        aService(db, { stage: "live" });
        aService(db, { name: "Chat" });
      },
    });
    expect((await site.post("/services/chat/withdrawals", { table: "stage_reports", id: "1" })).status).toBe(404);
  });
});

describe("a target", () => {
  test("that is moved stays visible as history and warns", async () => {
    const site = visit({ prepare: (db) => void aService(db, { stage: "building" }) });
    await site.post("/services/newsletter/targets", { target: "31.12.2026" });
    await site.post("/services/newsletter/targets", { target: "erste Monate 2027" });
    const page = await site.page("/services/newsletter");
    expect(page).toContain("Ziel verschoben von «31.12.2026» auf «erste Monate 2027»");
    expect(page).toContain("Das Ziel wurde von «31.12.2026» auf «erste Monate 2027» verschoben.");
  });

  test("can be given up", async () => {
    const site = visit({ prepare: (db) => void aService(db) });
    await site.post("/services/newsletter/targets", { target: "2025" });
    await site.post("/services/newsletter/targets", { target: "" });
    const page = await site.page("/services/newsletter");
    expect(page).toContain("Ziel aufgegeben");
    expect(page).not.toContain("verstrichen");
  });
});

describe("archiving", () => {
  test("takes a service off today's list, not off earlier days, and can be undone", async () => {
    const site = visit({
      prepare: (db) => void aService(db, { stage: "live" }),
      at: () => new Date("2026-11-25T09:00:00Z"),
    });
    expect((await site.post("/services/newsletter/archive")).status).toBe(303);
    expect(await site.page("/services")).not.toContain('href="/services/newsletter"');
    expect(await site.page("/services?known_at=2026-11-24")).toContain('href="/services/newsletter"');
    expect(await site.page("/services/archived")).toContain("Newsletter");
    expect(await site.page("/services/newsletter")).toContain("Dieser Dienst ist archiviert");
    expect((await site.post("/services/newsletter/archive")).status).toBe(409);
    expect((await site.post("/services/newsletter/restore")).status).toBe(303);
    expect(await site.page("/services")).toContain('href="/services/newsletter"');
    expect((await site.post("/services/newsletter/restore")).status).toBe(409);
  });
});

test("changing the details shows them everywhere and finds the owner among the people", async () => {
  const site = visit({ prepare: (db) => void aService(db) });
  logIn(site.db, "member", "Mara");
  const posted = await site.post("/services/newsletter", {
    name: "Rundbrief",
    owner: "mara@example.ch",
    customer_data: "yes",
  });
  expect(posted.status).toBe(303);
  expect(site.db.query("SELECT name, owner_id, owner_name, customer_data FROM services").get()).toEqual({
    name: "Rundbrief",
    owner_id: 2,
    owner_name: null,
    customer_data: "yes",
  });
  expect(await site.page("/services")).toContain("Mara");
});

test("usual services are added as they were ticked, with what is used today", async () => {
  const site = visit();
  const fields = new URLSearchParams([
    ["chosen", "team-chat"],
    ["chosen", "newsletter"],
    ["from-newsletter", "Mailchimp"],
    ["from-office", "Word"],
  ]);
  expect((await site.post("/services/usual", fields)).status).toBe(303);
  expect(site.db.query("SELECT slug FROM services ORDER BY slug").all()).toEqual([
    { slug: "newsletter" },
    { slug: "team-chat" },
  ]);
  expect(site.db.query("SELECT name FROM systems").all()).toEqual([{ name: "Mailchimp" }]);
  const none = await site.post("/services/usual", {});
  expect(none.status).toBe(422);
  expect(await none.text()).toContain("Wählen Sie mindestens einen Dienst");
});

describe("correcting", () => {
  test("opens the form with the earlier words, replaces the fact, and happens once", async () => {
    const site = visit({ prepare: (db) => void aService(db, { stage: "live" }) });
    const form = await site.page("/services/newsletter?correct=stage_reports-1");
    expect(form).toContain('name="corrects" value="1"');
    expect(form).toContain('<details class="fold" id="stage" open');
    const fields = { stage: "testing", corrects: "1", note: "War erst der Test." };
    expect((await site.post("/services/newsletter/stages", fields)).status).toBe(303);
    const page = await site.page("/services/newsletter");
    expect(page).toContain("Newsletter: Testphase.");
    expect(page).toContain("später berichtigt");
    expect((await site.post("/services/newsletter/stages", fields)).status).toBe(409);
  });

  test("a fact of another service is refused", async () => {
    const site = visit({
      prepare: (db) => {
        aService(db, { stage: "live" });
        aService(db, { name: "Chat" });
      },
    });
    expect((await site.post("/services/chat/stages", { stage: "live", corrects: "1" })).status).toBe(404);
  });
});

test("an exception can be justified from the service's page", async () => {
  const site = visit({ prepare: (db) => void aService(db, { from: "Mailchimp", to: "Listmonk" }) });
  await site.post("/services/systems/listmonk/answers", { criterion: "self-hosted", answer: "no" });
  const fields = {
    system: "listmonk",
    criterion: "self-hosted",
    reason: "EU-Sitz",
    person_name: "Olga",
    review_on: "2027-01-31",
  };
  expect((await site.post("/services/newsletter/exceptions", fields)).status).toBe(303);
  expect(await site.page("/services/newsletter")).toContain("Ausnahme: EU-Sitz. Verantwortet von Olga.");
});
