import type { Database } from "bun:sqlite";
import type { Check } from "./check.ts";
import type { Seen } from "./kind.ts";
import { deadlineAfter, type HeartbeatConfig, judge, type Pings } from "./kinds/heartbeat.ts";
import { type Ping, pingsOf } from "./ping-store.ts";
import { readConfig } from "./watched.ts";

/** What a heartbeat is worth at a moment, from what was reported. */
export function judgeHeartbeat(db: Database, check: Check, config: unknown, at: Date): Seen {
  return judge(config as HeartbeatConfig, pingsFrom(pingsOf(db, check.id, 50)), at);
}

/** When the next sign of life is due; null while none has come. */
export function expectedPing(db: Database, check: Check): string | null {
  const read = readConfig(check, undefined);
  const { last } = pingsFrom(pingsOf(db, check.id, 50));
  return read.ok && last ? deadlineAfter(read.config as HeartbeatConfig, last).due.toISOString() : null;
}

/** `pings` are the newest first. A note is no sign of life, and a failure counts until a success follows. */
function pingsFrom(pings: readonly Ping[]): Pings {
  const telling = pings.filter(({ kind }) => kind !== "log");
  const newest = telling[0];
  const ended = telling.find(({ kind }) => kind !== "start");
  const success = telling.find(({ kind }) => kind === "success");
  return {
    last: success ? new Date(success.at) : null,
    startedAt: newest?.kind === "start" ? new Date(newest.at) : null,
    failed: ended?.kind === "fail" ? { at: new Date(ended.at), exit: ended.exit_code, log: ended.body ?? "" } : null,
  };
}
