import type { Database } from "bun:sqlite";
import { entriesAbout } from "#src/history/store.ts";
import { namesOfTokens } from "#src/people/token-store.ts";
import type { Reader } from "#src/reader.ts";
import type { Language } from "#src/say.ts";
import { actorNames } from "#src/services/page.ts";
import { findSystemById } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { type Dossier, dossierOf, supportsIn } from "./log.ts";
import { readLog } from "./read.ts";
import type { DeletionRecord } from "./record.ts";
import { metPoints, nextPoint, type Point } from "./record-gauge.ts";
import { type Line, linesOf } from "./record-lines.ts";
import { recordHeadline } from "./sentence.ts";
import { correctionOf } from "./store.ts";

/** A record with everything its page, its certificate and the export show of it. */
export type Shown = {
  dossier: Dossier;
  system: System;
  headline: string;
  met: Point[];
  lines: Line[][];
  correction: number | null;
  entry: { seq: number; hash: string } | null;
};

export function shownRecord(db: Database, record: DeletionRecord, today: string, language: Language): Shown {
  const log = readLog(db);
  const dossier = dossierOf(log, record, { asOf: "9999-12-31", knownAt: today });
  const supports = supportsIn(
    log,
    dossier.files.filter(({ removed_at }) => removed_at === null),
  );
  const system = findSystemById(db, record.system_id)!;
  return {
    dossier,
    system,
    headline: recordHeadline(dossier, supports, system, language),
    met: metPoints(record, supports),
    lines: linesOf(record, language),
    correction: correctionOf(db, record.id),
    entry: entryOf(db, record.id),
  };
}

/** The entry of the history that tells of a record. */
function entryOf(db: Database, number: number): { seq: number; hash: string } | null {
  const made = ["deletion.recorded", "deletion.corrected"];
  const entry = entriesAbout(db, `deletion:${number}`, 10_000).findLast(({ what }) => made.includes(what));
  return entry ? { seq: entry.seq, hash: entry.hash } : null;
}

/** The point that would help a deletion most; null when nothing is missing. */
export function nextFor(db: Database, dossier: Dossier): Point | null {
  const there = dossier.files.filter(({ removed_at }) => removed_at === null);
  return nextPoint(metPoints(dossier.record, supportsIn(readLog(db), there)), dossier.proof.level);
}

/** Who did things, people and programs, as people say it. */
export function everybody(db: Database, reader: Reader): Map<string, string> {
  const names = actorNames(db, reader);
  for (const [id, name] of namesOfTokens(db)) names.set(`token:${id}`, name);
  names.set("aktion", "Aktion");
  return names;
}
