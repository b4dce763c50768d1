import { describe, expect, test } from "bun:test";
import { logIn, visit } from "../support/browser.ts";
import { aService } from "../support/case.ts";

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
