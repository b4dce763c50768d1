import { describe, expect, test } from "bun:test";
import { writeCase } from "#src/cli/case/aktion-privacy.ts";
import { readRegister } from "#src/services/read.ts";
import type { ServiceOn } from "#src/services/register.ts";
import { openDatabase } from "#src/storage/database.ts";
import { addDays, formatWhen } from "#src/when.ts";
import { now } from "../support/browser.ts";

const db = openDatabase(":memory:");
writeCase(db, { by: "aktion", at: now });

function on(knownAt: string, asOf = knownAt): Record<string, ServiceOn> {
  return Object.fromEntries(readRegister(db, { asOf, knownAt }).services.map((row) => [row.service.slug, row]));
}

const codes = (row: ServiceOn) => row.warnings.map(({ code }) => code);
const oldData = (row: ServiceOn) => Object.fromEntries(row.from.map((one) => [one.system.slug, one.old_data]));

test("the case has ten services, nine replacements and four deletions", () => {
  expect(db.query("SELECT count(*) AS n FROM services").get()).toEqual({ n: 10 });
  const whole = "SELECT count(*) AS n FROM replacements WHERE from_system_id IS NOT NULL AND to_system_id IS NOT NULL";
  expect(db.query(whole).get()).toEqual({ n: 9 });
  const deleted = Object.values(on("2026-11-23")).flatMap((row) =>
    row.from.filter((one) => one.old_data === "deleted"),
  );
  expect([...new Set(deleted.map((one) => one.system.slug))].sort()).toEqual([
    "mailchimp",
    "pingdom",
    "slack",
    "sorry",
  ]);
});

describe("what was known", () => {
  test("in 10.2020: nothing was deleted, and nobody had spoken of status mailing", () => {
    const then = on("2020-10-31");
    expect(Object.fromEntries(Object.entries(then).map(([slug, row]) => [slug, row.stage]))).toEqual({
      "cloud-server": "live",
      "ticket-system": "live",
      "help-center": "live",
      workspace: "testing",
      "team-chat": "switching",
      office: "live",
      newsletter: "building",
      "status-page": "searching",
      monitoring: "open",
      "status-mailing": null,
    });
    expect(
      Object.values(then)
        .flatMap((row) => row.from)
        .some((one) => one.deleted !== null),
    ).toBe(false);
    expect(then["status-page"]!.to).toEqual([]);
    expect(then["team-chat"]!.to.map((one) => one.system.slug)).toEqual(["nextcloud-talk"]);
  });

  test("in 12.2020: Slack was deleted that month; of the other three nobody knew yet", () => {
    const then = on("2020-12-31");
    expect(then["newsletter"]!.stage).toBe("building");
    expect(then["workspace"]).toMatchObject({ stage: "testing", stale: true, reported_on: "2020-10-31" });
    expect(then["team-chat"]!.from[0]).toMatchObject({ old_data: "deleted", deleted: { on: "2020-12", text: null } });
    for (const slug of ["newsletter", "status-page", "monitoring", "status-mailing"])
      expect(then[slug]!.from[0]!.deleted).toBeNull();
    expect(codes(then["status-page"]!)).toContain("replaced-not-deleted");
  });

  test("in 02.2021: the newsletter was ready and all four were deleted on 8 December 2020", () => {
    const then = on("2021-02-28");
    expect(then["newsletter"]!.stage).toBe("ready");
    for (const slug of ["team-chat", "newsletter", "status-page", "monitoring", "status-mailing"])
      expect(then[slug]!.from[0]!.deleted).toEqual({ on: "2020-12-08", text: null });
  });

  test("looking back to 12.2020 with today's knowledge: all four deleted, the newsletter's before its replacement", () => {
    const then = on("2026-11-23", "2020-12-31");
    for (const slug of ["team-chat", "newsletter", "status-page", "monitoring", "status-mailing"])
      expect(Object.values(oldData(then[slug]!))).toEqual(["deleted"]);
    const before = Object.values(then).filter((row) => codes(row).includes("deleted-before-ready"));
    expect(before.map((row) => row.service.slug)).toEqual(["newsletter"]);
  });

  test("on 7 December 2020, with today's knowledge, nothing was deleted; on the 8th four systems were", () => {
    const deletedOn = (asOf: string) =>
      new Set(
        Object.values(on("2026-11-23", asOf)).flatMap((row) =>
          row.from.filter((one) => one.deleted).map((one) => one.system.slug),
        ),
      ).size;
    expect(deletedOn("2020-12-07")).toBe(0);
    expect(deletedOn("2020-12-08")).toBe(4);
  });
});

test("warnings today name what is open, and nothing that the reports leave unsaid", () => {
  const today = on("2026-11-23");
  expect(Object.fromEntries(Object.entries(today).map(([slug, row]) => [slug, codes(row)]))).toEqual({
    "cloud-server": [],
    "ticket-system": ["replaced-not-deleted"],
    "help-center": ["replaced-not-deleted"],
    workspace: ["stale"],
    "team-chat": ["deletion-without-proof"],
    office: ["replaced-not-deleted"],
    newsletter: ["deleted-before-ready", "deletion-without-proof", "stale", "target-slipped"],
    "status-page": ["deletion-without-proof", "criterion-missed"],
    monitoring: ["deletion-without-proof", "criterion-missed"],
    "status-mailing": ["deletion-without-proof", "criterion-missed"],
  });
});

test("a stage begins with its first report and is as fresh as its last", () => {
  const ticket = on("2021-02-28")["ticket-system"]!;
  expect(formatWhen(ticket.stage_when!, "de")).toBe("Anfang September 2020");
  expect(ticket.stage_when!.on).toBe("2020-09");
  expect(ticket.reported_on).toBe("2021-02-28");
  expect(on("2026-11-23")["office"]!.stage_when).toEqual({ on: null, text: "seit längerem" });
});

test("the newsletter's slip stays visible", () => {
  const row = on("2021-02-28")["newsletter"]!;
  expect(row.slipped.map((target) => target.text)).toEqual(["noch 2020"]);
  expect(row.target).toEqual({ on: "2021", text: "erste Monate 2021" });
});

test("a permanent warning never goes away again, day by day through the case", () => {
  let seen = false;
  for (let day = "2020-12-01"; day <= "2021-03-31"; day = addDays(day, 1)) {
    const warned = codes(on("2026-11-23", day)["newsletter"]!).includes("deleted-before-ready");
    expect(seen && !warned).toBe(false);
    seen ||= warned;
  }
  expect(seen).toBe(true);
});
