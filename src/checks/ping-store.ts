import type { Database } from "bun:sqlite";

export type PingKind = "success" | "start" | "fail" | "log";
export type Ping = {
  id: number;
  check_id: number;
  kind: PingKind;
  exit_code: number | null;
  body: string | null;
  at: string;
};

const columns = "id, check_id, kind, exit_code, body, at";

/** So many are kept of each check. */
const kept = 100;

export function insertPing(db: Database, ping: Omit<Ping, "id">): void {
  db.query<null, [Omit<Ping, "id">]>(
    `INSERT INTO check_pings (check_id, kind, exit_code, body, at) VALUES ($check_id, $kind, $exit_code, $body, $at)`,
  ).run(ping);
}

/** The newest first. */
export function pingsOf(db: Database, checkId: number, limit: number): Ping[] {
  return db
    .query<Ping, [number, number]>(`SELECT ${columns} FROM check_pings WHERE check_id = ? ORDER BY id DESC LIMIT ?`)
    .all(checkId, limit);
}

export function countPingsSince(db: Database, checkId: number, since: string): number {
  return db
    .query<{ n: number }, [number, string]>("SELECT count(*) AS n FROM check_pings WHERE check_id = ? AND at >= ?")
    .get(checkId, since)!.n;
}

export function deleteOldPings(db: Database): void {
  db.query<null, [number]>(
    `DELETE FROM check_pings WHERE id IN (
       SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY check_id ORDER BY id DESC) AS n FROM check_pings) WHERE n > ?)`,
  ).run(kept);
}
