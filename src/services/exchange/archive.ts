import type { Database } from "bun:sqlite";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { canonical } from "#src/history/canonical.ts";
import type { Entry } from "#src/history/entry.ts";
import { entriesAfter, headOf } from "#src/history/store.ts";
import type { Moment } from "#src/services/dated.ts";
import { readFacts, readRegister } from "#src/services/read.ts";
import { readCompany } from "#src/settings/store.ts";
import { readmeText } from "./archive-readme.ts";
import { contractJson } from "./contract.ts";
import { documentOf, documentText } from "./document-write.ts";
import { sheetCsv, sheetOf } from "./sheet.ts";

/** A JSON answer as the bytes of a file. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The register as it stood on a day, as a CSV file. */
export function registerCsv(db: Database, moment: Moment, language: "de" | "en" = "de"): string {
  return sheetCsv(sheetOf(readRegister(db, moment), readFacts(db).systems), language);
}

/** The register for somebody outside, as a ZIP file. The same state and day give the same bytes. */
export function registerArchive(db: Database, moment: Moment): Readable {
  const zip = new ZipFile();
  const options = { mtime: dayAsLocalDate(moment.asOf), mode: 0o100644, forceDosTimestamp: true };
  const { count, files } = db.transaction(() => ({ count: headOf(db).count, files: filesOf(db, moment) }))();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name, options);
  zip.addReadStreamLazy("history.jsonl", options, (give) => give(null, Readable.from(historyLines(db, count))));
  zip.end();
  return zip.outputStream as Readable;
}

function filesOf(db: Database, moment: Moment): Record<string, string> {
  const { hash, count } = headOf(db);
  return {
    "README.txt": readmeText({ company: readCompany(db).name, moment, head: hash, count }),
    "register.csv": registerCsv(db, moment),
    "register.json": jsonText(contractJson(readRegister(db, moment))),
    "aktion-register.json": documentText(documentOf(db)),
  };
}

/** A ZIP file holds local times: this one reads the same in every time zone. */
function dayAsLocalDate(day: string): Date {
  return new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)));
}

/** The chain as it was when the archive began, one entry a line, in pages so that it is never held whole. */
function* historyLines(db: Database, count: number): Generator<string> {
  let last = 0;
  while (last < count) {
    const page = entriesAfter(db, last, Math.min(500, count - last));
    if (page.length === 0) return;
    last = page.at(-1)!.seq;
    yield page.map((entry) => `${entryLine(entry)}\n`).join("");
  }
}

function entryLine({ facts, words, ...entry }: Entry): string {
  return canonical({ ...entry, facts: JSON.parse(facts), words: words === null ? null : JSON.parse(words) });
}
