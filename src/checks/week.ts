import type { Database } from "bun:sqlite";
import { isAboutOld } from "./check.ts";
import { checksNow } from "./read.ts";
import { historiesIn } from "./spell-store.ts";
import { openTroubles } from "./trouble-store.ts";
import { addTimes, timesIn, uptimeOf } from "./uptime.ts";
import { faceOf, needsPerson } from "./words.ts";

export type Span = { from: string; until: string };

/** How the checks are, and what a week was. `uptime`: of what is ours, 0 to 1; null where nothing was watched. */
export type ChecksWeek = {
  all: number;
  down: number;
  degraded: number;
  /** Old systems that still answer, or of which something was found. */
  traces: number;
  /** Certificates and domains that run out. */
  expiring: number;
  uptime: number | null;
};

export function checksWeek(db: Database, { from, until }: Span): ChecksWeek {
  const rows = checksNow(db);
  const ours = rows.filter(({ check }) => !isAboutOld(check));
  const bad = rows.filter((one) => needsPerson(faceOf(one)));
  const watched = new Set(ours.map(({ check }) => check.id));
  const span = { from: Date.parse(from), until: Date.parse(until) };
  const times = [...historiesIn(db, { checkId: null, from, until })]
    .filter(([id]) => watched.has(id))
    .map(([, history]) => timesIn(span, history));
  const expiring = openTroubles(db).filter(({ kind }) => kind === "expiry");
  return {
    all: rows.length,
    down: bad.filter(({ check }) => !isAboutOld(check)).length,
    degraded: ours.filter((one) => faceOf(one) === "degraded").length,
    traces: bad.filter(({ check }) => isAboutOld(check)).length,
    expiring: new Set(expiring.map(({ check_id }) => check_id)).size,
    uptime: uptimeOf(addTimes(times)),
  };
}
