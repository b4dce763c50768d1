import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeCase } from "#src/cli/case/aktion-privacy.ts";
import { registerCsv } from "#src/services/exchange/archive.ts";
import { contractForm } from "#src/services/exchange/contract-form.ts";
import { documentOf, documentText } from "#src/services/exchange/document-write.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { command } from "../support/world.ts";

/** A database beside which the commands run while something else has it open. */
function beside({ filled }: { filled: boolean }) {
  const folder = newFolder();
  const path = join(folder, "aktion.db");
  const db = openDatabase(path, { create: true, now });
  if (filled) writeCase(db, { by: "aktion", at: now });
  const fileOf = (content: string | Uint8Array) => {
    const name = join(folder, `${crypto.randomUUID()}.csv`);
    writeFileSync(name, content);
    return name;
  };
  return { db, folder, fileOf, aktion: (...args: string[]) => command([...args, "--db", path]) };
}

const list = "Dienst;bisher;Status\nChat;Slack;offen\n";

describe("aktion register", () => {
  test("--format json and --json print the contract, for the days asked", async () => {
    const { aktion } = beside({ filled: true });
    const { out, exit } = await aktion("register", "--format", "json", "--known-at", "2020-12-31");
    expect(exit).toBe(0);
    const register = contractForm.parse(JSON.parse(out));
    expect(register).toMatchObject({ as_of: "2020-12-31", known_at: "2020-12-31" });
    expect(register.services.find(({ slug }) => slug === "workspace")).toMatchObject({ stage: "testing", stale: true });
    expect((await aktion("register", "--json", "--known-at", "31.12.2020")).out).toBe(out);
    const later = JSON.parse((await aktion("register", "--json", "--as-of", "2030-01-01")).out);
    expect(later).toMatchObject({ as_of: "2030-01-01", known_at: "2026-11-23" });
  });

  test("the table fits in 120 columns and says the day", async () => {
    const { aktion } = beside({ filled: true });
    const { out } = await aktion("register", "--known-at", "2021-02-28", "--as-of", "2020-12-31");
    const lines = out.split("\n");
    expect(lines[0]).toBe("Stand 31.12.2020, mit dem Wissen vom 28.02.2021");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(out).toContain("gelöscht vor dem Ersatz (Mailchimp)");
    expect((await aktion("register", "--lang", "en")).out).toContain("As of 23.11.2026");
  });

  test("csv is what the page gives, to the byte", async () => {
    const { aktion, db } = beside({ filled: true });
    const { out } = await aktion("register", "--format", "csv");
    expect(`${out}\n`).toBe(registerCsv(db, { asOf: "2026-11-23", knownAt: "2026-11-23" }));
  });

  test("md says each warning in a sentence", async () => {
    const { aktion } = beside({ filled: true });
    const { out } = await aktion("register", "--format", "md", "--lang", "en");
    expect(out).toContain("| Service | Stage |");
    expect(out).toMatch(/- \*\*Newsletter mailing:\*\* .*\./);
  });

  test.each([
    [["--as-of", "2020-02-30"]],
    [["--known-at", "gestern"]],
    [["--as-of", "2020-12"]],
    [["--format", "xml"]],
    [["--lang", "fr"]],
    [["--format", "csv", "--json"]],
    [["more"]],
    [["--unknown"]],
  ])("%j is refused in one sentence", async (args) => {
    const { aktion } = beside({ filled: true });
    const { exit, out, err } = await aktion("register", ...args);
    expect([exit, out, err.split("\n").length]).toEqual([2, "", 1]);
    expect(err).toMatch(/\.$/);
  });

  test("a database that is not there is not created", async () => {
    expect(await command(["register", "--db", "/tmp/nowhere-aktion.db"])).toMatchObject({ exit: 2, out: "" });
  });
});

describe("aktion import", () => {
  test("--dry-run says what would be added, without it is added; done twice it is skipped", async () => {
    const { aktion, db, fileOf } = beside({ filled: false });
    const file = fileOf(list);
    expect(await aktion("import", file, "--dry-run")).toEqual({
      exit: 0,
      out: "Would add: services 1, systems 1, facts 2; services already there 0.",
      err: "",
    });
    expect(db.query("SELECT count(*) AS n FROM services").get()).toEqual({ n: 0 });
    expect((await aktion("import", file)).out).toBe("Added: services 1, systems 1, facts 2; services already there 0.");
    expect((await aktion("import", file)).out).toBe("Added: services 0, systems 0, facts 0; services already there 1.");
    expect(db.query("SELECT by, count(*) AS n FROM history_entries GROUP BY by").all()).toEqual([
      { by: "command line", n: 4 },
    ]);
  });

  test("problems are listed by line and column, exit 1, nothing is changed", async () => {
    const { aktion, db, fileOf } = beside({ filled: false });
    const { exit, out, err } = await aktion("import", fileOf(list.replace("offen", "bald")));
    expect([exit, out]).toEqual([1, ""]);
    expect(err).toBe(
      'line 2 column 3 (Status): We do not know "bald" here. Possible are: open, searching, building, testing, switching, ready, live.\nNothing was changed.',
    );
    expect(db.query("SELECT count(*) AS n FROM history_entries").get()).toEqual({ n: 0 });
    const { out: told } = await aktion("import", fileOf("Dienst;Preis\nx;1\n"), "--json", "--dry-run");
    expect(JSON.parse(told)).toMatchObject({
      ok: false,
      dry_run: true,
      problems: [{ line: 1, column: 2, where: "Preis" }],
    });
  });

  test("what was exported comes back", async () => {
    const source = beside({ filled: true });
    const target = beside({ filled: false });
    const text = documentText(documentOf(source.db));
    expect((await target.aktion("import", target.fileOf(text))).exit).toBe(0);
    expect(documentText(documentOf(target.db))).toBe(text);
  });

  test("a file that is not there, a folder, none or two of them", async () => {
    const { aktion, folder, fileOf } = beside({ filled: false });
    for (const args of [["/nowhere.csv"], [folder], [], [fileOf(list), fileOf(list)]]) {
      const { exit, err } = await aktion("import", ...args);
      expect({ args, exit, lines: err.split("\n").length }).toEqual({ args, exit: 2, lines: 1 });
    }
  });
});

describe("aktion jurisdiction", () => {
  test("prints the ten members of the contract", async () => {
    const { exit, out } = await command(["jurisdiction", "us", "--from", "CH", "--on", "2020-09-07", "--certified"]);
    expect(exit).toBe(0);
    expect(Object.keys(JSON.parse(out))).toEqual([
      "country",
      "regime",
      "on",
      "status",
      "effective",
      "basis",
      "from",
      "until",
      "source",
      "confidence",
    ]);
    expect(JSON.parse(out)).toMatchObject({ country: "US", regime: "CH", on: "2020-09-07", effective: "adequate" });
    const next = await command(["jurisdiction", "US", "--from", "CH", "--on", "2020-09-08", "--certified"]);
    expect(JSON.parse(next.out).effective).toBe("inadequate");
  });

  test("the day is today unless said; with --db the company's own intervals count", async () => {
    expect(JSON.parse((await command(["jurisdiction", "DE", "--from", "CH"])).out)).toMatchObject({
      on: "2026-11-23",
      effective: "adequate",
    });
    const { aktion, db } = beside({ filled: false });
    db.run(
      `INSERT INTO law_intervals (regime, country, status, from_on, basis, source, by, recorded_at)
       VALUES ('CH', 'BR', 'adequate', '2026-01-01', 'eigene Prüfung', 'https://example.ch', 'person:1', '2026-01-01T00:00:00.000Z')`,
    );
    expect(JSON.parse((await command(["jurisdiction", "BR", "--from", "CH"])).out).basis).not.toBe("eigene Prüfung");
    expect(JSON.parse((await aktion("jurisdiction", "BR", "--from", "CH")).out)).toMatchObject({
      effective: "adequate",
      basis: "eigene Prüfung",
    });
  });

  test.each([
    [["XX", "--from", "CH"]],
    [["US"]],
    [["US", "--from", "UK"]],
    [["US", "--from", "CH", "--on", "2020-13-01"]],
    [["--from", "CH"]],
    [["US", "DE", "--from", "CH"]],
  ])("%j is refused in one sentence", async (args) => {
    const { exit, out, err } = await command(["jurisdiction", ...args]);
    expect([exit, out, err.split("\n").length]).toEqual([2, "", 1]);
  });
});
