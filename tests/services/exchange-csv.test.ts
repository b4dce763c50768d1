import { describe, expect, test } from "bun:test";
import { addService } from "#src/services/actions.ts";
import { registerCsv } from "#src/services/exchange/archive.ts";
import { csvOf, guard, joined, split, unguard } from "#src/services/exchange/cell.ts";
import { columnOf, columns } from "#src/services/exchange/columns.ts";
import { contractJson } from "#src/services/exchange/contract.ts";
import { importFile, tryImport } from "#src/services/exchange/import-file.ts";
import { templateCsv } from "#src/services/exchange/template.ts";
import { readRegister } from "#src/services/read.ts";
import { done, dump, empty, importing, list, spotsIn, today, troublesIn, utf8 } from "../support/exchange.ts";

function registerFrom(bytes: Uint8Array) {
  const db = empty();
  expect(importFile(db, bytes, importing).troubles).toEqual([]);
  return contractJson(readRegister(db, today)).services;
}

const windows1252 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string, little: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return new Uint8Array(little ? bytes : bytes.swap16());
};

describe("every encoding, separator and line end gives the same register", () => {
  const expected = registerFrom(utf8(list));
  const files: Record<string, Uint8Array> = {
    "UTF-8 with a byte order mark": utf8(`\ufeff${list}`),
    "Windows-1252": windows1252(list),
    "UTF-16, Excel's Unicode text": utf16(list.replaceAll(";", "\t"), true),
    "UTF-16, big end first": utf16(list, false),
    CRLF: utf8(list.replaceAll("\n", "\r\n")),
    CR: utf8(list.replaceAll("\n", "\r")),
    commas: utf8(list.replaceAll(";", ",")),
    tabs: utf8(list.replaceAll(";", "\t")),
    "every cell in quotes": utf8(list.replaceAll(/[^;\n]+/g, '"$&"')),
    "Excel's line sep=": utf8(`sep=;\n${list}`),
    "empty lines and empty columns": utf8(`${list.replaceAll("\n", ";;\n")};;;;;;;;;;;\n\n`),
  };
  for (const [name, bytes] of Object.entries(files)) test(name, () => expect(registerFrom(bytes)).toEqual(expected));

  test("and it is the right one", () => {
    expect(expected).toHaveLength(1);
    expect(expected[0]).toMatchObject({
      slug: "buero-chat",
      name: "Büro-Chat",
      stage: "live",
      stage_on: "2020-12",
      reported_on: "2020-12-31",
      owner: "Zoë",
    });
    expect(expected[0]!.from).toMatchObject([
      { slug: "slack", old_data: "deleted", deleted_on: "2020-12-08", seat: "US" },
    ]);
    expect(expected[0]!.to.map(({ slug }) => slug)).toEqual(["nextcloud-talk", "deck"]);
  });
});

describe("headings", () => {
  test("German and English, in any order, whatever the case and accents", () => {
    for (const { key, de, en } of columns)
      for (const heading of [key, de, en, de.toUpperCase(), ` ${en.toLowerCase()} `, de.normalize("NFD")])
        expect(columnOf(heading)).toBe(key);
    for (const heading of ["ZUSTAENDIG", "zustandig", "Geloescht am", "reported_on", "Gemeldet-am"])
      expect(columnOf(heading)).not.toBeNull();
  });

  test("English headings and words give the same as German ones", () => {
    const english = `OWNER,Stage,since,reported on,to,from,old data,deleted on,old seat,Service
Zoë,live,2020-12,2020-12-31,Nextcloud Talk | Deck,Slack,deleted,2020-12-08,US,Büro-Chat
`;
    expect(registerFrom(utf8(english))).toEqual(registerFrom(utf8(list)));
  });

  test("an unknown one is said, not dropped; so is one that comes twice or is missing", () => {
    expect(spotsIn("Dienst;Preis;Service\nChat;5;x\n")).toEqual(["1:2 Preis", "1:3 Service"]);
    expect(troublesIn("Zweck\nReden\n")[0]![1]).toBe("Die Spalte «Dienst» fehlt.");
    expect(troublesIn("Chat;Slack\nMail;Gmail\n")[0]![1]).toStartWith(
      "Die erste Zeile muss die Überschriften enthalten",
    );
    expect(spotsIn("Dienst\nChat;stray\n")).toEqual(["2:2 null"]);
  });
});

test("a dry run changes nothing and says what would become of it", () => {
  const db = empty();
  const before = dump(db);
  expect(tryImport(db, utf8(list), importing)).toEqual({
    services: 1,
    systems: 3,
    facts: 5,
    criteria: 0,
    skipped: 0,
    troubles: [],
    more: 0,
  });
  expect(dump(db) === before).toBe(true);
  expect(importFile(db, utf8(list), importing)).toMatchObject({ services: 1, systems: 3, facts: 5 });
});

test("a deletion later than the row's report is first said today; the row's other facts on its day", () => {
  const db = empty();
  importFile(
    db,
    utf8("Dienst;bisher;Status;gemeldet am;gelöscht am\nA;X;produktiv;31.12.2020;15.01.2021\n"),
    importing,
  );
  expect(db.query("SELECT happened_on, reported_on FROM old_data_reports").get()).toEqual({
    happened_on: "2021-01-15",
    reported_on: "2026-11-23",
  });
  expect(db.query("SELECT reported_on FROM replacements").get()).toEqual({ reported_on: "2020-12-31" });
});

test("every imported fact is an entry of the history, by whoever imported it", () => {
  const db = empty();
  importFile(db, utf8(list), { done: { ...done, by: "person:7" }, mayChangeCriteria: false });
  expect(
    db.query("SELECT what, count(*) AS n FROM history_entries WHERE by = 'person:7' GROUP BY what ORDER BY what").all(),
  ).toEqual([
    { what: "old-data.reported", n: 1 },
    { what: "place.recorded", n: 1 },
    { what: "replacement.recorded", n: 2 },
    { what: "service.added", n: 1 },
    { what: "stage.reported", n: 1 },
    { what: "system.added", n: 3 },
  ]);
});

describe("cells", () => {
  test("what a spreadsheet would run is guarded on the way out and comes back as it was", () => {
    for (const cell of [
      "=1+1",
      "+1",
      "-1",
      "@x",
      "\tx",
      "'=1",
      "''=1",
      "'=",
      "=",
      "'s-Hertogenbosch",
      "'",
      "''",
      "x",
      "",
    ]) {
      expect(unguard(guard(cell))).toBe(cell);
      expect(guard(cell)).not.toMatch(/^[=+\-@\t\r]/);
    }
    const db = empty();
    addService(db, { ...unsaid, name: '=HYPERLINK("http://evil")' }, done);
    expect(registerCsv(db, today)).toContain(`;"'=HYPERLINK(""http://evil"")";`);
  });

  test("several values are one cell, whatever they hold", () => {
    for (const values of [["a"], ["a", "b"], ["a", "", "b"], ["", "b"], ["a", ""], ["a|b", "c\\", "\\|", "\\\\"]])
      expect(split(joined(values), 50)).toEqual(values);
    expect(split("a|b |c", 50)).toEqual(["a", "b", "c"]);
    expect(split("CH |", 50)).toEqual(["CH", ""]);
    expect(joined(["", ""])).toBe("");
  });

  test("semicolons, CRLF and a byte order mark, as Excel opens it", () => {
    expect(
      csvOf([
        ["a", "b;c"],
        ["d\ne", 'f"g'],
      ]),
    ).toBe('\ufeffa;"b;c"\r\n"d\ne";"f""g"\r\n');
  });
});

const unsaid = {
  name_en: null,
  purpose: null,
  purpose_en: null,
  category: null,
  owner: null,
  priority: null,
  priority_reason: null,
  customer_data: "unknown",
  note: null,
} as const;

test("the template fits as it is, in both languages", () => {
  for (const language of ["de", "en"] as const)
    expect(tryImport(empty(), utf8(templateCsv(language)), importing)).toMatchObject({ services: 1, troubles: [] });
});
