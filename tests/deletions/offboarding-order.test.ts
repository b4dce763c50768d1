import { expect, test } from "bun:test";
import type { Step, StepCode } from "#src/deletions/step.ts";
import { orderWarnings } from "#src/deletions/step-order.ts";

type Given = Partial<Record<StepCode, Partial<Step> | string>>;

const order: StepCode[] = [
  "legal-hold",
  "export",
  "import",
  "freeze",
  "request",
  "confirmation",
  "dead",
  "backups",
  "close",
];

/** Steps by their codes: a date says when it was done, an object says more, what is left out is not there. */
function steps(given: Given): Step[] {
  return order.flatMap((code, position) => {
    const said = given[code];
    if (said === undefined) return [];
    return [
      { ...blank, id: position, position, code, name: code, ...(typeof said === "string" ? doneOn(said) : said) },
    ];
  });
}

const blank: Step = {
  id: 0,
  system_id: 1,
  position: 0,
  code: null,
  name: "",
  name_en: null,
  evidence: 0,
  state: "open",
  person_id: null,
  person: null,
  due_on: null,
  done_on: null,
  done_text: null,
  done_by_id: null,
  done_by: null,
  reason: null,
  note: null,
  old_data_report_id: null,
  ticked_by: null,
};
const doneOn = (on: string) => ({ state: "done" as const, done_on: on });
const open = {};
const skipped = { state: "not-needed" as const };
const by = (id: number | null, name: string | null = null) => ({
  state: "done" as const,
  done_by_id: id,
  done_by: name,
});

test.each<[string, Given, string[]]>([
  ["in order", { export: "2026-11-01", request: "2026-11-02", confirmation: "2026-11-03" }, []],
  ["on one day", { request: "2026-11-02", confirmation: "2026-11-02" }, []],
  [
    "confirmed first",
    { request: "2026-11-02", confirmation: "2026-11-01" },
    ["Die Bestätigung kam vor dem Verlangen."],
  ],
  ["somewhere in one month", { request: "2026-11-30", confirmation: "2026-11" }, []],
  ["a month before", { request: "2026-11", confirmation: "2026-10" }, ["Die Bestätigung kam vor dem Verlangen."]],
  ["in words only", { request: { state: "done", done_text: "seit längerem" }, confirmation: "2026-10-01" }, []],
  [
    "exported afterwards",
    { export: "2026-11-03", request: "2026-11-02" },
    ["Die Löschung wurde vor dem Export verlangt."],
  ],
  [
    "the hold checked afterwards",
    { "legal-hold": "2026-11-03", request: "2026-11-02" },
    ["Die Löschung wurde vor der Prüfung der Aufbewahrungspflicht verlangt."],
  ],
  [
    "switched afterwards",
    { freeze: "2026-11-03", request: "2026-11-02" },
    ["Die Löschung wurde vor der Umstellung verlangt."],
  ],
  ["imported first", { export: "2026-11-03", import: "2026-11-02" }, ["«import» kam vor «export»."]],
  ["not needed", { export: skipped, request: "2026-11-02" }, []],
  [
    "two still open",
    { export: open, freeze: open, request: "2026-11-02" },
    ["Noch offen, obwohl dies getan ist: export · freeze"],
  ],
  ["nothing done", { export: open, request: open, close: open }, []],
  ["closed with one open", { export: open, close: "2026-11-02" }, ["Abgeschlossen, obwohl ein Schritt offen ist."]],
  [
    "closed with two open",
    { export: open, import: open, close: "2026-11-02" },
    ["Abgeschlossen, obwohl 2 Schritte offen sind."],
  ],
  ["closed by another", { request: by(1), close: by(2) }, []],
  [
    "closed by the same",
    { request: by(1), close: by(1) },
    ["Abgeschlossen von derselben Person, die gelöscht hat. Eine zweite soll es prüfen."],
  ],
  [
    "closed by the same name",
    { request: by(null, "Technik"), close: by(null, "technik") },
    ["Abgeschlossen von derselben Person, die gelöscht hat. Eine zweite soll es prüfen."],
  ],
  ["nobody knows by whom", { request: by(null), close: by(null) }, []],
])("%s", (_, given, sentences) => {
  const warned = orderWarnings(steps(given), "deleted").map(({ sentence }) => sentence.de);
  expect(warned).toEqual(sentences);
});

test("without a recorded deletion a confirmation stands out, with one it does not", () => {
  const confirmed = steps({ confirmation: "2026-11-02" });
  expect(orderWarnings(confirmed, "deletion-requested")).toHaveLength(1);
  expect(orderWarnings(confirmed, "none")).toEqual([]);
});
