import type { Database } from "bun:sqlite";
import type { Answer, Kept, TroubleKind } from "./check.ts";
import { appendJournal, trimJournal, writeBucket } from "./result-store.ts";
import { type Bucket, journalOf } from "./rollup.ts";
import { closeBlindSpell, openBlindSpell, turnSpell } from "./spell-store.ts";
import type { Effect, Verdict } from "./state.ts";
import { type Known, writeState } from "./state-store.ts";
import { endOtherExpiries, endTroubles, insertTrouble } from "./trouble-store.ts";

/** An expiry that is near: told once for each subject, which names what expires and the threshold that was passed. */
export type Expiry = { subject: string; on: string };

/** What followed from one result. `at` is when it was certain. */
export type Happened = { check_id: number; at: string; effects: readonly Effect[]; seen: Kept | null };
type Expiring = { check_id: number; at: string; expiries: readonly Expiry[]; seen: Kept };

/** Everything that has happened since the last writing. */
export type Batch = {
  answers: Answer[];
  states: Map<number, Known>;
  happened: Happened[];
  expiring: Expiring[];
};

export function newBatch(): Batch {
  return { answers: [], states: new Map(), happened: [], expiring: [] };
}

export function isEmpty({ answers, states, happened, expiring }: Batch): boolean {
  return answers.length + states.size + happened.length + expiring.length === 0;
}

/** Writes a second's results, and all that follows from them, or nothing. */
export function writeResults(db: Database, batch: Batch): void {
  db.transaction(() => {
    if (batch.answers.length > 0) appendJournal(db, journalOf(batch.answers));
    for (const one of batch.happened) for (const effect of one.effects) write(db, one, effect);
    for (const one of batch.expiring) writeExpiries(db, one);
    for (const [id, known] of batch.states) writeState(db, id, known);
  }).immediate();
}

function write(db: Database, { check_id, at, seen }: Happened, effect: Effect): void {
  if (effect.what === "blinded") openBlindSpell(db, check_id, effect.at);
  else if (effect.what === "sighted") closeBlindSpell(db, check_id, effect.at);
  else if (effect.what === "turned") turn(db, { check_id, at, seen }, effect);
  else if (effect.what === "stable")
    endTroubles(db, { check_id, kinds: ["unstable"], until_at: effect.at, over_at: at });
  else
    insertTrouble(db, {
      check_id,
      kind: "unstable",
      subject: effect.at,
      from_at: effect.at,
      noticed_at: at,
      seen,
    });
}

type Turned = { check_id: number; at: string; seen: Kept | null };

function turn(db: Database, { check_id, at, seen }: Turned, effect: { to: Verdict; at: string }): void {
  turnSpell(db, check_id, effect.to, effect.at);
  endTroubles(db, { check_id, kinds: ending[effect.to], until_at: effect.at, over_at: at });
  if (effect.to === "up") return;
  const when = { subject: effect.at, from_at: effect.at, noticed_at: at };
  insertTrouble(db, { check_id, kind: effect.to, ...when, seen });
}

const ending: Record<Verdict, readonly TroubleKind[]> = {
  up: ["down", "degraded"],
  degraded: ["down"],
  down: ["degraded"],
};

function writeExpiries(db: Database, { check_id, at, expiries, seen }: Expiring): void {
  endOtherExpiries(
    db,
    check_id,
    expiries.map(({ subject }) => subject),
    at,
  );
  for (const { subject } of expiries)
    insertTrouble(db, { check_id, kind: "expiry", subject, from_at: at, noticed_at: at, seen });
}

/** Five minutes that are over: what stays of them. With the last of them, the journal up to a row may go. */
export function foldBuckets(db: Database, buckets: readonly Bucket[], journalUpTo: number | null): void {
  db.transaction(() => {
    for (const bucket of buckets) writeBucket(db, bucket);
    if (journalUpTo !== null) trimJournal(db, journalUpTo);
  }).immediate();
}
