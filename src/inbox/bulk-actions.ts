import type { Database } from "bun:sqlite";
import { Problem } from "#src/problem.ts";
import type { BulkAct, BulkRow, BulkTicketState } from "./bulk.ts";
import { type BulkBefore, doOne, undoOne } from "./bulk-doing.ts";
import {
  type BulkTicket,
  deleteBulksBefore,
  findBulk,
  insertBulk,
  insertBulkTickets,
  moveBulk,
  nextBulkTickets,
  openBulks,
  settleBulkTicket,
} from "./bulk-store.ts";

export type NewBulkAction = { person_id: number; act: BulkAct; list: string; tickets: readonly number[] };

/** So many are fixed in one transaction. */
const fixedAtOnce = 1000;

/**
 * Fixes what is to be done and with which tickets; `carryOn` does it. A crash in between leaves one that never began. Gives its number.
 */
export function beginBulk(db: Database, { person_id, act, list, tickets }: NewBulkAction, at: Date): number {
  if (tickets.length === 0) throw new Problem("invalid", nothingChosen);
  const bulk = { person_id, act: JSON.stringify(act), list, created_at: at.toISOString() };
  const id = insertBulk(db, bulk);
  for (let from = 0; from < tickets.length; from += fixedAtOnce)
    db.transaction(() => insertBulkTickets(db, id, tickets.slice(from, from + fixedAtOnce))).immediate();
  moveBulk(db, id, "undone", "doing", null);
  return id;
}

/** Takes it back, as far as nobody has changed it since; `carryOn` does it. Only who did it can. */
export function undoBulk(db: Database, id: number, person_id: number): void {
  db.transaction(() => {
    bulkOf(db, id, person_id);
    if (!moveBulk(db, id, "done", "undoing", null)) throw new Problem("conflict", notUndoable);
  }).immediate();
}

export function bulkOf(db: Database, id: number, person_id: number): BulkRow {
  const bulk = findBulk(db, id);
  if (bulk?.person_id === person_id) return bulk;
  throw new Problem("not-found", noBulk);
}

/** Each step is whole: so long at most others wait for it. */
const step_ms = 10;
const mostInStep = 50;

const goingOn = new WeakMap<Database, Set<number>>();

/** Does what is left of it, in short transactions with room for others between them. It can end anywhere and be begun again. */
export async function carryOn(db: Database, id: number, clock: () => Date): Promise<void> {
  const running = goingOn.get(db) ?? new Set();
  goingOn.set(db, running);
  if (running.has(id)) return;
  running.add(id);
  try {
    while (stepBulk(db, id, clock())) await Bun.sleep(1);
  } finally {
    running.delete(id);
  }
}

/** What a crash interrupted goes on. */
export async function carryOnAll(db: Database, clock: () => Date): Promise<void> {
  for (const id of openBulks(db)) await carryOn(db, id, clock);
}

/** One transaction; false when nothing is left to do. */
export function stepBulk(db: Database, id: number, at: Date): boolean {
  return db.transaction(() => stepped(db, findBulk(db, id)!, at)).immediate();
}

function stepped(db: Database, bulk: BulkRow, at: Date): boolean {
  if (bulk.state !== "doing" && bulk.state !== "undoing") return false;
  const isUndone = bulk.state === "undoing";
  const tickets = nextBulkTickets(db, bulk.id, isUndone ? "done" : "waiting", mostInStep);
  if (tickets.length === 0) {
    moveBulk(db, bulk.id, bulk.state, isUndone ? "undone" : "done", at.toISOString());
    return false;
  }
  const until = performance.now() + step_ms;
  for (const ticket of tickets) {
    settle(db, bulk, ticket, at);
    if (performance.now() > until) break;
  }
  return true;
}

/** Done, or refused with the reason: one that cannot be done holds up no other. */
function settle(
  db: Database,
  { id, act, state, person_id }: BulkRow,
  { ticket_id, before }: BulkTicket,
  at: Date,
): void {
  const done = { by: `person:${person_id}`, at, bulk: id };
  const asked = JSON.parse(act) as BulkAct;
  const isUndone = state === "undoing";
  const as = (becomes: BulkTicketState, rest: { why?: Problem; before?: BulkBefore } = {}) =>
    settleBulkTicket(db, id, ticket_id, { state: becomes, ...rest, why: rest.why?.sentence ?? null });
  try {
    if (isUndone) undoOne(db, asked, ticket_id, JSON.parse(before!) as BulkBefore, done);
    as(isUndone ? "undone" : "done", isUndone ? {} : { before: doOne(db, asked, ticket_id, done) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    as(isUndone ? "left" : "refused", { why: error });
  }
}

/** So long it can be undone and looked at. */
const kept_ms = 30 * 86_400_000;

export function forgetBulks(db: Database, at: Date): void {
  const before = new Date(at.getTime() - kept_ms).toISOString();
  for (let n = 0; n < 20 && deleteBulksBefore(db, before) > 0; n += 1);
}

const nothingChosen = {
  de: "Es ist keine Anfrage ausgewählt. Haken Sie zuerst an, um welche es geht.",
  en: "No ticket is chosen. Tick first which ones it is about.",
};
const notUndoable = {
  de: "Das läuft noch oder ist schon zurückgenommen.",
  en: "It is still going on, or has been undone already.",
};
const noBulk = { de: "Diese Sammelaktion gibt es nicht.", en: "There is no such bulk action." };
