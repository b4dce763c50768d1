import { describe, expect, test } from "bun:test";
import { visit } from "../support/browser.ts";
import { aService, theCase } from "../support/case.ts";

const mailchimp = "/services/systems/mailchimp";
const withMailchimp = {
  prepare: (db: Parameters<typeof aService>[0]) =>
    void aService(db, { from: "Mailchimp", to: "Listmonk", stage: "live" }),
};

describe("the old data", () => {
  test("moves along its own axis, whatever the replacement's stage", async () => {
    const site = visit(withMailchimp);
    expect(await site.page("/services")).toContain("abgelöst, nicht gelöscht");
    expect(
      (
        await site.post(`${mailchimp}/old-data`, {
          state: "deleted",
          happened: "08.12.2020",
          reported_on: "2021-02-28",
        })
      ).status,
    ).toBe(303);
    expect(await site.page(mailchimp)).toContain("Mailchimp: gelöscht, 08.12.2020. Ohne Beleg.");
    const list = await site.page("/services");
    expect(list).toContain("Löschung ohne Beleg");
    expect(list).not.toContain("abgelöst, nicht gelöscht</small>");
  });

  test("of a system that does not exist says so", async () => {
    expect((await visit().post("/services/systems/nothing/old-data", { state: "deleted" })).status).toBe(404);
  });

  test("in a state nobody knows is refused", async () => {
    expect((await visit(withMailchimp).post(`${mailchimp}/old-data`, { state: "vanished" })).status).toBe(422);
  });
});

describe("the three countries", () => {
  test("are judged on any day, with the law and its source", async () => {
    const site = visit(withMailchimp);
    await site.post(`${mailchimp}/old-data`, { state: "in-use" });
    await site.post(`${mailchimp}/places`, { kind: "seat", country: "US", source: "Impressum" });
    const then = await site.page(`${mailchimp}?law_on=2020-09-07`);
    expect(then).toContain("Swiss-US Privacy Shield");
    expect(then).toContain("nur mit Zertifizierung");
    const later = await site.page(`${mailchimp}?law_on=2020-09-08`);
    expect(later).toContain("EDÖB-Stellungnahme vom 08.09.2020");
    expect(later).toContain("kein angemessener Schutz anerkannt; Garantien nötig");
    expect(await site.page("/services")).toContain("kein angemessener Schutz: Sitz Mailchimp");
  });

  test("a certified recipient is adequate where the law asks for a certification", async () => {
    const site = visit(withMailchimp);
    await site.post(`${mailchimp}/places`, { kind: "seat", country: "US" });
    await site.post(mailchimp, { name: "Mailchimp", certified: "yes" });
    expect(await site.page(`${mailchimp}?law_on=2020-09-07`)).toContain("weil der Empfänger zertifiziert ist");
  });

  test("a parent company in the USA is a flag of its own", async () => {
    const site = visit(withMailchimp);
    await site.post(`${mailchimp}/old-data`, { state: "read-only" });
    await site.post(`${mailchimp}/places`, { kind: "seat", country: "SE" });
    await site.post(`${mailchimp}/places`, { kind: "parent", country: "US", happened: "06.2014" });
    const page = await site.page(mailchimp);
    expect(page).toContain("Zugriff durch das Mutterhaus möglich");
    expect(await site.page("/services/newsletter")).toContain("Auf Daten bei Mailchimp kann das Mutterhaus zugreifen.");
  });

  test("an unknown country never warns, and is an answer", async () => {
    const site = visit(withMailchimp);
    await site.post(`${mailchimp}/old-data`, { state: "in-use" });
    await site.post(`${mailchimp}/places`, { kind: "server", country: "" });
    expect(await site.page(mailchimp)).toContain("nicht überprüfbar");
    expect(await site.page("/services/newsletter")).not.toContain("kein angemessener Schutz anerkannt; es braucht");
  });

  test("a country that is none is refused", async () => {
    const refused = await visit(withMailchimp).post(`${mailchimp}/places`, { kind: "seat", country: "Atlantis" });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("Dieses Land kennen wir nicht.");
  });
});

describe("criteria", () => {
  test("a missed one warns until the exception has reason, person and review date", async () => {
    const site = visit(withMailchimp);
    const listmonk = "/services/systems/listmonk";
    const warned = async () => (await site.page("/services/newsletter")).includes("erfüllt ein Kriterium nicht");
    await site.post(`${listmonk}/answers`, { criterion: "self-hosted", answer: "no", reason: "Gemietet" });
    expect(await warned()).toBe(true);
    await site.post(`${listmonk}/exceptions`, {
      criterion: "self-hosted",
      reason: "EU-Sitz",
      person_name: "",
      review_on: "",
    });
    expect(await site.page(listmonk)).toContain("Es fehlt: Person, Prüfdatum.");
    expect(await warned()).toBe(true);
    await site.post(`${listmonk}/exceptions`, {
      criterion: "self-hosted",
      reason: "EU-Sitz",
      person_name: "Olga",
      review_on: "2027-11-01",
    });
    expect(await warned()).toBe(false);
  });

  test("an exception whose review date has passed warns again", async () => {
    const site = visit({ ...withMailchimp, at: () => new Date("2026-12-05T09:00:00Z") });
    const listmonk = "/services/systems/listmonk";
    await site.post(`${listmonk}/answers`, { criterion: "open-source", answer: "no", reported_on: "2026-11-23" });
    await site.post(`${listmonk}/exceptions`, {
      criterion: "open-source",
      reason: "r",
      person_name: "Olga",
      review_on: "2026-12-01",
    });
    expect(await site.page("/services/newsletter")).toContain("erfüllt ein Kriterium nicht");
    expect(await site.page(listmonk)).toContain("Prüfdatum vorbei.");
  });

  test("of a criterion that does not exist is refused", async () => {
    expect(
      (await visit(withMailchimp).post(`${mailchimp}/answers`, { criterion: "cheap", answer: "yes" })).status,
    ).toBe(404);
  });
});

test("contracts and sub-processors are kept with their validity and can be withdrawn", async () => {
  const site = visit(withMailchimp);
  await site.post(`${mailchimp}/contracts`, {
    reference: "ABV 2019-4",
    happened: "01.2019",
    valid_until: "2027-01-31",
  });
  await site.post(`${mailchimp}/sub-processors`, { name: "Wolken AG", country: "DE", purpose: "Speicher" });
  const page = await site.page(mailchimp);
  expect(page).toContain("gültig ab 01.2019, bis 31.01.2027");
  expect(page).toContain("Wolken AG");
  expect((await site.post(`${mailchimp}/withdrawals`, { table: "contracts", id: "1" })).status).toBe(303);
  expect(await site.page(mailchimp)).toContain("zurückgezogen");
});

test("a website is an address of the web, or refused", async () => {
  const site = visit(withMailchimp);
  const refused = await site.post(mailchimp, { name: "Mailchimp", website: "javascript:alert(1)" });
  expect(refused.status).toBe(422);
  expect((await site.post(mailchimp, { name: "Mailchimp", website: "example.ch" })).status).toBe(303);
  expect(await site.page(mailchimp)).toContain('href="https://example.ch"');
});

test("the list of systems counts old and new ones", async () => {
  const site = visit({ prepare: theCase });
  expect(await site.page("/services/systems")).toContain("Sieben alte Systeme, vier davon gelöscht; neun neue.");
});

test("a country that was recorded by mistake is found, withdrawn, and no longer judged", async () => {
  const site = visit(withMailchimp);
  await site.post(`${mailchimp}/old-data`, { state: "in-use" });
  await site.post(`${mailchimp}/places`, { kind: "seat", country: "US", source: "Impressum" });
  expect(await site.page(mailchimp)).toContain("Sitz: USA, Impressum");
  expect((await site.post(`${mailchimp}/withdrawals`, { table: "places", id: "1" })).status).toBe(303);
  expect(await site.page("/services")).not.toContain("kein angemessener Schutz: Sitz Mailchimp");
  expect(await site.page(mailchimp)).toContain("zurückgezogen");
});
