import type { Database } from "bun:sqlite";
import type { Moment } from "#src/services/dated.ts";
import { readFacts, readRegister } from "#src/services/read.ts";
import { sheetCsv, sheetOf } from "./sheet.ts";

/** A JSON answer as the bytes of a file. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The register as it stood on a day, as a CSV file. */
export function registerCsv(db: Database, moment: Moment, language: "de" | "en" = "de"): string {
  return sheetCsv(sheetOf(readRegister(db, moment), readFacts(db).systems), language);
}
