import type { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { verifyChain } from "#src/history/verify.ts";
import { readRegister } from "#src/services/read.ts";
import { visit } from "../support/browser.ts";
import { aService } from "../support/case.ts";

const slack = { prepare: (db: Database) => void aService(db, { from: "Slack", to: "Talk", stage: "live" }) };
const four = { system: "slack", executed: "20.11.2026", executed_by: "Olga", method: "self-service" };
const now = { asOf: "2026-11-23", knownAt: "2026-11-23" };
const oldSystem = (db: Database) => readRegister(db, now).services[0]!.from[0]!;
const entries = (db: Database) => db.query<{ what: string }, []>("SELECT what FROM history_entries ORDER BY seq").all();
const states = (db: Database) => db.query("SELECT id FROM old_data_reports").all();

describe("a correction", () => {
  test("is a new record; both name each other, and the register follows the new one", async () => {
    const site = visit(slack);
    await site.post("/deletions", { ...four, confirmed_from: "Slack", confirmed: "21.11.2026" });
    const form = await site.page("/deletions/1/correction");
    expect(form).toContain('value="20.11.2026"');
    const posted = await site.post("/deletions/1/correction", { ...four, executed: "18.11.2026" });
    expect(posted.headers.get("location")).toBe("/deletions/2");
    expect(await site.page("/deletions/1")).toContain('<a href="/deletions/2">Nr. 2</a>');
    expect(await site.page("/deletions/2")).toContain('<a href="/deletions/1">Nr. 1</a>');
    expect(oldSystem(site.db)).toMatchObject({ old_data: "deleted", deleted: { on: "2026-11-18" } });
    expect(entries(site.db).map(({ what }) => what)).toContain("deletion.corrected");
    expect(verifyChain(site.db)).toMatchObject({ ok: true });
  });

  test("that changes no date reports nothing again", async () => {
    const site = visit(slack);
    await site.post("/deletions", four);
    await site.post("/deletions/1/correction", { ...four, note: "genauer" });
    expect(states(site.db)).toHaveLength(1);
  });

  test("can move the record to the system that was meant", async () => {
    const site = visit({
      prepare(db) {
        slack.prepare(db);
        aService(db, { name: "Status", from: "Sorry" });
      },
    });
    await site.post("/deletions", four);
    await site.post("/deletions/1/correction", { ...four, system: "sorry" });
    const [chat, status] = readRegister(site.db, now).services;
    expect(chat!.from[0]).toMatchObject({ old_data: "unknown", proof: null });
    expect(status!.from[0]).toMatchObject({ old_data: "deleted" });
  });

  test("happens once; the second person is sent to the newer record", async () => {
    const site = visit(slack);
    await site.post("/deletions", four);
    await site.post("/deletions/1/correction", { ...four, executed: "18.11.2026" });
    const late = await site.post("/deletions/1/correction", { ...four, executed: "17.11.2026" });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain("schon berichtigt, mit Nr. 2");
    expect((await site.get("/deletions/1/correction")).status).toBe(409);
    expect((await site.post("/deletions/2/correction", { ...four, executed: "17.11.2026" })).status).toBe(303);
  });

  test("of a record that is not there says so, and a mistake keeps what was typed", async () => {
    const site = visit(slack);
    expect((await site.post("/deletions/7/correction", four)).status).toBe(404);
    await site.post("/deletions", four);
    const refused = await site.post("/deletions/1/correction", { ...four, executed: "gestern?", requested: "2027" });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('value="gestern?"');
  });
});
