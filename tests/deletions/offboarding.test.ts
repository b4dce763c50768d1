import { expect, test } from "bun:test";
import { addSystem } from "#src/services/system-actions.ts";
import { codes, told } from "../people/account.ts";
import { logIn, visit } from "../support/browser.ts";
import { done } from "../support/case.ts";
import { leavingSlack, stepCalled, stepsOf } from "../support/offboarding.ts";

const page = "/deletions/offboarding/slack";
const site = () => visit({ prepare: leavingSlack });

test("an offboarding begins with one click on the system's page: seventeen steps, each with its day", async () => {
  const { get, post, page: read, db } = visit({ prepare: (data) => void addSystem(data, { name: "Slack" }, done) });
  expect(await read("/services/systems/slack")).toContain("Ausstieg beginnen");
  const begun = await post("/deletions/offboarding", { system: "slack" });
  expect([begun.status, begun.headers.get("location")]).toEqual([303, page]);
  expect(stepsOf(db)).toHaveLength(17);
  expect(stepCalled(db, "confirmation")).toMatchObject({
    position: 12,
    state: "open",
    due_on: "2027-01-11",
    evidence: 1,
  });
  expect(told(db).at(-1)).toMatchObject({ what: "offboarding.started", about: "system:slack", by: "person:1" });
  expect(await read("/services/systems/slack")).toContain("0 von 17 Schritten getan");
  expect(await (await get("/deletions/offboarding")).text()).toContain("Ein Ausstieg im Gang.");
});

test("it begins once, and only for a system that exists", async () => {
  const { post, page: read, db } = site();
  addSystem(db, { name: "Pingdom" }, done);
  expect((await post("/deletions/offboarding", { system: "slack" })).status).toBe(409);
  expect((await post("/deletions/offboarding", { system: "nowhere" })).status).toBe(404);
  const empty = await post("/deletions/offboarding", { system: "" });
  expect([empty.status, (await empty.text()).includes("Wählen Sie ein System.")]).toEqual([422, true]);
  expect(await read("/deletions/offboarding/slack")).toContain(
    "Slack: 0 von 17 Schritten getan, als Nächstes: Entscheid",
  );
  expect(codes(db).filter((what) => what === "offboarding.started")).toHaveLength(1);
});

test("one click says: done today, by me", async () => {
  const { post, page: read, db } = site();
  const { id } = stepCalled(db, "decide");
  const ticked = await post(`${page}/steps/${id}/done`);
  expect([ticked.status, ticked.headers.get("location")]).toEqual([303, `${page}#step-${id}`]);
  expect(stepCalled(db, "decide")).toMatchObject({ state: "done", done_on: "2026-11-23", done_by: "Olga" });
  expect(told(db).at(-1)).toMatchObject({
    what: "step.done",
    about: "system:slack",
    facts: { step: id, code: "decide" },
  });
  expect(await read(page)).toContain("1 von 17 Schritten getan");
});

test("a step that is done already is not done twice", async () => {
  const { post, db } = site();
  const { id } = stepCalled(db, "decide");
  await post(`${page}/steps/${id}/done`);
  expect((await post(`${page}/steps/${id}/done`)).status).toBe(409);
  expect(codes(db).filter((what) => what === "step.done")).toHaveLength(1);
});

const typed = { was: "open", state: "done", person: "", due_on: "", happened: "", done_by: "", reason: "", note: "" };

test("the form says when and by whom, as precisely as known; a person is found by name or address", async () => {
  const { post, db } = site();
  logIn(db, "member");
  const { id } = stepCalled(db, "contract");
  const words = {
    ...typed,
    happened: "10.2026",
    done_by: "MARA@example.ch",
    person: "Rechtsdienst",
    note: "Frist 90 Tage",
  };
  expect((await post(`${page}/steps/${id}`, words)).status).toBe(303);
  expect(stepCalled(db, "contract")).toMatchObject({
    state: "done",
    done_on: "2026-10",
    done_by: "Mara",
    person: "Rechtsdienst",
    person_id: null,
    note: "Frist 90 Tage",
    due_on: null,
  });
  expect(codes(db).slice(-2)).toEqual(["step.planned", "step.done"]);
});

test("a done step is corrected once when something changed, and not at all when nothing did", async () => {
  const { post, db } = site();
  const { id } = stepCalled(db, "contract");
  const words = { ...typed, happened: "10.2026", done_by: "Olga" };
  await post(`${page}/steps/${id}`, words);
  const before = codes(db).length;
  await post(`${page}/steps/${id}`, { ...words, was: "done" });
  expect(codes(db)).toHaveLength(before);
  await post(`${page}/steps/${id}`, { ...words, was: "done", happened: "09.2026" });
  expect([codes(db).at(-1), stepCalled(db, "contract").done_on]).toEqual(["step.corrected", "2026-09"]);
});

test("a step is not needed, because; such steps no longer count", async () => {
  const { post, page: read, db } = site();
  const { id } = stepCalled(db, "dns");
  const skipped = { ...typed, state: "not-needed", reason: "keine eigene Domain" };
  expect((await post(`${page}/steps/${id}`, skipped)).status).toBe(303);
  const shown = await read(page);
  expect(shown).toContain("0 von 16 Schritten getan");
  expect(shown).toContain("nicht nötig, weil keine eigene Domain");
  expect(told(db).at(-1)).toMatchObject({ what: "step.not-needed", words: { reason: "keine eigene Domain" } });
});

test.each([
  ["a day in the future", { happened: "24.11.2026" }, "Das liegt in der Zukunft."],
  ["a month in the future", { happened: "12.2026" }, "Das liegt in der Zukunft."],
  ["a day that does not exist", { happened: "30.02.2026" }, "Dieses Datum gibt es nicht."],
  ["no reason", { state: "not-needed" }, "Warum ist der Schritt nicht nötig?"],
  ["a reason beside done", { reason: "weil" }, "Wählen Sie «nicht nötig»"],
  ["a day beside open", { state: "open", happened: "08.11.2026" }, "Wählen Sie «getan»"],
  ["a due date that is none", { due_on: "bald" }, "Bitte ein Tag wie 08.12.2020."],
  ["a state there is none of", { state: "vielleicht" }, "Bitte wählen."],
])("bad input: %s. The same page, open, with everything typed", async (_, wrong, sentence) => {
  const { post, db } = site();
  const { id } = stepCalled(db, "export");
  const before = codes(db);
  const refused = await post(`${page}/steps/${id}`, { ...typed, note: "Notiz, die bleibt", person: "Rita", ...wrong });
  const shown = await refused.text();
  expect(refused.status).toBe(422);
  for (const text of [sentence, 'value="Notiz, die bleibt"', 'value="Rita"', `id="step-${id}" open`])
    expect(shown).toContain(text);
  expect(codes(db)).toEqual(before);
});

test("when somebody was faster, nothing is overwritten", async () => {
  const { post, db } = site();
  const { id } = stepCalled(db, "export");
  await post(`${page}/steps/${id}/done`);
  const late = await post(`${page}/steps/${id}`, { ...typed, happened: "01.11.2026", note: "meins" });
  expect([late.status, stepCalled(db, "export").note]).toEqual([409, null]);
});

test("a step that is not there, or is another system's, is not found", async () => {
  const { post, get, db } = site();
  addSystem(db, { name: "Pingdom" }, done);
  await post("/deletions/offboarding", { system: "pingdom" });
  const other = stepsOf(db, "pingdom")[0]!.id;
  for (const id of [999, other])
    for (const verb of ["/done", "/reopening"]) expect((await post(`${page}/steps/${id}${verb}`)).status).toBe(404);
  expect((await post(`${page}/steps/${other}`, typed)).status).toBe(404);
  expect((await get("/deletions/offboarding/nowhere")).status).toBe(404);
});

test("a viewer reads it and changes nothing; another site neither", async () => {
  const { get, post, page: read, db } = visit({ as: "viewer", prepare: leavingSlack });
  const { id } = stepCalled(db, "decide");
  const shown = await read(page);
  expect(shown).toContain("0 von 17 Schritten getan");
  expect(shown).not.toContain(`${page}/steps/`);
  expect((await post(`${page}/steps/${id}/done`)).status).toBe(403);
  const owners = site();
  for (const path of ["", `/slack/steps/${id}`, `/slack/steps/${id}/done`, `/slack/steps/${id}/reopening`]) {
    const from = await owners.post(`/deletions/offboarding${path}`, typed, { "sec-fetch-site": "cross-site" });
    expect([path, from.status]).toEqual([path, 403]);
  }
  for (const verb of ["", "/done", "/reopening"])
    expect((await get(`${page}/steps/${id}${verb}`)).headers.get("location")).toBe(`${page}#step-${id}`);
});
