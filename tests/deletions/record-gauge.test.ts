import { expect, test } from "bun:test";
import { cleanName, type Supports } from "#src/deletions/evidence.ts";
import { dossierOn, type Log } from "#src/deletions/log.ts";
import { type DeletionRecord, lineNames, whenNames } from "#src/deletions/record.ts";
import { levelOf, metPoints, nextPoint } from "#src/deletions/record-gauge.ts";

const bare = {
  ...Object.fromEntries(
    whenNames.flatMap((name) => [
      [`${name}_on`, null],
      [`${name}_text`, null],
    ]),
  ),
  ...Object.fromEntries(lineNames.map((name) => [name, null])),
  id: 1,
  system_id: 1,
  executed_on: "2020-12-08",
  executed_by: "Ines Huber",
  method: "other",
  places: "",
  reported_on: "2021-02-28",
  recorded_at: "2026-11-23T09:00:00.000Z",
  by: "person:1",
  corrects: null,
} as DeletionRecord;

test.each([
  [{}, []],
  [{ categories: "Mails", subjects: "Kundschaft" }, []],
  [{ categories: "Mails", subjects: "Kundschaft", places: "production" }, ["scope"]],
  [{ exported_on: "2020-12-01", export_place: "Archiv" }, []],
  [{ exported_on: "2020-12", export_place: "Archiv", imported_on: "2020-12-02", imported_by: "Toni" }, ["export"]],
  [{ requested_text: "seit längerem", request_channel: "Formular" }, ["request"]],
  [{ confirmed_on: "2020-12-10" }, []],
  [{ confirmed_on: "2020-12-10", confirmed_from: "Slack" }, ["confirmation"]],
  [{ verified_on: "2020-12-09", verified_by: "Toni", verified_how: "404" }, ["second-person"]],
  [{ verified_on: "2020-12-09", verified_by: " ines  huber", verified_how: "404" }, []],
  [{ backups_expire_on: "2020-12-22" }, []],
  [{ backups_expire_on: "2020-12-22", backups_follow_up_by: "Toni" }, ["backups"]],
  [{ documents_updated_on: "2021-01" }, ["documents"]],
] as [Partial<DeletionRecord>, string[]][])("%j meets %j", (said, met) => {
  expect(metPoints({ ...bare, ...said }, [])).toEqual(met as never);
});

test.each([
  ["scope", "Toni", ["scope"]],
  ["certificate", null, ["confirmation"]],
  ["confirmation", null, ["confirmation"]],
  ["second-person", "Toni", ["second-person"]],
  ["second-person", "Ines Huber", []],
  ["second-person", null, []],
  ["deletion", "Toni", []],
] as [Supports, string | null, string[]][])("a file for %s that %s brought meets %j", (supports, uploader, met) => {
  expect(metPoints(bare, [{ supports, uploader }])).toEqual(met as never);
});

test("what a record tells of a later day does not count yet", () => {
  const record = { ...bare, confirmed_on: "2020-12-10", confirmed_from: "Slack" };
  expect(metPoints(record, [], "2020-12-09")).toEqual([]);
  expect(metPoints(record, [], "2020-12-10")).toEqual(["confirmation"]);
});

test.each([
  [[], "own-statement"],
  [["request", "scope", "documents"], "own-statement"],
  [["deletion"], "own-evidence"],
  [["second-person"], "own-evidence"],
  [["deletion", "confirmation"], "provider-confirmation"],
  [["confirmation", "certificate"], "certificate"],
] as [Supports[], string][])("files for %j are: %s", (kinds, level) => {
  expect(levelOf(kinds.map((supports) => ({ supports })))).toBe(level as never);
});

test("what is missing next: the confirmation, then the second person, then the rest from above", () => {
  expect(nextPoint([], "own-statement")).toBe("confirmation");
  expect(nextPoint(["confirmation"], "provider-confirmation")).toBe("second-person");
  expect(nextPoint(["confirmation", "second-person"], "certificate")).toBe("scope");
  const all = ["scope", "export", "request", "confirmation", "second-person", "backups", "documents"] as const;
  expect(nextPoint(all, "certificate")).toBeNull();
  expect(nextPoint(all, "own-statement")).toBe("confirmation");
});

const file = {
  system_id: 1,
  record_id: 1,
  supports: "certificate" as const,
  name: "z.pdf",
  type: "application/pdf",
  size: 1,
  sha256: "x",
  blob_id: 1,
  uploaded_by: "person:2",
  uploaded_at: "2021-03-05T09:00:00.000Z",
  removed_by: "person:2",
  removed_at: "2021-04-01T09:00:00.000Z",
  removed_reason: "r",
};
const log: Log = {
  records: [bare, { ...bare, id: 2, corrects: 1, executed_on: "2020-12-07", reported_on: "2021-03-31" }],
  evidence: [{ ...file, id: 1 }],
  day: (at) => at.slice(0, 10),
  name: () => "Toni",
};
const on = (knownAt: string, asOf = knownAt) => dossierOn(log, 1, [], { asOf, knownAt });

test("proof obeys the day: record, correction and file count from when they were known, and a removed file no longer", () => {
  expect(on("2021-02-27")).toBeNull();
  expect(on("2021-02-28")).toMatchObject({ record: { id: 1 }, proof: { level: "own-statement" } });
  expect(on("2021-03-05")).toMatchObject({ record: { id: 1 }, proof: { level: "certificate" } });
  expect(on("2021-03-31")).toMatchObject({ record: { id: 2 }, proof: { level: "certificate" } });
  expect(on("2021-04-01")).toMatchObject({ record: { id: 2 }, proof: { level: "own-statement" } });
  expect(on("2021-04-01", "2020-12-06")).toBeNull();
});

test("a record from before the system was in use again proves nothing", () => {
  const said = {
    id: 1,
    happened_text: null,
    recorded_at: "",
    by: "",
    note: null,
    corrects: null,
    withdrawn: 0 as const,
    system_id: 1,
  };
  const used = { ...said, state: "in-use" as const, happened_on: "2022-01-01", reported_on: "2022-01-01" };
  const moment = { asOf: "2023-01-01", knownAt: "2023-01-01" };
  expect(dossierOn(log, 1, [used], moment)).toBeNull();
  expect(dossierOn(log, 1, [{ ...used, happened_on: "2020-01-01", reported_on: "2020-01-01" }], moment)).toMatchObject({
    record: { id: 2 },
  });
});

test.each([
  ["Bestätigung (Slack).pdf", "Bestätigung (Slack).pdf"],
  ["../../x.pdf", "x.pdf"],
  ["a\r\nSet-Cookie: b.pdf", "aSet-Cookie: b.pdf"],
  [".htaccess", "htaccess"],
  ["", "Datei"],
  [`${"ä".repeat(300)}.pdf`, `${"ä".repeat(196)}.pdf`],
])("the name %j is kept as %j", (name, kept) => {
  expect(cleanName(name)).toBe(kept);
});
