import { describe, expect, test } from "bun:test";
import { visit } from "../support/browser.ts";
import { codes } from "../support/round.ts";

const task = { task: "SPF bereinigen", who: "olga@example.ch", due_on: "2026-11-20" };

describe("an action", () => {
  test("is listed with its person, marked when overdue, and stands in the overview and among the dates", async () => {
    const site = visit();
    expect((await site.post("/round/actions", task)).status).toBe(303);
    const page = await site.page("/round/actions");
    expect(page).toContain("Eine offene Pendenz, eine überfällig.");
    expect(page).toContain("überfällig seit 20.11.2026");
    expect(page).toContain("<h2>Olga</h2>");
    expect(await site.page("/deletions/dates")).toContain("SPF bereinigen");
    expect(codes(site.db, "action.%")).toEqual(["action.set"]);
  });

  test("is done with one click, open again with another, each once", async () => {
    const site = visit();
    await site.post("/round/actions", task);
    expect((await site.post("/round/actions/1/done")).status).toBe(303);
    expect((await site.post("/round/actions/1/done")).status).toBe(409);
    expect(await site.page("/round/actions")).toContain("Keine offenen Pendenzen.");
    expect((await site.post("/round/actions/1/open")).status).toBe(303);
    expect((await site.post("/round/actions/1/open")).status).toBe(409);
    expect(codes(site.db, "action.%")).toEqual(["action.set", "action.done", "action.reopened"]);
  });

  test.each([
    [{ who: "" }, "Wer übernimmt das?"],
    [{ task: "" }, "Was ist zu tun?"],
    [{ due_on: "bald" }, "Bitte ein Tag wie"],
  ])("with %j is refused, and nothing typed is lost", async (wrong, sentence) => {
    const site = visit();
    const refused = await site.post("/round/actions", { ...task, ...wrong });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain(sentence);
    if (!("task" in wrong)) expect(page).toContain('value="SPF bereinigen"');
    expect(codes(site.db, "action.%")).toEqual([]);
  });

  test("that is not there is not found; from another site or by a reader it is refused", async () => {
    const site = visit();
    expect((await site.post("/round/actions/9/done")).status).toBe(404);
    expect((await site.post("/round/actions", task, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await visit({ as: "viewer" }).post("/round/actions", task)).status).toBe(403);
  });

  test("of somebody without a log-in keeps the name as it was written", async () => {
    const site = visit();
    await site.post("/round/actions", { ...task, who: "Technik" });
    expect(site.db.query("SELECT person_id, person_name FROM round_actions").get()).toEqual({
      person_id: null,
      person_name: "Technik",
    });
  });
});
