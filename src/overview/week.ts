import type { Database } from "bun:sqlite";
import { type ChecksWeek, checksWeek } from "#src/checks/week.ts";
import { waitingRequests } from "#src/deletions/request-store.ts";
import { startOfDay } from "#src/inbox/day-start.ts";
import { type InboxWeek, inboxWeek } from "#src/inbox/week.ts";
import { readRegister } from "#src/services/read.ts";
import { type Counts, countsOf } from "#src/services/summary.ts";
import { type IncidentsWeek, incidentsWeek } from "#src/status/week.ts";
import type { Day } from "#src/when.ts";

/** What all areas know of the last days, in numbers. The overview, the digest by mail and the round say these same ones. */
export type Week = {
  register: Counts;
  /** Of the mailboxes that were asked about; null when there was none. */
  inbox: InboxWeek | null;
  checks: ChecksWeek;
  incidents: IncidentsWeek;
  /** Requests to delete that no provider has answered, and how many of them are overdue. */
  requests: { waiting: number; overdue: number; next: Day | null };
};

type Asked = {
  /** The mailboxes of whoever reads it: no other is counted. */
  mailboxes: readonly number[];
  from: Date;
  until: Date;
  today: Day;
  time_zone: string;
};

export function weekOf(db: Database, { mailboxes, from, until, today, time_zone }: Asked): Week {
  const span = { from: from.toISOString(), until: until.toISOString() };
  const waiting = waitingRequests(db);
  return {
    register: countsOf(readRegister(db, { asOf: today, knownAt: today })),
    inbox: mailboxes.length === 0 ? null : inboxWeek(db, mailboxes, span, startOfDay(today, time_zone)),
    checks: checksWeek(db, span),
    incidents: incidentsWeek(db, span),
    requests: {
      waiting: waiting.length,
      overdue: waiting.filter(({ answer_by }) => answer_by < today).length,
      next: waiting[0]?.answer_by ?? null,
    },
  };
}
