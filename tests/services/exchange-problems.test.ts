import { describe, expect, test } from "bun:test";
import { archiveService } from "#src/services/actions.ts";
import { contractJson } from "#src/services/exchange/contract.ts";
import { importFile, tryImport } from "#src/services/exchange/import-file.ts";
import { readRegister } from "#src/services/read.ts";
import { done, dump, empty, importing, list, spotsIn, today, troublesIn, utf8 } from "../support/exchange.ts";

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
    expect(troublesIn(`Dienst\n${"Chat\n".repeat(501)}`)[0]![1]).toContain("höchstens 500 Dienste");
    expect(troublesIn(new Uint8Array(5 * 1024 * 1024 + 1).fill(65))[0]![1]).toContain("grösser als 5 MB");
    expect(spotsIn(`Dienst;bisher\nChat;${"x|".repeat(60)}\n`)).toEqual(["2:2 bisher"]);
    for (const endless of ["\n".repeat(30_000), ";".repeat(20_000), `Dienst${"\n".repeat(30_000)}x`])
      expect(troublesIn(`x${endless}\nx`)[0]![1]).toContain("keine Liste von Diensten");
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
