import { describe, expect, test } from "bun:test";
import { lawInForce } from "#src/law/act.ts";
import { changesBetween } from "#src/law/change.ts";
import { countries } from "#src/law/country.ts";
import { horizonSentence, lawHorizon } from "#src/law/horizon.ts";
import type { OwnInterval } from "#src/law/interval.ts";
import { parentAccess } from "#src/law/parent-access.ts";

describe("the law to cite", () => {
  test.each([
    ["CH", "1993-07-01", "19. Juni 1992"],
    ["CH", "2020-12-08", "19. Juni 1992"],
    ["CH", "2023-08-31", "19. Juni 1992"],
    ["CH", "2023-09-01", "25. September 2020"],
    ["CH", "2026-11-23", "25. September 2020"],
    ["EU", "1995-10-24", "95/46/EG"],
    ["EU", "2018-05-24", "95/46/EG"],
    ["EU", "2018-05-25", "2016/679"],
  ] as const)("%s on %s is that of %s", (regime, on, name) => {
    expect(lawInForce(regime, on)?.name.de).toContain(name);
    expect(lawInForce(regime, on)?.source).toStartWith("https://");
  });

  test("there was none before the first", () => {
    expect(lawInForce("CH", "1993-06-30")).toBeNull();
    expect(lawInForce("EU", "1995-10-23")).toBeNull();
  });
});

describe("access through the parent", () => {
  test("is a matter of US law, since the CLOUD Act, with a source", () => {
    const access = parentAccess("US");
    expect(access?.since).toBe("2018-03-23");
    expect(access?.source).toStartWith("https://");
    expect(access?.reason.de).toContain("FISA 702");
    expect(access?.reason.en).toContain("CLOUD Act");
  });

  test("is flagged for no other country", () => {
    expect(countries("en").filter(({ iso }) => parentAccess(iso))).toEqual([{ iso: "US", name: "USA" }]);
  });
});

test("the horizon is a sentence that asks to be checked", () => {
  expect(lawHorizon).toEqual({ as_of: "2026-11-23", newest_source: "2026-07" });
  expect(horizonSentence()).toEqual({
    de: "Rechtsstand Juli 2026, bitte prüfen",
    en: "Law as of July 2026, please check",
  });
});

describe("what changed in a period", () => {
  test("is what ended and what began in it, the ended first", () => {
    const changes = changesBetween("2020-09-07", "2020-09-08", ["GB", "US", "US"], "CH");
    expect(changes.map(({ on, what, country, status, ours }) => [on, what, country, status, ours])).toEqual([
      ["2020-09-07", "ended", "US", "certified-only", false],
      ["2020-09-08", "began", "US", "inadequate", false],
    ]);
    expect(changes[1]?.basis).toContain("EDÖB-Stellungnahme");
  });

  test("counts both days of the period and none outside", () => {
    expect(changesBetween("2026-01-25", "2026-01-26", ["BR"], "EU").map(({ what }) => what)).toEqual([
      "ended",
      "began",
    ]);
    expect(changesBetween("2026-01-26", "2026-01-26", ["BR"], "EU").map(({ what }) => what)).toEqual(["began"]);
    expect(changesBetween("2026-01-27", "2026-02-02", ["BR"], "EU")).toEqual([]);
    expect(changesBetween("2026-01-20", "2026-02-02", ["BR"], "CH")).toEqual([]);
    expect(changesBetween("2026-01-20", "2026-02-02", [], "EU")).toEqual([]);
  });

  test("shows when an adequacy runs out", () => {
    const [sunset, ...others] = changesBetween("2031-12-22", "2031-12-28", ["GB", "DE"], "EU");
    expect([sunset?.on, sunset?.what, sunset?.country, sunset?.status]).toEqual([
      "2031-12-27",
      "ended",
      "GB",
      "adequate",
    ]);
    expect(others).toEqual([]);
  });

  test("includes the company's own", () => {
    const own: OwnInterval = {
      regime: "CH",
      country: "US",
      status: "inadequate",
      from: "2026-12-01",
      until: null,
      basis: "gestrichen",
      source: "Amtliche Sammlung",
    };
    expect(changesBetween("2026-11-30", "2026-12-06", ["US"], "CH", [own])).toEqual([
      {
        on: "2026-12-01",
        what: "began",
        country: "US",
        regime: "CH",
        status: "inadequate",
        basis: "gestrichen",
        source: "Amtliche Sammlung",
        ours: true,
      },
    ]);
    expect(changesBetween("2026-11-30", "2026-12-06", ["GB"], "CH", [own])).toEqual([]);
  });
});
