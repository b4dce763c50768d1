import type { Database } from "bun:sqlite";
import { nextIndexMove, noteIndexMoves } from "./index-move-store.ts";
import { forgetWords, indexAgain } from "./message-words.ts";

/**
 * The index knows in which mailbox each message lies, so that a search reads only what one may see. Writing a message into it again takes
 * milliseconds, a ticket of many messages too long for one transaction: so the move only notes them, searches look in both places
 * and keep what lies where one may look, and the words follow one message at a time (`moveWords`).
 */
export function reindex(db: Database, messageIds: readonly number[], from: number, to: number): void {
  if (from !== to) noteIndexMoves(db, messageIds, from, to);
}

/** Moves the words of one message to where it lies, whole or not at all. False when nothing is left to move. */
export function moveWords(db: Database): boolean {
  return db
    .transaction(() => {
      const move = nextIndexMove(db);
      if (move === null) return false;
      forgetWords(db, move.message_id, move.belongs_in);
      indexAgain(db, move.message_id, move.belongs_in);
      return true;
    })
    .immediate();
}
