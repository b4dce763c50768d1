import { expect, test } from "bun:test";
import { assess } from "#src/law/assess.ts";
import { listLawIntervals } from "#src/settings/store.ts";
import { codes, told } from "../people/account.ts";
import { visit } from "../support/browser.ts";

const finding = {
  regime: "CH",
  country: "US",
  status: "inadequate",
  from_on: "2026-10-01",
  until_on: "",
  basis: "Entscheid des Bundesrats vom 30.09.2026",
  source: "https://www.admin.ch/beispiel",
};

test("an interval of one's own is recorded, shown, and goes before the list", async () => {
  const { post, page, db } = visit();
  const added = await post("/settings/law", finding);
  expect([added.status, added.headers.get("location")]).toEqual([303, "/settings/law"]);
  const shown = await page("/settings/law");
  for (const text of [
    "Ein eigener Eintrag geht der Rechtsliste vor.",
    finding.basis,
    finding.source,
    "seit 01.10.2026",
  ])
    expect(shown).toContain(text);
  const own = listLawIntervals(db);
  const on = (day: string) => assess({ regime: "CH", country: "US", on: day, certified: true, own }).effective;
  expect([on("2026-09-30"), on("2026-10-01")]).toEqual(["adequate", "inadequate"]);
  expect(told(db)).toEqual([
    {
      what: "law.added",
      about: "law:1",
      by: "person:1",
      facts: { regime: "CH", country: "US", status: "inadequate", from_on: "2026-10-01", until_on: null },
      words: { basis: finding.basis, source: finding.source },
    },
  ]);
});

test("it is ended once, on a day that is not before it began", async () => {
  const { post, page, db } = visit();
  await post("/settings/law", finding);
  expect((await post("/settings/law/1/end", { until_on: "2026-09-30" })).status).toBe(422);
  expect((await post("/settings/law/1/end", { until_on: "2026-02-30" })).status).toBe(422);
  expect((await post("/settings/law/1/end", { until_on: "2026-11-15" })).status).toBe(303);
  expect((await post("/settings/law/1/end", { until_on: "2026-11-20" })).status).toBe(409);
  expect(await page("/settings/law")).toContain("01.10.2026 – 15.11.2026");
  expect(codes(db)).toEqual(["law.added", "law.ended"]);
});

test("a mistake is withdrawn: it counts no more and stays readable", async () => {
  const { post, page, db } = visit();
  await post("/settings/law", finding);
  for (let i = 0; i < 2; i++) expect((await post("/settings/law/1/withdrawal")).status).toBe(303);
  expect(listLawIntervals(db)).toEqual([]);
  const shown = await page("/settings/law");
  expect(shown).toContain("zurückgenommen");
  expect(shown).toContain("Es gilt die mitgelieferte Rechtsliste.");
  expect((await post("/settings/law/1/end", { until_on: "2026-11-15" })).status).toBe(409);
  expect(codes(db)).toEqual(["law.added", "law.withdrawn"]);
});

test.each([
  [{ country: "" }, "Wählen Sie ein Land."],
  [{ country: "XX" }, "Wählen Sie ein Land."],
  [{ status: "forbidden" }, "Wählen Sie einen Stand."],
  [{ from_on: "2026-02-30" }, "Wählen Sie einen Tag."],
  [{ from_on: "" }, "Wählen Sie einen Tag."],
  [{ until_on: "2026-09-30" }, "Das Ende liegt vor dem Anfang."],
  [{ basis: " " }, "Worauf stützt es sich?"],
  [{ source: "" }, "Wo lässt es sich nachlesen?"],
])("%j is refused with its reason", async (wrong, sentence) => {
  const { post, db } = visit();
  const refused = await post("/settings/law", { ...finding, ...wrong });
  const page = await refused.text();
  expect(refused.status).toBe(422);
  expect(page).toContain(sentence);
  if (!("source" in wrong)) expect(page).toContain(`value="${finding.source}"`);
  expect(codes(db)).toEqual([]);
});

test("an entry that is not there is not found; all is changed by forms of ours only; every address answers a GET", async () => {
  const { get, post, db } = visit();
  expect((await post("/settings/law/9/end", { until_on: "2026-11-15" })).status).toBe(404);
  expect((await post("/settings/law/9/withdrawal")).status).toBe(404);
  for (const path of ["", "/1/end", "/1/withdrawal"])
    expect((await post(`/settings/law${path}`, finding, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  for (const path of ["end", "withdrawal"])
    expect((await get(`/settings/law/1/${path}`)).headers.get("location")).toBe("/settings/law");
  expect(codes(db)).toEqual([]);
});
