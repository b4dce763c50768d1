import type { Database } from "bun:sqlite";
import { type Done, record } from "#src/history/record.ts";
import { queueNotice } from "#src/outbox/notice.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { readCompany } from "#src/settings/store.ts";
import { todayAt } from "#src/settings/today.ts";
import { namedMinutes } from "./minutes-read.ts";

type Sending = { to: readonly string[]; reader: Reader; address: string | null };

/** Sends the minutes of a closed round to whom somebody names. To how many is an entry of the history; to whom is not. */
export function sendMinutes(db: Database, roundId: number, { to, reader, address }: Sending, done: Done): void {
  db.transaction(() => {
    const minutes = namedMinutes(db, roundId, reader, address ?? readCompany(db).public_address);
    if (minutes === null) throw notClosed;
    const sending = crypto.randomUUID();
    for (const one of to)
      queueNotice(db, { key: `minutes.sent ${sending} -> ${one}`, to: one, ...minutes, at: done.at });
    record(db, {
      ...done,
      what: "round.minutes-sent",
      about: `round:${roundId}`,
      facts: { recipients: to.length },
      reported_on: todayAt(db, done.at),
    });
  }).immediate();
}

const notClosed = new Problem("conflict", {
  de: "Diese Runde hat noch kein Protokoll. Schliessen Sie sie zuerst.",
  en: "This round has no minutes yet. Close it first.",
});
