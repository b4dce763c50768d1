import { describe, expect, test } from "bun:test";
import { countries, countryName, isCountry, readCountry } from "#src/law/country.ts";

test("every country of ISO 3166-1 is known, and Kosovo", () => {
  expect(countries("de").length).toBe(249 + 1);
  for (const { iso } of countries("en")) expect(isCountry(iso)).toBe(true);
});

test.each(["ch", "UK", "EU", "XX", "ZZ", "DD", "AN", "USA", "", "ORG:EPO"])("%p is no stored code", (code) => {
  expect(isCountry(code)).toBe(false);
});

test("names are as our list gives them, else the usual ones", () => {
  expect(countryName("US", "de")).toBe("USA");
  expect(countryName("HK", "de")).toBe("Hongkong");
  expect(countryName("CI", "de")).toBe("Côte d’Ivoire");
  expect(countryName("TR", "en")).toBe("Türkiye");
  expect(countryName("BY", "en")).toBe("Belarus");
  expect(countryName("XX", "de")).toBe("XX");
});

test("a Swiss reader never meets an ß", () => {
  expect(countries("de").filter(({ name }) => name.includes("ß"))).toEqual([]);
});

test("the select is sorted as people sort: Ä and Ö among A and O", () => {
  const names = countries("de").map(({ name }) => name);
  expect(names.indexOf("Österreich")).toBeGreaterThan(names.indexOf("Oman"));
  expect(names.indexOf("Österreich")).toBeLessThan(names.indexOf("Pakistan"));
  expect(names[0]).toBe("Afghanistan");
  expect(names.indexOf("Ägypten")).toBe(1);
});

describe("reading what was typed", () => {
  test("every code and every name that we show comes back as its country", () => {
    for (const language of ["de", "en"] as const)
      for (const { iso, name } of countries(language)) {
        expect([name, readCountry(name)]).toEqual([name, iso]);
        expect(readCountry(iso.toLowerCase())).toBe(iso);
      }
  });

  test.each([
    ["USA", "US"],
    ["u.s.a.", "US"],
    ["us", "US"],
    ["Die Vereinigten Staaten", null],
    ["Vereinigte Staaten von Amerika", "US"],
    ["the United States of America", "US"],
    ["England", "GB"],
    ["UK", "GB"],
    ["Grossbritannien", "GB"],
    ["Großbritannien", "GB"],
    ["Great Britain", "GB"],
    [" schweiz ", "CH"],
    ["Suisse", "CH"],
    ["Oesterreich", "AT"],
    ["ÖSTERREICH", "AT"],
    ["Osterreich", "AT"],
    ["die Niederlande", "NL"],
    ["Holland", "NL"],
    ["Südkorea", "KR"],
    ["Suedkorea", "KR"],
    ["Hong Kong", "HK"],
    ["Tuerkei", "TR"],
    ["Turkey", "TR"],
    ["Trinidad and Tobago", "TT"],
    ["Saint Lucia", "LC"],
    ["Czech Republic", "CZ"],
    ["Kosovo", "XK"],
    ["Guinea Bissau", "GW"],
    ["Korea", null],
    ["Kongo", null],
    ["Europa", null],
    ["Pilatus", null],
    ["D", null],
    ["", null],
    ["   ", null],
    ["und", null],
  ] as const)("%p -> %p", (typed, iso) => {
    expect(readCountry(typed)).toBe(iso);
  });
});
