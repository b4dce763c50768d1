import type { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { verifyChain } from "#src/history/verify.ts";
import { readRegister } from "#src/services/read.ts";
import { reportOldData } from "#src/services/system-actions.ts";
import { visit } from "../support/browser.ts";
import { aService, done, theCase, today } from "../support/case.ts";

const slack = { prepare: (db: Database) => void aService(db, { from: "Slack", to: "Talk", stage: "live" }) };
const four = { system: "slack", executed: "20.11.2026", executed_by: "Olga", method: "self-service" };
const whole = {
  ...four,
  categories: "Nachrichten",
  subjects: "Team",
  places: "production,backups",
  not_deleted: "Rechnungen: zehn Jahre aufzubewahren",
  exported: "18.11.2026",
  export_place: "Archiv",
  imported: "19.11.2026",
  imported_by: "Mara",
  requested: "19.11.2026",
  request_channel: "E-Mail",
  confirmed: "21.11.2026",
  confirmed_from: "Slack Support",
  verified: "22.11.2026",
  verified_by: "Mara",
  verified_how: "Adresse antwortet mit 404",
  backups_expire: "04.12.2026",
  backups_follow_up_by: "Mara",
  documents_updated: "11.2026",
};

const entries = (db: Database) =>
  db.query<{ what: string; about: string }, []>("SELECT what, about FROM history_entries ORDER BY seq").all();
const states = (db: Database) =>
  db
    .query<{ state: string; happened_on: string | null; withdrawn: number; corrects: number | null }, []>(
      "SELECT state, happened_on, withdrawn, corrects FROM old_data_reports ORDER BY id",
    )
    .all();
const now = { asOf: "2026-11-23", knownAt: "2026-11-23" };
const oldSystem = (db: Database) => readRegister(db, now).services[0]!.from[0]!;

describe("recording a deletion", () => {
  test("takes four fields, and shows them with number, gauge and entry", async () => {
    const site = visit(slack);
    const posted = await site.post("/deletions", four);
    expect([posted.status, posted.headers.get("location")]).toEqual([303, "/deletions/1"]);
    const page = await site.page("/deletions/1");
    for (const text of [
      "Slack: gelöscht am 20. November 2026. Die Bestätigung fehlt noch.",
      "0/7",
      "eigene Aussage",
      "Olga",
      "selbst im Konto gelöscht",
    ])
      expect(page).toContain(text);
    const { hash } = site.db
      .query<{ hash: string }, []>("SELECT hash FROM history_entries WHERE what = 'deletion.recorded'")
      .get()!;
    expect(page).toContain(hash);
    expect(verifyChain(site.db)).toMatchObject({ ok: true });
  });

  test("moves the old data, and the register shows it proven as well as it is", async () => {
    const site = visit(slack);
    await site.post("/deletions", whole);
    expect(states(site.db).map(({ state, happened_on }) => [state, happened_on])).toEqual([
      ["deleted", "2026-11-20"],
      ["confirmed", "2026-11-21"],
    ]);
    expect(oldSystem(site.db)).toMatchObject({
      old_data: "confirmed",
      proof: { level: "own-statement", met: 7, of: 7 },
    });
    expect(await site.page("/services/systems/slack")).toContain("Nachweis Nr. 1");
    expect(await site.page("/deletions/1")).toContain("7/7");
  });

  test("writes names and free text where they can be erased, codes and days in clear", async () => {
    const site = visit(slack);
    await site.post("/deletions", whole);
    const entry = site.db
      .query<{ facts: string; words: string }, []>(
        "SELECT facts, words FROM history_entries WHERE what = 'deletion.recorded'",
      )
      .get()!;
    expect(JSON.parse(entry.facts)).toMatchObject({
      record: 1,
      system: "slack",
      method: "self-service",
      places: "production,backups",
      confirmed_on: "2026-11-21",
    });
    expect(entry.facts).not.toContain("Olga");
    expect(JSON.parse(entry.words)).toMatchObject({ executed_by: "Olga", confirmed_from: "Slack Support" });
  });

  test("says nothing twice that was reported already", async () => {
    const site = visit({
      prepare(db) {
        slack.prepare(db);
        reportOldData(db, "slack", { ...today, state: "deleted", happened: { on: "2026-11-20", text: null } }, done);
      },
    });
    await site.post("/deletions", four);
    expect(states(site.db)).toHaveLength(1);
  });

  test("covers a system that served several services, once", async () => {
    const site = visit({
      prepare(db) {
        aService(db, { name: "Newsletter", from: "Mailchimp" });
        aService(db, { name: "Statusversand", from: "Mailchimp" });
      },
    });
    await site.post("/deletions", { ...four, system: "mailchimp" });
    const rows = readRegister(site.db, now).services;
    expect(rows.map((row) => row.from[0]!.proof?.level)).toEqual(["own-statement", "own-statement"]);
    expect(site.db.query("SELECT count(*) AS n FROM deletion_records").get()).toEqual({ n: 1 });
  });

  test("is only for members", async () => {
    const site = visit({ ...slack, as: "viewer" });
    expect((await site.post("/deletions", four)).status).toBe(403);
    expect(await site.page("/deletions")).not.toContain("Löschung erfassen");
  });

  test("from another site is refused", async () => {
    const site = visit(slack);
    expect((await site.post("/deletions", four, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect(entries(site.db).filter(({ what }) => what.startsWith("deletion"))).toEqual([]);
  });

  test("sent twice is recorded once, and the second says where", async () => {
    const site = visit(slack);
    await site.post("/deletions", four);
    const again = await site.post("/deletions", four);
    expect(again.status).toBe(422);
    expect(await again.text()).toContain("Genau diese Löschung ist schon erfasst, als Nr. 1.");
  });
});

describe("bad input is a sentence, and nothing typed is lost", () => {
  test.each([
    [{ executed: "24.11.2026" }, "Das liegt in der Zukunft."],
    [{ executed: "" }, "Wann wurde gelöscht?"],
    [{ executed: "31.02.2026" }, "Dieses Datum gibt es nicht."],
    [{ executed_by: " " }, "Wer hat gelöscht?"],
    [{ method: "magic" }, "Bitte wählen."],
    [{ system: "nothing" }, "Dieses System steht nicht im Register."],
    [{ system: "" }, "Welches System wurde gelöscht?"],
    [{ requested: "21.11.2026" }, "bevor sie verlangt wurde"],
    [{ exported: "21.11.2026" }, "Exportiert worden wäre nach der Löschung."],
    [{ confirmed: "19.11.2026" }, "Das läge vor der Löschung."],
    [{ verified: "19.11.2026" }, "Das läge vor der Löschung."],
    [{ backups_expire: "19.11.2026" }, "Das läge vor der Löschung."],
    [{ verified_by: "olga " }, "Das ist dieselbe Person"],
    [{ verified_by: "olga@example.ch" }, "Das ist dieselbe Person"],
    [{ export_sha256: "abc" }, "Ein SHA-256 hat 64 Zeichen"],
    [{ places: "moon" }, "Diesen Ort kennen wir nicht."],
    [{ reported_on: "2026-11-19" }, "bevor es geschah"],
    [{ reported_on: "2026-11-24" }, "Das liegt in der Zukunft."],
    [{ documents_updated: "12.2026" }, "Das liegt in der Zukunft."],
  ] as [Record<string, string>, string][])("%j", async (bad, sentence) => {
    const site = visit(slack);
    const refused = await site.post("/deletions", { ...four, note: "bleibt stehen", ...bad });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain(sentence);
    expect(page).toContain("bleibt stehen</textarea>");
    expect(site.db.query("SELECT id FROM deletion_records").all()).toEqual([]);
  });

  test("before the system was in use", async () => {
    const site = visit({
      prepare(db) {
        slack.prepare(db);
        reportOldData(db, "slack", { ...today, state: "in-use", happened: { on: "2019-05", text: null } }, done);
      },
    });
    const refused = await site.post("/deletions", { ...four, executed: "04.2019" });
    expect(await refused.text()).toContain("Slack war erst am 01.05.2019 nachweislich in Gebrauch.");
    expect((await site.post("/deletions", { ...four, executed: "05.2019" })).status).toBe(303);
  });

  test("periods that overlap are no contradiction", async () => {
    const site = visit(slack);
    expect(
      (await site.post("/deletions", { ...four, executed: "10.11.2026", requested: "11.2026", confirmed: "2026" }))
        .status,
    ).toBe(303);
  });
});

test("a record is never changed or removed, not even in the database", async () => {
  const site = visit(slack);
  await site.post("/deletions", four);
  expect(() => site.db.run("UPDATE deletion_records SET note = 'x'")).toThrow("never changed");
  expect(() => site.db.run("DELETE FROM deletion_records")).toThrow("never deleted");
  const ways = site.app.routes.filter(({ method, path }) => path.startsWith("/deletions/:number") && method !== "GET");
  expect(ways.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    "POST /deletions/:number/correction",
    "POST /deletions/:number/evidence",
  ]);
});

describe("the list", () => {
  test("says first what it means, and what is missing next", async () => {
    const page = await visit({ prepare: theCase }).page("/deletions");
    expect(page).toContain("Vier von sieben alten Systemen gelöscht, keines mit Beleg.");
    expect(page).toContain("/deletions/new?system=old-ticket-system");
  });

  test("of an empty register teaches the first step", async () => {
    const page = await visit().page("/deletions");
    expect(page).toContain("Noch kein altes System im Register.");
    expect(page).toContain("/services/usual");
  });
});

test("the certificate is a page of its own, in the language that is asked for", async () => {
  const site = visit(slack);
  await site.post("/deletions", whole);
  const german = await site.page("/deletions/1/certificate");
  expect(german).toContain("Beispiel Hosting hält fest, dass die Daten bei Slack gelöscht wurden.");
  const english = await site.page("/deletions/1/certificate?lang=en");
  expect(english).toContain("Beispiel Hosting states that the data held at Slack was deleted.");
  const { hash, seq } = site.db
    .query<{ hash: string; seq: number }, []>("SELECT hash, seq FROM history_entries ORDER BY seq DESC LIMIT 1")
    .get()!;
  expect(english).toContain(hash);
  expect(english).toContain(`Head of the chain, ${seq} entries`);
});
