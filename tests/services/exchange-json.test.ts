import { describe, expect, test } from "bun:test";
import { addService } from "#src/services/actions.ts";
import { documentOf, documentText } from "#src/services/exchange/document-write.ts";
import { importFile } from "#src/services/exchange/import-file.ts";
import { indexJson, lineOf } from "#src/services/exchange/json-index.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";
import { chanceFrom } from "../support/chance.ts";
import { fillAtRandom } from "../support/random-register.ts";

const done = { by: "aktion", at: now };
const importing = { done, mayChangeCriteria: true };
const empty = () => openDatabase(":memory:");
const read = (text: string, db = empty(), as = importing) => importFile(db, new TextEncoder().encode(text), as);

const fact = {
  happened_on: null,
  happened_text: null,
  reported_on: "2020-12-31",
  note: null,
  corrects: null,
  withdrawn: false,
};
const file = (parts: object) => JSON.stringify({ format: "aktion-register/1", ...parts }, null, 2);

/** The troubles as `path` and German sentence. */
function troublesIn(parts: object | string, db = empty()): [string | null, string][] {
  const text = typeof parts === "string" ? parts : file(parts);
  return read(text, db).troubles.map(({ where, sentence }) => [where, sentence.de]);
}
const pathsIn = (parts: object) => troublesIn(parts).map(([path]) => path);

describe("what does not fit is named by its path", () => {
  const service = { slug: "chat", name: "Chat" };
  const system = { slug: "slack", name: "Slack" };

  test("members that are missing, unknown or of another kind", () => {
    expect(pathsIn({ services: [{ name: "Chat" }, { ...service, colour: "red" }, { ...service, slug: "Ä" }] })).toEqual(
      ["services[0].slug", "services[1]", "services[2].slug"],
    );
    expect(pathsIn({ systems: [{ ...system, hosting: "moon", old_data: [{ ...fact, state: "gone" }] }] })).toEqual([
      "systems[0].hosting",
      "systems[0].old_data[0].state",
    ]);
  });

  test("days and countries that do not exist", () => {
    const places = [
      { ...fact, kind: "seat", country: "XX" },
      { ...fact, kind: "seat", country: "CH", reported_on: "2020-02-30" },
    ];
    expect(
      pathsIn({ systems: [{ ...system, places: [...places, { ...fact, kind: "seat", happened_on: "2020-13" }] }] }),
    ).toEqual(["systems[0].places[0].country", "systems[0].places[1].reported_on", "systems[0].places[2].happened_on"]);
  });

  test("references to nothing, facts of the future, slugs twice or ours", () => {
    const answers = [{ ...fact, criterion: "free-lunch", answer: "yes" }];
    const replacements = [
      { ...fact, from: "slack", to: "teams" },
      { ...fact, from: null, to: null },
    ];
    const stages = [
      { ...fact, stage: "open", reported_on: "2027-01-01" },
      { ...fact, stage: "live", happened_on: "2021" },
    ];
    const parts = {
      systems: [{ ...system, answers }, system],
      services: [
        { ...service, replacements, stages },
        { ...service, slug: "import" },
      ],
    };
    expect(pathsIn(parts).sort()).toEqual([
      "services[0].replacements[0].to",
      "services[0].replacements[1].from",
      "services[0].stages[0].reported_on",
      "services[0].stages[1].happened_on",
      "services[1].slug",
      "systems[0].answers[0].criterion",
      "systems[1].slug",
    ]);
  });

  test("corrections of what comes later, twice, of nothing, and withdrawals that say something else", () => {
    const stage = (more: object) => ({ ...fact, stage: "open", ...more });
    const stages = [
      stage({ corrects: 2 }),
      stage({}),
      stage({ corrects: 2 }),
      stage({ corrects: 2 }),
      stage({ withdrawn: true }),
      stage({ corrects: 4, withdrawn: true, stage: "live" }),
    ];
    expect(pathsIn({ services: [{ ...service, stages }] })).toEqual([
      "services[0].stages[0].corrects",
      "services[0].stages[3].corrects",
      "services[0].stages[4].withdrawn",
      "services[0].stages[5].withdrawn",
    ]);
  });

  test("with line and column", () => {
    const [trouble] = read(file({ systems: [{ ...system, hosting: "moon" }] })).troubles;
    expect(trouble).toMatchObject({ line: 7, column: 18, where: "systems[0].hosting" });
  });

  test("and a file of another kind for what it is", () => {
    expect(troublesIn('{"as_of": "2020-12-31", "known_at": "2020-12-31", "services": []}')[0]![1]).toContain(
      "zum Lesen",
    );
    expect(troublesIn("[]")[0]![1]).toContain("keine Datei von Aktion");
    expect(troublesIn('{"format": "aktion-register/2"}').map(([path]) => path)).toEqual(["format"]);
    const stages = "{},".repeat(10_000);
    for (const long of [`[${stages}{}]`, `[{"stages": [${stages}{}]}]`])
      expect(troublesIn(`{"format": "aktion-register/1", "services": ${long}}`)[0]![1]).toContain("zu lang");
    const [broken] = read('{\n  "format": "aktion-register/1",\n  "systems": [1,]\n}').troubles;
    expect(broken).toMatchObject({
      line: 3,
      column: 17,
      sentence: { de: "Hier ist die Datei kein gültiges JSON mehr." },
    });
  });
});

test("what is there already and differs is a problem; nothing of the file is imported", () => {
  const source = empty();
  fillAtRandom(source, 5, done);
  const document = documentOf(source);
  const target = empty();
  addService(target, { ...document.services[0]!, name: "Anders" }, done);
  const before = documentText(documentOf(target));
  expect(troublesIn(documentText(document), target)).toContainEqual([
    "services[0]",
    expect.stringContaining("gibt es schon, mit anderen Angaben"),
  ]);
  expect(documentText(documentOf(target))).toBe(before);
});

test("criteria come with the file while the register is empty, and only for owners", () => {
  const criteria = [
    { slug: "open-source", name: "Quelloffen" },
    { slug: "swiss", name: "In der Schweiz", archived: true },
  ];
  const asMember = { ...importing, mayChangeCriteria: false };
  expect(read(file({ criteria }), empty(), asMember).troubles.map(({ where }) => where)).toEqual(["criteria"]);

  const db = empty();
  expect(read(file({ criteria }), db)).toMatchObject({ criteria: 3, troubles: [] });
  const named = documentOf(db).criteria.map(({ slug, name, archived }) => [slug, name, archived]);
  expect(named).toContainEqual(["open-source", "Quelloffen", false]);
  expect(named).toContainEqual(["swiss", "In der Schweiz", true]);

  addService(db, { ...unsaid, name: "Chat" }, done);
  expect(troublesIn({ criteria: [{ slug: "open-source", name: "Open" }] }, db)[0]![0]).toBe("criteria[0]");
});

const unsaid = {
  ...{ name_en: null, purpose: null, purpose_en: null, category: null, owner: null, note: null },
  ...({ priority: null, priority_reason: null, customer_data: "unknown" } as const),
};

describe("reading JSON with places", () => {
  test("it finds a fault where JSON.parse does, and none where it finds none", () => {
    const chance = chanceFrom(7);
    const good = file({ systems: [{ slug: "a", name: 'q"\\u00e4\\n', x: [1, -2.5e3, true, null, {}, [], [[]]] }] });
    for (let turn = 0; turn < 3000; turn += 1) {
      const at = chance.count(good.length - 1);
      const broken =
        good.slice(0, at) +
        chance.one(["", "}", "]", ",", '"', "x", "{", "\\", "1", " "]) +
        good.slice(at + chance.count(2));
      expect({ broken, fault: indexJson(broken).error !== null }).toEqual({ broken, fault: !isJson(broken) });
    }
  });

  test("however deep it goes", () => {
    expect(indexJson("[".repeat(200_000)).error).toBe(200_000);
    expect(indexJson(`${"[".repeat(50_000)}1${"]".repeat(50_000)}`).error).toBeNull();
  });

  test("and knows the line of every value", () => {
    const text = '{"a": [1,\n  {"b": 2}],\n "c": 3}';
    const spot = (path: string) => lineOf(text, indexJson(text).offsets.get(path)!);
    expect(spot("a.0")).toEqual({ line: 1, column: 8 });
    expect(spot("a.1.b")).toEqual({ line: 2, column: 9 });
    expect(spot("c")).toEqual({ line: 3, column: 7 });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("brackets nested without end are refused where they get too deep, before anything is read", () => {
  expect(read(`{"format": ${"[".repeat(100_000)}`).troubles).toHaveLength(1);
});
