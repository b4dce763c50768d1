import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { sentenceOf } from "#src/http/form.ts";
import type { Sentence } from "#src/problem.ts";
import { readFacts, readRegister } from "#src/services/read.ts";
import { todayAt } from "#src/settings/today.ts";
import type { Day } from "#src/when.ts";
import { decode } from "./decode.ts";
import { documentForm } from "./document.ts";
import { planDocument } from "./document-plan.ts";
import type { PathTrouble } from "./document-troubles.ts";
import { documentOf } from "./document-write.ts";
import { indexJson, lineOf } from "./json-index.ts";
import type { Plan, Step } from "./plan.ts";
import { planSheet } from "./sheet-plan.ts";
import { readSheet } from "./sheet-read.ts";
import { inOrder, nowhere, type Trouble } from "./trouble.ts";

/** What became of a file, or would. With a trouble nothing was changed. `skipped`: services that were there already. */
export type ImportReport = {
  services: number;
  systems: number;
  facts: number;
  criteria: number;
  skipped: number;
  troubles: Trouble[];
  /** Troubles beyond those listed. */
  more: number;
};

/** Who has more than this has one trouble that repeats. */
const mostListed = 500;

export type Importing = { done: Done; mayChangeCriteria: boolean };

/** What importing a file would do. Reads only. */
export function tryImport(db: Database, bytes: Uint8Array, importing: Importing): ImportReport {
  return reportOf(planOf(db, bytes, importing));
}

/** Imports a file whole or not at all. What it stands on is read in the same transaction. */
export function importFile(db: Database, bytes: Uint8Array, importing: Importing): ImportReport {
  return db
    .transaction(() => {
      const plan = planOf(db, bytes, importing);
      if (plan.troubles.length === 0) for (const { run } of plan.steps) run(db, importing.done);
      return reportOf(plan);
    })
    .immediate();
}

function reportOf({ steps, troubles, skipped }: Plan): ImportReport {
  const count = (what: Step["adds"]) => steps.filter(({ adds }) => adds === what).length;
  const counted = {
    services: count("service"),
    systems: count("system"),
    facts: count("fact"),
    criteria: count("criterion"),
  };
  const listed = inOrder(troubles).slice(0, mostListed);
  return { ...counted, skipped, troubles: listed, more: troubles.length - listed.length };
}

function planOf(db: Database, bytes: Uint8Array, importing: Importing): Plan {
  const decoded = decode(bytes);
  if (!decoded.ok) return nothing([{ ...nowhere, sentence: decoded.sentence }]);
  const today = todayAt(db, importing.done.at);
  if (/^\s*[{[]/.test(decoded.text)) return planJson(db, decoded.text, today, importing);
  const { lines, troubles } = readSheet(decoded.text);
  const plan = planSheet(lines, {
    facts: readFacts(db),
    register: readRegister(db, { asOf: today, knownAt: today }),
    today,
  });
  return { ...plan, troubles: [...troubles, ...plan.troubles] };
}

function nothing(troubles: Trouble[]): Plan {
  return { steps: [], troubles, skipped: 0 };
}

function planJson(db: Database, text: string, today: Day, { mayChangeCriteria }: Importing): Plan {
  const read = parsedJson(text);
  if ("error" in read) return nothing([{ ...lineOf(text, read.error), where: null, sentence: noJson }]);
  const another = otherKind(read.value);
  if (another) return nothing([{ ...nowhere, sentence: another }]);
  const document = documentForm.safeParse(read.value);
  if (!document.success)
    return nothing(
      located(
        text,
        document.error.issues.map(({ path, message }) => ({ path, sentence: sentenceOf(message) })),
      ),
    );
  const plan = planDocument(document.data, { ours: documentOf(db), today, mayChangeCriteria });
  return { ...plan, troubles: located(text, plan.troubles) };
}

function parsedJson(text: string): { value: unknown } | { error: number } {
  const deep = tooDeepAt(text);
  if (deep !== null) return { error: deep };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { error: indexJson(text).error ?? 0 };
  }
}

/** Nothing we write is nested deeper; what is would keep everybody else waiting while it is read. */
const mostDepth = 32;

/** Where brackets are nested deeper than anything of ours; null when nowhere. Text in quotes does not count. */
function tooDeepAt(text: string): number | null {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (sign === "[" || sign === "{") depth += 1;
    else if (sign === "]" || sign === "}") depth -= 1;
    if (depth > mostDepth) return index;
  }
  return null;
}

/** The other JSON files that Aktion writes are for reading only. */
function otherKind(value: unknown): Sentence | null {
  const members = typeof value === "object" && value !== null ? value : {};
  if ("format" in members) return itemsIn(members, 4) > mostItems ? tooMany : null;
  return "as_of" in members ? isContract : noFormat;
}

/** Services, systems, criteria and facts together. More would keep everybody else waiting while they are imported. */
const mostItems = 10_000;

/** How many items the lists of a file hold, down to that depth. */
function itemsIn(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null || depth === 0) return 0;
  const parts = Object.values(value);
  const own = Array.isArray(value) ? parts.length : 0;
  return own > mostItems ? own : parts.reduce<number>((sum, part) => sum + itemsIn(part, depth - 1), own);
}

/** Each trouble with its line; what is missing stands where its parent begins. */
function located(text: string, troubles: readonly PathTrouble[]): Trouble[] {
  if (troubles.length === 0) return [];
  const { offsets } = indexJson(text);
  return troubles.map(({ path, sentence }, index) => {
    if (index >= mostListed) return { ...nowhere, sentence };
    let known = path.length;
    while (known > 0 && !offsets.has(path.slice(0, known).join("."))) known -= 1;
    const offset = offsets.get(path.slice(0, known).join(".")) ?? 0;
    return { ...lineOf(text, offset), where: pathText(path), sentence };
  });
}

/** `systems[2].places[0].country`, from 0 as programs count. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

const noJson = {
  de: "Hier ist die Datei kein gültiges JSON mehr.",
  en: "Here the file is no valid JSON any more.",
};
const isContract = {
  de: "Das ist der Stand des Registers an einem Tag (register.json), zum Lesen. Importiert wird aktion-register.json.",
  en: "This is the register as of a day (register.json), for reading. What can be imported is aktion-register.json.",
};
const tooMany = {
  de: "Die Datei ist zu lang: höchstens 10 000 Dienste, Systeme und Angaben zusammen.",
  en: "The file is too long: at most 10,000 services, systems and facts together.",
};
const noFormat = {
  de: 'Das ist keine Datei von Aktion: es fehlt "format": "aktion-register/1".',
  en: 'This is not a file of Aktion: "format": "aktion-register/1" is missing.',
};
