import type { Database } from "bun:sqlite";

export type IndexMove = { message_id: number; indexed_in: number; belongs_in: number };

/**
 * Messages lie in another mailbox from now on, and the index does not know it yet. What goes back to where the index has it needs nothing
 * more.
 */
export function noteIndexMoves(db: Database, messageIds: readonly number[], from: number, to: number): void {
  const given = { ids: JSON.stringify(messageIds), from, to };
  db.query<null, typeof given>(
    `INSERT INTO index_moves (message_id, indexed_in, belongs_in) SELECT value, $from, $to FROM json_each($ids) WHERE true
     ON CONFLICT DO UPDATE SET belongs_in = $to`,
  ).run(given);
  db.query<null, [string]>(
    `DELETE FROM index_moves WHERE message_id IN (SELECT value FROM json_each(?)) AND indexed_in = belongs_in`,
  ).run(given.ids);
}

/** Under which mailbox the index has a message, where that is not the one in which it lies. */
export function indexedElsewhere(db: Database, messageId: number): number | null {
  return (
    db.query<{ indexed_in: number }, [number]>("SELECT indexed_in FROM index_moves WHERE message_id = ?").get(messageId)
      ?.indexed_in ?? null
  );
}

export function dropIndexMove(db: Database, messageId: number): void {
  db.query<null, [number]>("DELETE FROM index_moves WHERE message_id = ?").run(messageId);
}

export function nextIndexMove(db: Database): IndexMove | null {
  return db
    .query<IndexMove, []>("SELECT message_id, indexed_in, belongs_in FROM index_moves ORDER BY message_id LIMIT 1")
    .get();
}

/** Under which other mailboxes the index still has messages of these. */
export function mailboxesStillIndexed(db: Database, mailboxes: readonly number[]): number[] {
  const next = db.query<{ indexed_in: number }, [number, number]>(
    "SELECT indexed_in FROM index_moves WHERE belongs_in = ? AND indexed_in > ? ORDER BY indexed_in LIMIT 1",
  );
  const found = new Set<number>();
  for (const mailbox of mailboxes)
    for (let at = next.get(mailbox, 0); at; at = next.get(mailbox, at.indexed_in)) found.add(at.indexed_in);
  return [...found];
}
