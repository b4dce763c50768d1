import type { Database } from "bun:sqlite";
import { canonical, sha256 } from "#src/history/canonical.ts";
import { type Done, record } from "#src/history/record.ts";
import { headOf } from "#src/history/store.ts";
import { namesOfPeople } from "#src/people/store.ts";
import { readRegister } from "#src/services/read.ts";
import { countsOf } from "#src/services/summary.ts";
import { readCompany } from "#src/settings/store.ts";
import { todayAt } from "#src/settings/today.ts";
import { addDays } from "#src/when.ts";
import { actionsDoneBetween, actionsOfRound, listOpenActions } from "./action-store.ts";
import { ensurePlanned, existing, weekAfter } from "./actions.ts";
import { type Minutes, minutesOf, numbersOf } from "./minutes.ts";
import { itemsSaid, readMinutes } from "./read.ts";
import type { Round } from "./round.ts";
import { closedBefore, listPresent, markClosed } from "./store.ts";

export type Closed = { ok: true } | { ok: false; why: "nobody" } | { ok: false; why: "over"; round: Round };

/** Freezes the minutes and plans the next round. One of two who close at once wins; the other is told. */
export function closeRound(db: Database, roundId: number, done: Done): Closed {
  return db
    .transaction((): Closed => {
      const round = existing(db, roundId);
      if (round.state !== "open") return { ok: false, why: "over", round };
      if (listPresent(db, roundId).length === 0) return { ok: false, why: "nobody" };
      const minutes = freeze(db, round, done);
      const text = canonical(minutes);
      if (!markClosed(db, { id: roundId, by: done.by, at: done.at.toISOString(), minutes: text }))
        return { ok: false, why: "over", round: existing(db, roundId) };
      record(db, {
        ...done,
        what: "round.closed",
        about: `round:${roundId}`,
        facts: { held_on: round.held_on, minutes_sha256: sha256(text), ...minutes.chain, ...minutes.numbers.now },
        reported_on: round.held_on,
      });
      ensurePlanned(db, weekAfter(round.held_on, todayAt(db, done.at)), done);
      return { ok: true };
    })
    .immediate();
}

function freeze(db: Database, round: Round, { by, at }: Done): Minutes {
  const day = round.held_on;
  const before = closedBefore(db, round);
  const last = before ? readMinutes(db, before.id) : null;
  const { count, hash } = headOf(db);
  const names = namesOfPeople(db);
  return minutesOf({
    company: readCompany(db).name,
    round,
    closed: { by, at: at.toISOString() },
    present: listPresent(db, round.id),
    items: itemsSaid(db, round.id),
    actions: {
      set: actionsOfRound(db, round.id),
      done: actionsDoneBetween(db, before?.held_on ?? addDays(day, -7), day),
      open: listOpenActions(db).filter(({ set_on }) => set_on <= day),
    },
    numbers: {
      now: numbersOf(countsOf(readRegister(db, { asOf: day, knownAt: day }))),
      before: last ? { ...last.numbers.now, on: last.held_on } : null,
    },
    chain: { entries: count, head: hash },
    nameOf: (who) => names.get(Number(who.split(":")[1])) ?? who,
  });
}
