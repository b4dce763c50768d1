import type { Database } from "bun:sqlite";
import { sha256 } from "#src/history/canonical.ts";
import type { Entry } from "#src/history/entry.ts";
import { type Fault, faultAt, type Witness } from "#src/history/witness.ts";
import { listRounds, minutesText } from "./store.ts";

/** Compares the frozen minutes of every closed round with the SHA-256 in the entry that closed it. */
export function minutesWitness(db: Database): Witness {
  const closed = new Set(listRounds(db).flatMap(({ id, state }) => (state === "closed" ? [id] : [])));
  const total = closed.size;
  return {
    see(entry) {
      return entry.what === "round.closed" ? minutesFault(db, entry, closed) : null;
    },
    rest() {
      const [left] = closed;
      if (left === undefined) return null;
      return faultAt(
        "register-changed",
        null,
        `No entry tells that round ${left} was closed: it was added behind the chain's back.`,
      );
    },
    counted: () => ({ minutes: total }),
  };
}

function minutesFault(db: Database, { seq, about, facts }: Entry, closed: Set<number>): Fault | null {
  const { minutes_sha256 } = JSON.parse(facts) as { minutes_sha256?: string };
  if (minutes_sha256 === undefined) return null; // an entry that tells of no minutes
  const round = Number(about.split(":")[1]);
  if (!closed.delete(round))
    return faultAt("register-changed", seq, `Entry ${seq} closes round ${round}, but there are no minutes of it.`);
  if (sha256(minutesText(db, round)) === minutes_sha256) return null;
  return faultAt("register-changed", seq, `The minutes of round ${round} are not those that entry ${seq} froze.`);
}
