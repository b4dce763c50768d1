import type { Database } from "bun:sqlite";
import { Problem } from "#src/problem.ts";
import { isRunning } from "./check.ts";
import { liveOf } from "./live.ts";
import { countPingsSince, insertPing, type PingKind } from "./ping-store.ts";
import { findCheckByKey } from "./store.ts";

export type Told = { kind: PingKind; exit_code: number | null; body: string | null };

/** More than this in a minute is a loop, not a sign of life. */
const mostPerMinute = 60;

/** Keeps a sign of life, and judges it at once. */
export function recordPing(db: Database, key: string, told: Told, at: Date): void {
  const check = findCheckByKey(db, key);
  if (!check || check.archived_at !== null) throw unknownKey;
  const minuteAgo = new Date(at.getTime() - 60_000).toISOString();
  if (countPingsSince(db, check.id, minuteAgo) >= mostPerMinute) throw tooMany;
  insertPing(db, { check_id: check.id, ...told, at: at.toISOString() });
  if (isRunning(check)) liveOf(db)?.beat(check.id);
}

const unknownKey = new Problem("not-found", {
  de: "Diese Adresse eines Herzschlags gibt es nicht. Die gültige steht auf der Seite der Prüfung.",
  en: "There is no such heartbeat address. The one in force is on the check's page.",
});
const tooMany = new Problem("too-many", {
  de: "Mehr als 60 Meldungen in einer Minute. Melden Sie sich einmal je Aufgabe.",
  en: "More than 60 reports within a minute. Report once for each task.",
});
