import { expect, test } from "bun:test";
import { fileSettled } from "#src/checks/evidence-actions.ts";
import { beginning } from "#src/checks/state.ts";
import { writeState } from "#src/checks/state-store.ts";
import { reportOldData } from "#src/services/system-actions.ts";
import { now, visit } from "../support/browser.ts";
import { done, today } from "../support/case.ts";
import { leavingSlack, stepCalled } from "../support/offboarding.ts";
import { aMailbox } from "../support/thread.ts";

const system = "/services/systems/slack";

/** Slack's data is deleted; its account was beispiel.slack.com. */
async function site() {
  const given = visit({ prepare: leavingSlack });
  aMailbox(given.db, { members: [1] });
  const form = { way: "form", recipient: "slack.com/gdpr", requested_on: "2026-11-20", answer_by: "2026-12-20" };
  await given.post("/inbox/deletions/slack/otherwise", { ...form, account: "beispiel.slack.com" });
  reportOldData(given.db, "slack", { state: "deleted", ...today }, done);
  return given;
}

type Site = Awaited<ReturnType<typeof site>>;

/** As the engine writes it: so since a moment. */
function stands({ db }: Site, slug: string, confirmed: "up" | "down", since: string): void {
  const { id } = db.query<{ id: number }, [string]>("SELECT id FROM checks WHERE slug = ?").get(slug)!;
  const reason = confirmed === "up" ? null : { code: "still-there", de: "antwortet noch", en: "still answers" };
  const seen = { at: now.toISOString(), state: confirmed, duration_ms: 20, reason, details: { gone_by: "status-410" } };
  writeState(db, id, { standing: { ...beginning, observed: confirmed, confirmed, since, last_at: seen.at }, seen });
}

const evidence = ({ db }: Site) =>
  db
    .query<{ name: string }, []>("SELECT name FROM evidence_files ORDER BY id")
    .all()
    .map(({ name }) => name);

test("after a deletion both checks are proposed with what is known, and one click makes each", async () => {
  const { page, post, db } = await site();
  const shown = await page(system);
  expect(shown).toContain('value="https://beispiel.slack.com/"');
  expect(shown).toContain('value="example.ch"');
  const offboarding = await page("/deletions/offboarding/slack");
  expect(offboarding).toContain("Vorschlag: fortlaufend prüfen, ob es weg ist");
  const gone = await post("/checks/offers", {
    kind: "gone",
    system: "slack",
    old: "",
    target: "https://beispiel.slack.com/",
  });
  expect([gone.status, gone.headers.get("location")]).toEqual([303, "/checks/slack-weg"]);
  const trace = await post("/checks/offers", { kind: "trace", system: "slack", old: "slack", target: "example.ch" });
  expect(trace.headers.get("location")).toBe("/checks/slack-spuren");
  expect(db.query("SELECT kind, name, system_id FROM checks ORDER BY id").all()).toEqual([
    { kind: "gone", name: "Slack: weg", system_id: 1 },
    { kind: "trace", name: "Slack: Spuren", system_id: 1 },
  ]);
  expect(await page(system)).not.toContain('action="/checks/offers"');
  expect(await page("/deletions/offboarding/slack")).toContain("Prüfung «Slack: weg»: noch nicht geprüft");
});

test("an address that is none leads to the form with the sentence, and what was typed", async () => {
  const { post } = await site();
  const refused = await post("/checks/offers", { kind: "gone", system: "slack", old: "", target: "kein Ort" });
  const shown = await refused.text();
  expect([refused.status, shown.includes("kein Ort"), shown.includes('role="alert"')]).toEqual([422, true, true]);
});

test("green for three days it is filed by itself, once, and ticks the step it proves", async () => {
  const given = await site();
  const { post, db, page } = given;
  await post("/checks/offers", { kind: "gone", system: "slack", old: "", target: "https://beispiel.slack.com/" });
  stands(given, "slack-weg", "up", "2026-11-22T09:00:00.000Z");
  await fileSettled(db, now);
  expect(evidence(given)).toEqual([]);
  stands(given, "slack-weg", "up", "2026-11-20T08:00:00.000Z");
  await fileSettled(db, now);
  await fileSettled(db, now);
  expect(evidence(given)).toEqual(["gone-2026-11-23-slack-weg.txt"]);
  expect(stepCalled(db, "dead")).toMatchObject({ state: "done", done_on: "2026-11-20", ticked_by: "check:slack-weg" });
  const shown = await page("/deletions/offboarding/slack");
  expect(shown).toMatch(/abgehakt von<\/span>\s*<a href="\/checks\/slack-weg">der Prüfung/);
});

test("what is found again unticks nothing: the step says so in red", async () => {
  const given = await site();
  const { post, db, page } = given;
  await post("/checks/offers", { kind: "gone", system: "slack", old: "", target: "https://beispiel.slack.com/" });
  stands(given, "slack-weg", "up", "2026-11-19T08:00:00.000Z");
  await fileSettled(db, now);
  stands(given, "slack-weg", "down", "2026-11-23T08:00:00.000Z");
  await fileSettled(db, now);
  expect(stepCalled(db, "dead").state).toBe("done");
  expect(await page("/deletions/offboarding/slack")).toContain("Prüfung «Slack: weg»: antwortet noch");
  expect(evidence(given)).toHaveLength(1);
});

test("whoever unticks has the last word: the program does not tick again", async () => {
  const given = await site();
  const { post, db } = given;
  await post("/checks/offers", { kind: "gone", system: "slack", old: "", target: "https://beispiel.slack.com/" });
  stands(given, "slack-weg", "up", "2026-11-19T08:00:00.000Z");
  await fileSettled(db, now);
  await post(`/deletions/offboarding/slack/steps/${stepCalled(db, "dead").id}/reopening`);
  await fileSettled(db, now);
  expect(stepCalled(db, "dead")).toMatchObject({ state: "open", ticked_by: null });
});
