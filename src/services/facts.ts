import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { todayAt } from "#src/settings/today.ts";
import type { Day, When } from "#src/when.ts";
import type { Dated } from "./dated.ts";
import { type Facts, type FactTable, findFact, insertFact, isCorrected } from "./store.ts";

/** What a person says of a fact: when it happened, when it was first said, a remark, and which earlier fact it corrects. */
export type Said = {
  happened: When;
  reported_on: Day;
  note: string | null;
  corrects?: number | undefined;
};

type Own<T extends FactTable> = Omit<Facts[T], keyof Dated>;

type Telling = {
  what: string;
  about: string;
  /** Codes, slugs and days for the history, hashed in clear. */
  facts: Record<string, unknown>;
  /** Names and free text for the history, erasable. */
  words?: Record<string, string | null>;
};

/** Adds one dated fact and its history entry. Call it inside the action's transaction. */
export function addFact<T extends FactTable>(
  db: Database,
  table: T,
  own: Own<T>,
  said: Said,
  telling: Telling,
  done: Done,
): number {
  if (said.corrects !== undefined) refuseSecondCorrection(db, table, said.corrects, own);
  const id = insertFact(db, table, { ...own, ...dated(said, done) } as unknown as Omit<Facts[T], "id">);
  record(db, {
    ...done,
    what: telling.what,
    about: telling.about,
    facts: { ...telling.facts, fact: id, ...(said.corrects ? { corrects: said.corrects } : {}) },
    words: { ...telling.words, note: said.note },
    happened: said.happened,
    reported_on: said.reported_on,
  });
  return id;
}

function dated(said: Said, { by, at }: Done): Omit<Dated, "id"> {
  return {
    happened_on: said.happened.on,
    happened_text: said.happened.text,
    reported_on: said.reported_on,
    recorded_at: at.toISOString(),
    by,
    note: said.note,
    corrects: said.corrects ?? null,
    withdrawn: 0,
  };
}

/** A fact may be corrected once, and only by one about the same thing. The correction may be corrected again. */
function refuseSecondCorrection(db: Database, table: FactTable, id: number, own: object): void {
  const old = findFact(db, table, id);
  if (!old || subjectOf(old) !== subjectOf(own)) throw new Problem("not-found", notHere);
  if (isCorrected(db, table, id)) throw new Problem("conflict", alreadyCorrected);
}

function subjectOf(fact: object): unknown {
  return "service_id" in fact ? fact.service_id : "system_id" in fact ? fact.system_id : null;
}

/** What a fact is about: the history's name of it, and the row's id. */
type Subject = { about: string; subject: number };

/** Takes a mistaken fact back. It stays readable, and a new fact says that it no longer counts, from the day `on`: today unless said. */
export function withdrawFact(db: Database, table: FactTable, id: number, of: Subject, done: Done, on?: Day): void {
  const old = findFact(db, table, id);
  if (!old || subjectOf(old) !== of.subject) throw new Problem("not-found", notHere);
  if (old.withdrawn === 1 || isCorrected(db, table, id)) throw new Problem("conflict", alreadyCorrected);
  const day = on ?? todayAt(db, done.at);
  const { id: _, ...copy } = old;
  insertFact(db, table, {
    ...copy,
    reported_on: old.reported_on > day ? old.reported_on : day,
    recorded_at: done.at.toISOString(),
    by: done.by,
    corrects: id,
    withdrawn: 1,
  } as unknown as Omit<Facts[FactTable], "id">);
  record(db, { ...done, what: "fact.withdrawn", about: of.about, facts: { table, fact: id }, reported_on: day });
}

const notHere = {
  de: "Diesen Eintrag gibt es hier nicht.",
  en: "There is no such entry here.",
};
const alreadyCorrected = {
  de: "Dieser Eintrag wurde schon berichtigt. Laden Sie die Seite neu; berichtigen Sie den neueren.",
  en: "This entry has already been corrected. Reload the page and correct the newer one.",
};
