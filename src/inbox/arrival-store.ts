import type { Database } from "bun:sqlite";

export type ArrivalState = "stored" | "filed" | "duplicate" | "unreadable" | "erased";

/** One mail as it lay on a server or stood in an import. `uid` counts from 1 in an mbox. */
export type ArrivalRow = {
  id: number;
  mailbox_id: number;
  folder: string;
  uidvalidity: number;
  uid: number;
  source: "imap" | "import";
  state: ArrivalState;
  raw_sha256: string | null;
  blob_id: number | null;
  size: number;
  received_at: string;
  was_read: 0 | 1;
  message_id: number | null;
  error: string | null;
  attempts: number;
  stored_at: string;
  finished_on_server_at: string | null;
};

const columns = `id, mailbox_id, folder, uidvalidity, uid, source, state, raw_sha256, blob_id, size, received_at, was_read, message_id,
  error, attempts, stored_at, finished_on_server_at`;

export type Place = Pick<ArrivalRow, "mailbox_id" | "folder" | "uidvalidity">;

export type NewArrival = Omit<ArrivalRow, "id" | "message_id" | "error" | "finished_on_server_at">;

/** Null when this mail of this folder is there already. */
export function insertArrival(db: Database, arrival: NewArrival): ArrivalRow | null {
  return db
    .query<ArrivalRow, [NewArrival]>(
      `INSERT INTO arrivals (mailbox_id, folder, uidvalidity, uid, source, state, raw_sha256, blob_id, size, received_at, was_read,
         attempts, stored_at)
       VALUES ($mailbox_id, $folder, $uidvalidity, $uid, $source, $state, $raw_sha256, $blob_id, $size, $received_at, $was_read,
         $attempts, $stored_at)
       ON CONFLICT DO NOTHING RETURNING ${columns}`,
    )
    .get(arrival);
}

export function findArrival(db: Database, id: number): ArrivalRow | null {
  return db.query<ArrivalRow, [number]>(`SELECT ${columns} FROM arrivals WHERE id = ?`).get(id);
}

/** The UIDs of a folder that are accounted for. */
export function knownUids(db: Database, { mailbox_id, folder, uidvalidity }: Place): Set<number> {
  const rows = db
    .query<{ uid: number }, [number, string, number]>(
      "SELECT uid FROM arrivals WHERE mailbox_id = ? AND folder = ? AND uidvalidity = ?",
    )
    .all(mailbox_id, folder, uidvalidity);
  return new Set(rows.map(({ uid }) => uid));
}

/** What is stored and not filed, the oldest first, after one id. */
export function storedAfter(db: Database, id: number, limit: number): ArrivalRow[] {
  return db
    .query<ArrivalRow, [number, number]>(
      `SELECT ${columns} FROM arrivals WHERE state = 'stored' AND id > ? ORDER BY id LIMIT ?`,
    )
    .all(id, limit);
}

/** Remembers, before it happens, that a mail is tried: what ends the process in the middle is known at the next start. */
export function countAttempt(db: Database, id: number): void {
  db.query<null, [number]>("UPDATE arrivals SET attempts = attempts + 1 WHERE id = ?").run(id);
}

/** What was not filed when the program was stopped in order is not to blame for it. */
export function forgetAttempts(db: Database): void {
  db.query<null, []>("UPDATE arrivals SET attempts = 0 WHERE state = 'stored' AND attempts > 0").run();
}

type Became = { state: ArrivalState; message_id: number | null; error?: string; finished_at: string | null };

/** What became of a stored mail. `finished_at` is set where nothing is to be done on the server. */
export function markArrival(db: Database, id: number, { state, message_id, error, finished_at }: Became): void {
  db.query<null, [string, number | null, string | null, string | null, number]>(
    "UPDATE arrivals SET state = ?, message_id = ?, error = ?, finished_on_server_at = ? WHERE id = ?",
  ).run(state, message_id, error ?? null, finished_at, id);
}

/** Erased mail leaves a row without anything of the mail. */
export function emptyArrival(db: Database, id: number): void {
  db.query<null, [number]>(
    "UPDATE arrivals SET raw_sha256 = NULL, blob_id = NULL, size = 0, error = NULL, message_id = NULL WHERE id = ?",
  ).run(id);
}

/** Mails of a folder that are here for good and still to be flagged or deleted there. What could not be read stays as it is there. */
export function unfinishedUids(db: Database, { mailbox_id, folder, uidvalidity }: Place, limit: number): number[] {
  return db
    .query<{ uid: number }, [number, string, number, number]>(
      `SELECT uid FROM arrivals
       WHERE finished_on_server_at IS NULL AND source = 'imap' AND mailbox_id = ? AND folder = ? AND uidvalidity = ?
         AND state IN ('filed', 'duplicate', 'erased') ORDER BY uid LIMIT ?`,
    )
    .all(mailbox_id, folder, uidvalidity, limit)
    .map(({ uid }) => uid);
}

export function markFinished(db: Database, place: Place, uids: readonly number[], at: string): void {
  db.query<null, Place & { uids: string; at: string }>(
    `UPDATE arrivals SET finished_on_server_at = $at
     WHERE mailbox_id = $mailbox_id AND folder = $folder AND uidvalidity = $uidvalidity AND source = 'imap'
       AND uid IN (SELECT value FROM json_each($uids))`,
  ).run({ ...place, uids: JSON.stringify(uids), at });
}

/** After the server gave its mails other UIDs, the old ones name nothing any more. */
export function giveUpFinishing(db: Database, { mailbox_id, folder, uidvalidity }: Place, at: string): void {
  db.query<null, [string, number, string, number]>(
    `UPDATE arrivals SET finished_on_server_at = ?
     WHERE finished_on_server_at IS NULL AND source = 'imap' AND mailbox_id = ? AND folder = ? AND uidvalidity <> ?`,
  ).run(at, mailbox_id, folder, uidvalidity);
}

/** Their own indexes are found only when the state stands in the statement. */
export function countUnfiled(db: Database): number {
  return db.query<{ n: number }, []>("SELECT count(*) AS n FROM arrivals WHERE state = 'stored'").get()!.n;
}

export function countUnreadable(db: Database): number {
  return db.query<{ n: number }, []>("SELECT count(*) AS n FROM arrivals WHERE state = 'unreadable'").get()!.n;
}
