import { expect, test } from "bun:test";
import { listTemplate } from "#src/deletions/template-store.ts";
import { codes, told } from "../people/account.ts";
import { visit } from "../support/browser.ts";
import { leavingSlack, stepsOf } from "../support/offboarding.ts";

const path = "/deletions/template";
const added = {
  name: "Rechnung prüfen",
  name_en: "Check the bill",
  person: "Olga",
  days_after_start: "40",
  evidence: "yes",
};

test("a step is added at the end; a new offboarding has it, one that runs keeps its own", async () => {
  const { post, page, db } = visit({ prepare: leavingSlack });
  expect((await post(path, added)).headers.get("location")).toBe(path);
  expect(listTemplate(db).at(-1)).toMatchObject({ position: 18, person: "Olga", days_after_start: 40, evidence: 1 });
  expect(told(db).at(-1)).toMatchObject({ what: "template.step-added", words: { name: "Rechnung prüfen" } });
  expect(stepsOf(db)).toHaveLength(17);
  await post("/services/systems", { name: "Pingdom" });
  await post("/deletions/offboarding", { system: "pingdom" });
  expect(stepsOf(db, "pingdom").at(-1)).toMatchObject({ name: "Rechnung prüfen", person_id: 1, due_on: "2027-01-02" });
  expect(await page(path)).toContain("Ein Ausstieg beginnt mit 18 Schritten.");
});

test("a step is renamed once, in both languages, and may lose its date", async () => {
  const { post, page, db } = visit();
  for (let n = 0; n < 2; n += 1)
    expect((await post(`${path}/4`, { ...added, days_after_start: "" })).headers.get("location")).toBe(
      `${path}#step-4`,
    );
  expect(listTemplate(db)[3]).toMatchObject({ code: "export", name_en: "Check the bill", days_after_start: null });
  expect(codes(db)).toEqual(["template.step-changed"]);
  expect(await page(path)).toContain("Rechnung prüfen");
});

test("steps change places without script; the first goes no higher", async () => {
  const { post, db } = visit();
  const order = () => listTemplate(db).map(({ id }) => id);
  await post(`${path}/2/place`, { to: "up" });
  expect(order().slice(0, 3)).toEqual([2, 1, 3]);
  await post(`${path}/2/place`, { to: "up" });
  await post(`${path}/17/place`, { to: "down" });
  expect(codes(db)).toEqual(["template.step-moved"]);
  await post(`${path}/2/place`, { to: "down" });
  expect(order()).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  expect((await post(`${path}/2/place`, { to: "away" })).status).toBe(422);
});

test("a step is archived and used again, each once", async () => {
  const { post, page, db } = visit();
  for (const state of ["archived", "archived", "used", "used"])
    expect((await post(`${path}/9/state`, { state })).status).toBe(303);
  expect(codes(db)).toEqual(["template.step-archived", "template.step-restored"]);
  await post(`${path}/9/state`, { state: "archived" });
  expect(listTemplate(db)).toHaveLength(16);
  expect(await page(path)).toContain("Wieder verwenden");
});

test.each([
  ["no name", { name: " " }, "Was ist zu tun?"],
  ["a name without end", { name: "x".repeat(121) }, "Höchstens 120 Zeichen."],
  ["days that are no number", { days_after_start: "bald" }, "Erwartet wird eine Zahl von 0 bis 3650."],
  ["days before the start", { days_after_start: "-1" }, "Erwartet wird eine Zahl von 0 bis 3650."],
])("bad input: %s. What was typed stays with the right form", async (_, wrong, sentence) => {
  const { post, db } = visit();
  for (const [address, id] of [
    [path, "new"],
    [`${path}/4`, "step-4"],
  ] as const) {
    const refused = await post(address, { ...added, ...wrong });
    const shown = await refused.text();
    expect(refused.status).toBe(422);
    expect(shown).toContain(sentence);
    expect(shown).toContain(`id="${id}-name_en" name="name_en" type="text" value="Check the bill"`);
  }
  expect(codes(db)).toEqual([]);
});

test("only owners, only by our forms, and only steps that are there", async () => {
  const owner = visit();
  for (const part of ["/99", "/99/place", "/99/state"])
    expect((await owner.post(path + part, { ...added, to: "up", state: "archived" })).status).toBe(404);
  for (const part of ["", "/4", "/4/place", "/4/state"]) {
    const from = await owner.post(path + part, added, { "sec-fetch-site": "cross-site" });
    expect([part, from.status]).toEqual([part, 403]);
  }
  const member = visit({ as: "member" });
  expect((await member.get(path)).status).toBe(403);
  expect((await member.post(path, added)).status).toBe(403);
});
