import type { Database } from "bun:sqlite";

/** A ticket of theirs as it stays when it stays: its number, where it was, how long it took. */
export function emptyTicket(db: Database, id: number, at: string): void {
  db.query<null, { id: number; at: string }>(
    `UPDATE tickets SET subject = '', preview = '', customer_id = NULL, waiting_since = NULL, snoozed_until = NULL, has_trouble = 0,
       erased_at = coalesce(erased_at, $at), closed_at = coalesce(closed_at, $at),
       state = CASE WHEN state IN ('closed', 'spam') THEN state ELSE 'closed' END
     WHERE id = $id`,
  ).run({ id, at });
}

export function deleteParticipants(db: Database, ticketId: number, addresses: readonly string[]): void {
  db.query<null, [number, string]>(
    "DELETE FROM ticket_participants WHERE ticket_id = ? AND address IN (SELECT value FROM json_each(?))",
  ).run(ticketId, JSON.stringify(addresses));
}

export function deleteOutsideNumbers(db: Database, ticketId: number): void {
  db.query<null, [number]>("DELETE FROM ticket_outside_numbers WHERE ticket_id = ?").run(ticketId);
}

/** What a merge remembers of two tickets so that it can be undone: it names who took part. */
export function deleteMergesOf(db: Database, ticketId: number, words: readonly string[] | null): void {
  db.query<null, { id: number; words: string | null }>(
    `DELETE FROM ticket_merges WHERE (from_id = $id OR into_id = $id)
       AND ($words IS NULL OR EXISTS (SELECT 1 FROM json_each($words) WHERE instr(lower(before), value) > 0))`,
  ).run({ id: ticketId, words: words === null ? null : JSON.stringify(words) });
}

/** What somebody was writing in it. Gives the blobs of the files. */
export function deleteDraftsOf(db: Database, ticketId: number): number[] {
  const blobs = db
    .query<{ blob_id: number }, [number]>(
      "SELECT f.blob_id FROM draft_files f JOIN ticket_drafts d ON d.id = f.draft_id WHERE d.ticket_id = ?",
    )
    .all(ticketId);
  db.query<null, [number]>("DELETE FROM ticket_drafts WHERE ticket_id = ?").run(ticketId);
  return blobs.map(({ blob_id }) => blob_id);
}

/** A request of theirs is settled by this; what was written about it goes. */
export function settleRequest(db: Database, ticketId: number, on: string): void {
  db.query<null, [string, number]>(
    `UPDATE privacy_requests SET answered_on = coalesce(answered_on, ?), answer = NULL, extended_reason = NULL WHERE ticket_id = ?`,
  ).run(on, ticketId);
}

export function hasMessages(db: Database, ticketId: number): boolean {
  return db.query("SELECT 1 FROM messages WHERE ticket_id = ? LIMIT 1").get(ticketId) !== null;
}

/** Tickets that point to this one because they were merged into it. */
export function pointersTo(db: Database, ticketId: number): number[] {
  return db
    .query<{ id: number }, [number]>("SELECT id FROM tickets WHERE merged_into = ?")
    .all(ticketId)
    .map(({ id }) => id);
}

/** Everything that hangs on a ticket goes with it. */
export function deleteWholeTicket(db: Database, id: number): void {
  db.query<null, [number]>("UPDATE tickets SET merged_into = NULL WHERE merged_into = ?").run(id);
  db.query<null, [number]>("DELETE FROM tickets WHERE id = ?").run(id);
}
