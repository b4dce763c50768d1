import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { namesOfPeople } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import { todayAt } from "#src/settings/today.ts";
import { addDays, type Day } from "#src/when.ts";
import { type AgendaItem, agendaOn, type Since } from "./agenda.ts";
import { lastEntries } from "./entry-store.ts";
import { type Present, presentKey, type Round } from "./round.ts";
import {
  deletePresent,
  findItem,
  findRound,
  insertAddendum,
  insertPlanned,
  insertPresent,
  lastClosed,
  listItems,
  listPresent,
  markCarried,
  markOpen,
  markSkipped,
  moveOn,
  movePlanned,
  placeItem,
  pointsOf,
  putItem,
  putPoint,
  roundIn,
  touchRound,
} from "./store.ts";

/** The round ahead; one that was not planned yet is planned for `on`. */
export function ensurePlanned(db: Database, on: Day, done: Done): Round {
  const planned = roundIn(db, "planned");
  if (planned) return planned;
  const id = insertPlanned(db, on);
  record(db, {
    ...done,
    what: "round.planned",
    about: `round:${id}`,
    facts: { held_on: on },
    reported_on: todayAt(db, done.at),
  });
  return findRound(db, id)!;
}

export function planRound(db: Database, on: Day, done: Done): void {
  db.transaction(() => {
    const { id } = ensurePlanned(db, on, done);
    if (!movePlanned(db, on)) return;
    record(db, {
      ...done,
      what: "round.planned",
      about: `round:${id}`,
      facts: { held_on: on },
      reported_on: todayAt(db, done.at),
    });
  }).immediate();
}

/** The round before, as the agenda of the next one counts from it. */
export function sinceLast(db: Database): Since | null {
  const last = lastClosed(db);
  return last ? { on: last.held_on, at: last.closed_at } : null;
}

/** Begins the round: its agenda stands from now on. Whoever begins is there. Where one is running already, gives that one. */
export function openRound(db: Database, done: Done, on = todayAt(db, done.at)): number {
  return db
    .transaction(() => {
      const running = roundIn(db, "open");
      if (running) return running.id;
      const { id } = ensurePlanned(db, on, done);
      const agenda = agendaOn(db, sinceLast(db), on);
      markOpen(db, { id, on, by: done.by, at: done.at.toISOString() });
      writeAgenda(db, id, agenda);
      moveOn(db, id, null, listItems(db, id)[0]?.id ?? null);
      const person = Number(/^person:(\d+)$/.exec(done.by)?.[1]);
      if (person) addPresent(db, id, { person_id: person, name: "" });
      const facts = { held_on: on, items: listItems(db, id).length };
      record(db, { ...done, what: "round.opened", about: `round:${id}`, facts, reported_on: on });
      return id;
    })
    .immediate();
}

/** Items in the order of the agenda. What is on track by what somebody wrote before comes last: it needs no talk. */
function writeAgenda(db: Database, roundId: number, agenda: readonly AgendaItem[]): void {
  for (const item of agenda) {
    const id = putItem(db, roundId, item);
    for (const point of item.points) putPoint(db, id, point);
  }
  const order = new Map(agenda.map(({ subject }, index) => [subject, index]));
  const said = lastEntries(db, roundId);
  const rank = (id: number, subject: string) =>
    (order.get(subject) ?? agenda.length) + (said.get(id)?.health === "on-track" ? 10_000 : 0);
  const items = listItems(db, roundId).sort((a, b) => rank(a.id, a.subject) - rank(b.id, b.subject));
  for (const [index, { id }] of items.entries()) placeItem(db, id, index + 1);
}

/** A week without a round, with a reason. The next one is planned for a week later. */
export function skipRound(db: Database, reason: string, done: Done, on = todayAt(db, done.at)): void {
  db.transaction(() => {
    const { id, held_on } = ensurePlanned(db, on, done);
    if (!markSkipped(db, id, reason)) throw new Problem("conflict", skippedAlready);
    record(db, {
      ...done,
      what: "round.skipped",
      about: `round:${id}`,
      facts: { held_on },
      words: { reason },
      reported_on: on,
    });
    const next = ensurePlanned(db, weekAfter(held_on, on), done);
    for (const item of listItems(db, id)) copyItem(db, id, item.id, next.id);
  }).immediate();
}

/** The same weekday, a week later or as many weeks as it takes to lie ahead. */
export function weekAfter(heldOn: Day, today: Day): Day {
  let next = addDays(heldOn, 7);
  while (next <= today) next = addDays(next, 7);
  return next;
}

/** Everybody looks at another item; `null` is the end of the agenda. Somebody who moved on at the same moment has won. */
export function showItem(db: Database, roundId: number, from: number | null, to: number | null): void {
  db.transaction(() => {
    if (to !== null && !findItem(db, roundId, to)) throw noItem;
    if (runningRound(db, roundId)) moveOn(db, roundId, from, to);
  }).immediate();
}

/** Ticks as they were changed on a page: what it showed, and what is ticked now. Others' ticks stay. */
export function setPresent(db: Database, roundId: number, shown: readonly string[], ticked: readonly Present[]): void {
  db.transaction(() => {
    runningRound(db, roundId);
    const now = new Set(ticked.map(presentKey));
    const gone = listPresent(db, roundId).filter((one) => shown.includes(presentKey(one)) && !now.has(presentKey(one)));
    for (const one of gone) deletePresent(db, roundId, one);
    for (const one of ticked.filter((one) => !shown.includes(presentKey(one)))) addPresent(db, roundId, one);
    touchRound(db, roundId);
  }).immediate();
}

/** A person by their number, a guest by their name. */
function addPresent(db: Database, roundId: number, one: Present): void {
  const name = one.person_id === null ? one.name : namesOfPeople(db).get(one.person_id);
  if (name !== undefined) insertPresent(db, roundId, { ...one, name });
}

/** Puts something that was not treated on the next agenda. */
export function carryItem(db: Database, roundId: number, itemId: number, done: Done): void {
  db.transaction(() => {
    const round = existing(db, roundId);
    const item = findItem(db, roundId, itemId);
    if (!item) throw noItem;
    if (round.state !== "closed") throw new Problem("conflict", notClosed);
    const next = ensurePlanned(db, weekAfter(round.held_on, todayAt(db, done.at)), done);
    if (!copyItem(db, roundId, itemId, next.id)) throw new Problem("conflict", carriedAlready);
    const about = `round:${roundId}`;
    const facts = { subject: item.subject, to: next.id };
    record(db, { ...done, what: "round.carried", about, facts, reported_on: todayAt(db, done.at) });
  }).immediate();
}

function copyItem(db: Database, roundId: number, itemId: number, to: number): boolean {
  const { subject, title, title_en, href, owner } = findItem(db, roundId, itemId)!;
  const copy = putItem(db, to, { subject, title: { de: title, en: title_en }, href, owner });
  if (!markCarried(db, copy)) return false;
  for (const point of pointsOf(db, itemId)) {
    const { text, text_en, on_day, red } = point;
    putPoint(db, copy, { section: "carried", text: { de: text, en: text_en }, on: on_day, red: red === 1 });
  }
  return true;
}

/** A correction of closed minutes is an addition. */
export function addAddendum(db: Database, roundId: number, text: string, done: Done): void {
  db.transaction(() => {
    if (existing(db, roundId).state !== "closed") throw new Problem("conflict", notClosed);
    const id = insertAddendum(db, roundId, { text, by: done.by, at: done.at.toISOString() });
    const said = { facts: { addendum: id }, words: { text } };
    record(db, {
      ...done,
      what: "round.amended",
      about: `round:${roundId}`,
      ...said,
      reported_on: todayAt(db, done.at),
    });
  }).immediate();
}

export function existing(db: Database, roundId: number): Round {
  const round = findRound(db, roundId);
  if (!round) throw new Problem("not-found", { de: "Diese Runde gibt es nicht.", en: "There is no such round." });
  return round;
}

/** The round while it runs. One that is over says so. */
function runningRound(db: Database, roundId: number): Round {
  const round = existing(db, roundId);
  if (round.state !== "open") throw new Problem("conflict", isOver);
  return round;
}

export const noItem = new Problem("not-found", {
  de: "Diesen Punkt gibt es in dieser Runde nicht.",
  en: "There is no such item in this round.",
});
const isOver = {
  de: "Diese Runde läuft nicht mehr. Ihr Protokoll ist eingefroren; Berichtigungen kommen darunter.",
  en: "This round is no longer running. Its minutes are frozen; corrections are added below them.",
};
const notClosed = { de: "Diese Runde ist noch nicht geschlossen.", en: "This round is not closed yet." };
const skippedAlready = { de: "Diese Woche ist schon ausgelassen.", en: "This week is skipped already." };
const carriedAlready = {
  de: "Dieser Punkt steht schon auf der nächsten Traktandenliste.",
  en: "This item is on the next agenda already.",
};
