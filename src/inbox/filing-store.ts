import type { Database } from "bun:sqlite";

type Came = { id: number; mailbox_id: number; raw_sha256: string | null };

export type Before = { state: string; message_id: number | null };

/** What the same bytes became in this mailbox before (R1): null when they never came. That they were erased counts most. */
export function sameBytesBefore(db: Database, { id, mailbox_id, raw_sha256 }: Came): Before | null {
  const before = db
    .query<Before, [number, string | null, number]>(
      "SELECT state, message_id FROM arrivals WHERE mailbox_id = ? AND raw_sha256 = ? AND id <> ? LIMIT 20",
    )
    .all(mailbox_id, raw_sha256, id);
  return before.find(({ state }) => state === "erased") ?? before.find(({ message_id }) => message_id !== null) ?? null;
}

export function insertTombstone(db: Database, digest: string, at: string): void {
  db.query<null, [string, string]>("INSERT OR IGNORE INTO mail_tombstones (digest, at) VALUES (?, ?)").run(digest, at);
}

export function hasTombstone(db: Database, digests: readonly string[]): boolean {
  const query = db.query("SELECT 1 FROM mail_tombstones WHERE digest = ?");
  return digests.some((digest) => query.get(digest) !== null);
}

/** Most installations have none, and ask nothing more. */
export function hasTombstones(db: Database): boolean {
  return db.query("SELECT 1 FROM mail_tombstones LIMIT 1").get() !== null;
}

export function repointArrivals(db: Database, from: number, to: number): void {
  db.query<null, [number, number]>("UPDATE arrivals SET message_id = ? WHERE message_id = ?").run(to, from);
}

/** Whether something of a ticket did not arrive or could not be read. */
export function hasOtherTrouble(db: Database, ticketId: number): boolean {
  const unread = "SELECT 1 FROM messages WHERE ticket_id = $id AND kind = 'unread'";
  const undelivered = `SELECT 1 FROM messages m JOIN outgoing_mails o ON o.message_id = m.id
     LEFT JOIN outgoing_recipients r ON r.mail_id = o.id AND r.state IN ('refused', 'bounced')
     WHERE m.ticket_id = $id AND (o.state = 'failed' OR r.address IS NOT NULL)`;
  return db.query<unknown, { id: number }>(`${unread} UNION ALL ${undelivered} LIMIT 1`).get({ id: ticketId }) !== null;
}

/** False when it could be read, or is being tried already. */
export function markForRetry(db: Database, arrivalId: number): boolean {
  return (
    db
      .query<null, [number]>(
        "UPDATE arrivals SET state = 'stored', attempts = 0, error = NULL WHERE id = ? AND state = 'unreadable'",
      )
      .run(arrivalId).changes === 1
  );
}

export function mailboxOfArrival(db: Database, arrivalId: number): number | null {
  return (
    db.query<{ mailbox_id: number }, [number]>("SELECT mailbox_id FROM arrivals WHERE id = ?").get(arrivalId)
      ?.mailbox_id ?? null
  );
}
