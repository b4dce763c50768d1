import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { todayAt } from "#src/settings/today.ts";
import { type NewTask, setAction } from "./action-actions.ts";
import { ensurePlanned, existing, noItem, sinceLast } from "./actions.ts";
import { agendaOn } from "./agenda.ts";
import { entriesOf, findEntry, insertEntry } from "./entry-store.ts";
import { isSame, mergeWords, silence } from "./merge-words.ts";
import type { Entry, Item, Round, Words } from "./round.ts";
import { findItem, findItemAbout, putItem, roundIn, touchRound } from "./store.ts";

/** What one form said: on which version it was written, and what comes of it. */
export type Saying = { version: number; words: Words; nothing_new: boolean; task: NewTask | null };

/** Stored; or the round is over; or somebody else wrote differently in the same fields: then nothing is stored. */
export type Said =
  | { ok: true }
  | { ok: false; why: "over"; round: Round }
  | { ok: false; why: "torn"; theirs: Entry; torn: (keyof Words)[] };

/** Says something of an item while the round runs. What two people wrote in different fields is put together. */
export function sayOfItem(db: Database, roundId: number, itemId: number, saying: Saying, done: Done): Said {
  return db
    .transaction((): Said => {
      const round = existing(db, roundId);
      const item = findItem(db, roundId, itemId);
      if (!item) throw noItem;
      if (round.state !== "open") return { ok: false, why: "over", round };
      const said = putWords(db, round, item, saying, done);
      if (!said.ok) return said;
      if (saying.task) {
        setAction(db, saying.task, { round_id: roundId, subject: item.subject }, done, round.held_on);
        if (entriesOf(db, itemId).length === 0) addEntry(db, item, { ...silence, nothing_new: 0 }, done);
      }
      touchRound(db, roundId);
      return said;
    })
    .immediate();
}

/** Says something of what will be on the next agenda, before the round. */
export function sayBefore(db: Database, subject: string, saying: Omit<Saying, "task">, done: Done): Said {
  return db
    .transaction((): Said => {
      const running = roundIn(db, "open");
      if (running) return { ok: false, why: "over", round: running };
      const round = ensurePlanned(db, todayAt(db, done.at), done);
      const item = findItemAbout(db, round.id, subject) ?? newItem(db, round, subject, done);
      return putWords(db, round, item, { ...saying, task: null }, done);
    })
    .immediate();
}

function newItem(db: Database, round: Round, subject: string, done: Done): Item {
  const item = agendaOn(db, sinceLast(db), todayAt(db, done.at)).find((one) => one.subject === subject);
  if (!item) throw noItem;
  return findItem(db, round.id, putItem(db, round.id, item))!;
}

function putWords(
  db: Database,
  round: Round,
  item: Item,
  { version, words: mine, nothing_new }: Saying,
  done: Done,
): Said {
  const last = entriesOf(db, item.id).at(-1) ?? null;
  const base = findEntry(db, item.id, version) ?? silence;
  const { words, torn } = mergeWords(base, last ?? silence, mine);
  if (last && torn.length > 0) return { ok: false, why: "torn", theirs: last, torn };
  if (isSame(words, last ?? silence) && !nothing_new) return { ok: true };
  addEntry(db, item, { ...words, nothing_new: nothing_new && isSame(words, last ?? silence) ? 1 : 0 }, done);
  if (words.decision !== null && words.decision !== (last?.decision ?? null))
    record(db, {
      ...done,
      what: "round.decided",
      about: `round:${round.id}`,
      facts: { subject: item.subject },
      words: { decision: words.decision },
      reported_on: round.held_on,
    });
  return { ok: true };
}

function addEntry(db: Database, item: Item, said: Words & { nothing_new: 0 | 1 }, { by, at }: Done): void {
  const { health, sentence, decision, nothing_new } = said;
  const version = (entriesOf(db, item.id).at(-1)?.version ?? 0) + 1;
  insertEntry(db, { item_id: item.id, version, health, sentence, decision, nothing_new, by, at: at.toISOString() });
}
