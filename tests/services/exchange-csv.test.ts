import type { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { addService, archiveService } from "#src/services/actions.ts";
import { registerCsv } from "#src/services/exchange/archive.ts";
import { csvOf, guard, joined, split, unguard } from "#src/services/exchange/cell.ts";
import { columnOf, columns } from "#src/services/exchange/columns.ts";
import { contractJson } from "#src/services/exchange/contract.ts";
import { importFile, tryImport } from "#src/services/exchange/import-file.ts";
import { templateCsv } from "#src/services/exchange/template.ts";
import { readRegister } from "#src/services/read.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";

const done = { by: "aktion", at: now };
const importing = { done, mayChangeCriteria: true };
const today = { asOf: "2026-11-23", knownAt: "2026-11-23" };
const utf8 = (text: string) => new TextEncoder().encode(text);
const empty = () => openDatabase(":memory:");
const dump = (db: Database) => Buffer.from(db.serialize()).toString("base64");

const list = `Dienst;bisher;neu;Status;seit;gemeldet am;alte Daten;gelöscht am;Sitz bisher;zuständig
Büro-Chat;Slack;Nextcloud Talk | Deck;produktiv;12.2020;31.12.2020;gelöscht;08.12.2020;USA;Zoë
`;

function registerFrom(bytes: Uint8Array) {
  const db = empty();
  expect(importFile(db, bytes, importing).troubles).toEqual([]);
  return contractJson(readRegister(db, today)).services;
}

/** Each trouble as `line:column heading`, with the German sentence. */
function troublesIn(text: string | Uint8Array, db = empty()): [string, string][] {
  const before = dump(db);
  const { troubles } = importFile(db, typeof text === "string" ? utf8(text) : text, importing);
  expect(dump(db) === before).toBe(true);
  return troubles.map(({ line, column, where, sentence }) => [`${line}:${column} ${where}`, sentence.de]);
}

const spotsIn = (text: string) => troublesIn(text).map(([spot]) => spot);

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

describe("every problem by line and column", () => {
  test("of several rows at once, in the order of the file", () => {
    const file = `Dienst;Status;seit;gemeldet am;bisher;alte Daten;gelöscht am;Sitz bisher;Kundendaten;ID
;offen;;;;;;;;
Chat;läuft;32.13.2020;morgen;Slack;weg;30.02.2020;Atlantis;vielleicht;Gross!
"Mail
zwei";produktiv;12.2020;30.11.2020;A | B | C;gelöscht | gelöscht;;;;
Chat;;05.2020;;A | a;;;;;
`;
    const found = troublesIn(file);
    expect(found.map(([spot]) => spot)).toEqual([
      "2:1 Dienst",
      "3:2 Status",
      "3:3 seit",
      "3:4 gemeldet am",
      "3:6 alte Daten",
      "3:7 gelöscht am",
      "3:8 Sitz bisher",
      "3:9 Kundendaten",
      "3:10 ID",
      "4:3 seit",
      "4:6 alte Daten",
      "6:1 Dienst",
      "6:3 seit",
      "6:5 bisher",
    ]);
    const sentences = Object.fromEntries(found);
    expect(sentences["2:1 Dienst"]).toContain("Wofür braucht es den Dienst?");
    expect(sentences["3:2 Status"]).toBe(
      "«läuft» kennen wir hier nicht. Möglich sind: offen, Suche, im Aufbau, Testphase, Umstellung, steht bereit, produktiv.",
    );
    expect(sentences["3:3 seit"]).toContain("Dieses Datum gibt es nicht.");
    expect(sentences["4:3 seit"]).toContain("bevor es geschah");
    expect(sentences["4:6 alte Daten"]).toContain("Hier stehen 2 Werte für 3 Systeme.");
    expect(sentences["6:1 Dienst"]).toContain("derselbe Dienst wie in Zeile 3");
    expect(sentences["6:5 bisher"]).toContain("«a» steht zweimal");
  });

  test("in English too", () => {
    const { troubles } = tryImport(empty(), utf8("Service;Stage\nChat;soon\n"), importing);
    expect(troubles[0]!.sentence.en).toStartWith('We do not know "soon" here. Possible are: open, searching');
  });

  test("what lies in the future", () => {
    expect(spotsIn("Dienst;Status;gemeldet am\nChat;offen;24.11.2026\n")).toEqual(["2:3 gemeldet am"]);
    expect(spotsIn("Dienst;Status;seit\nChat;offen;2027\n")).toEqual(["2:3 seit"]);
  });

  test("rows that contradict each other about a system", () => {
    const file = "Dienst;bisher;alte Daten;Sitz bisher\nA;Mailchimp;gelöscht;US\nB;mailchimp;in Betrieb;USA\n";
    expect(troublesIn(file)).toEqual([
      [
        "3:3 alte Daten",
        "Von «Mailchimp» steht in Zeile 2 schon «gelöscht». Ein System hat an jedem Ort dieselben Angaben.",
      ],
    ]);
  });

  test("a day of deletion beside data that is in use", () => {
    expect(spotsIn("Dienst;bisher;alte Daten;gelöscht am\nA;X;in Betrieb;2020\n")).toEqual(["2:4 gelöscht am"]);
  });

  test("an id that is an address of ours", () => {
    expect(spotsIn("ID;Dienst\nimport;Import\n")).toEqual(["2:1 ID"]);
  });

  test("too long, too many, too large", () => {
    expect(spotsIn(`Dienst;bisher\n${"x".repeat(121)};${"y".repeat(121)}\n`)).toEqual(["2:1 Dienst", "2:2 bisher"]);
    expect(troublesIn(`Dienst\n${"Chat\n".repeat(2001)}`)[0]![1]).toContain("höchstens 2000 Dienste");
    expect(troublesIn(new Uint8Array(5 * 1024 * 1024 + 1).fill(65))[0]![1]).toContain("grösser als 5 MB");
    const many = troublesIn(`Dienst;Status;seit\n${Array.from({ length: 400 }, (_, at) => `S${at};x;y.z\n`).join("")}`);
    expect(many.length).toBeLessThanOrEqual(500);
  });

  test("no text at all", () => {
    for (const nothing of ["", " \n\t\n", "\ufeff"])
      expect(troublesIn(nothing)).toEqual([["null:null null", "Die Datei ist leer."]]);
    expect(troublesIn("Dienst;Status\n")[0]![1]).toBe("Unter den Überschriften steht keine Zeile.");
    const picture = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 256);
    expect(troublesIn(picture)[0]![1]).toContain("keine Textdatei");
    expect(troublesIn(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))[0]![1]).toContain("Speichern Sie sie als «CSV UTF-8»");
    expect(troublesIn('Dienst;Zweck\nChat;"offen\nMail;x\n')[0]).toEqual([
      "2:null null",
      "Ein Anführungszeichen wird geöffnet und nicht geschlossen.",
    ]);
  });
});

describe("what is there already", () => {
  const db = () => {
    const made = empty();
    importFile(made, utf8(list), importing);
    return made;
  };

  test("just so, it is skipped; an empty cell says nothing", () => {
    const again = db();
    const before = dump(again);
    for (const file of [
      list,
      "Dienst;bisher\nbüro-chat;SLACK\n".replace("büro-chat", "Büro-Chat"),
      "ID;Dienst\nbuero-chat;Büro-Chat\n",
    ])
      expect(importFile(again, utf8(file), importing)).toMatchObject({
        skipped: 1,
        services: 0,
        facts: 0,
        troubles: [],
      });
    expect(dump(again) === before).toBe(true);
  });

  test("otherwise it is a problem that says where to change it, and the rest is not imported either", () => {
    const file = list
      .replace("produktiv", "Testphase")
      .replace("gelöscht;08", "bestätigt;08")
      .concat("Mail;;;;;;;;;\n");
    const found = troublesIn(file, db());
    expect(found.map(([spot]) => spot)).toEqual(["2:4 Status", "2:7 alte Daten"]);
    expect(found[0]![1]).toContain("für «Status» steht dort «produktiv»");
    expect(found[1]![1]).toContain("ändern Sie es auf der Seite des Systems");
  });

  test("what nobody had said of a known system is added", () => {
    const known = db();
    const report = importFile(known, utf8("Dienst;bisher;Mutterhaus bisher\nWiki;slack;US\n"), importing);
    expect(report).toMatchObject({ services: 1, systems: 0, facts: 2, troubles: [] });
    expect(contractJson(readRegister(known, today)).services[0]!.from[0]).toMatchObject({ seat: "US", parent: "US" });
  });

  test("archived, it is a problem", () => {
    const known = db();
    archiveService(known, "buero-chat", done);
    expect(troublesIn(list, known)[0]![1]).toContain("Holen Sie ihn zuerst zurück");
  });

  test("the same name twice is meant when both rows have an id", () => {
    expect(tryImport(empty(), utf8("ID;Dienst\na;Chat\nb;Chat\n"), importing).troubles).toEqual([]);
    expect(spotsIn("Dienst\nChat\nchat\n")).toEqual(["3:1 Dienst"]);
    expect(spotsIn("ID;Dienst\na;Chat\na;Mail\n")).toEqual(["3:1 ID"]);
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
  importFile(db, utf8(list), { done: { by: "person:7", at: now }, mayChangeCriteria: false });
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
      expect(split(joined(values))).toEqual(values);
    expect(split("a|b |c")).toEqual(["a", "b", "c"]);
    expect(split("CH |")).toEqual(["CH", ""]);
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
