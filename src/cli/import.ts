import { readFileSync } from "node:fs";
import { mostBytes } from "#src/services/exchange/decode.ts";
import { type ImportReport, importFile, tryImport } from "#src/services/exchange/import-file.ts";
import type { Trouble } from "#src/services/exchange/trouble.ts";
import { type Command, type World, wrongUsage } from "./command.ts";
import { databaseFor } from "./database.ts";
import { doneBy } from "./user.ts";

export const importCommand: Command = {
  name: "import",
  does: "read services into the register from CSV or JSON",
  usage: `aktion import FILE [--dry-run] [--db FILE] [--json]

Reads a CSV file (one row for each service, docs/import.md) or an exported aktion-register.json. Whole or not at all: when
anything in it is wrong, every problem is listed by line and column, nothing is changed, and it exits with 1.
What is there already, just so, is skipped; nothing is overwritten. --dry-run only says what would become of it.`,
  options: { db: { type: "string" }, "dry-run": { type: "boolean" }, json: { type: "boolean" } },
  run(args, world) {
    const [path, ...more] = args.words;
    if (path === undefined || more.length > 0)
      throw wrongUsage(
        `Say "aktion import FILE", with one file.`,
        "Erwartet wird «aktion import DATEI» mit einer Datei.",
      );
    const bytes = bytesOf(path);
    const dryRun = args.flag("dry-run");
    const db = databaseFor(args, world);
    try {
      const importing = { done: doneBy(world), mayChangeCriteria: true };
      const report = dryRun ? tryImport(db, bytes, importing) : importFile(db, bytes, importing);
      tell(report, { dryRun, json: args.flag("json"), world });
      return report.troubles.length === 0 ? 0 : 1;
    } finally {
      db.close();
    }
  },
};

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path).subarray(0, mostBytes + 1);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    const what = code === "ENOENT" ? "does not exist" : "cannot be read";
    throw wrongUsage(
      `${path} ${what}. Name a CSV or JSON file.`,
      `${path} lässt sich nicht lesen. Nennen Sie eine CSV- oder JSON-Datei.`,
    );
  }
}

type Telling = { dryRun: boolean; json: boolean; world: World };

function tell(report: ImportReport, { dryRun, json, world }: Telling): void {
  const { troubles, more, ...counts } = report;
  const ok = troubles.length === 0;
  if (json) {
    const problems = troubles.map(problemJson);
    world.say(JSON.stringify({ ok, dry_run: dryRun, ...counts, problems, more }, null, 2));
    return;
  }
  for (const trouble of troubles) world.note(lineOf(trouble));
  if (more > 0) world.note(`And ${more} more.`);
  if (ok) world.say(`${dryRun ? "Would add" : "Added"}: ${countsText(counts)}.`);
  else world.note("Nothing was changed.");
}

function problemJson({ line, column, where, sentence }: Trouble) {
  return { line, column, where, message: sentence.en, message_de: sentence.de };
}

function lineOf({ line, column, where, sentence }: Trouble): string {
  const spot = [
    line === null ? "" : `line ${line}`,
    column === null ? "" : `column ${column}`,
    where ? `(${where})` : "",
  ];
  const said = spot.filter((part) => part !== "").join(" ");
  return said === "" ? sentence.en : `${said}: ${sentence.en}`;
}

function countsText({ services, systems, facts, criteria, skipped }: Omit<ImportReport, "troubles" | "more">): string {
  const parts = [`services ${services}`, `systems ${systems}`, `facts ${facts}`];
  if (criteria > 0) parts.push(`criteria changed ${criteria}`);
  return `${parts.join(", ")}; services already there ${skipped}`;
}
