import type { Database } from "bun:sqlite";
import type { Sentence } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import type { System } from "#src/services/system.ts";
import type { StepCode } from "./step.ts";

/** What a later area knows of a step: how its check stands, what is proposed. `red` needs a person. */
export type StepNote = { code: StepCode; text: Sentence; href: string; red: boolean };

type StepNoteSource = (db: Database, system: System, reader: Reader) => StepNote[];

const sources = new Set<StepNoteSource>();

/** Called once for each area in areas.ts. */
export function registerStepNotes(source: StepNoteSource): void {
  sources.add(source);
}

export function stepNotes(db: Database, system: System, reader: Reader): StepNote[] {
  return [...sources].flatMap((source) => source(db, system, reader));
}
