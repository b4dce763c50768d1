import type { Database } from "bun:sqlite";
import type { Trouble } from "#src/mail/imap-trouble.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import { giveWay, isWanted, type Turn } from "#src/storage/turn.ts";
import type { backoff_ms } from "./backoff.ts";

/** What the intake tells the thread that serves people. */
export type Told =
  | { what: "filed"; mailbox_id: number; ticket_ids: number[] }
  | { what: "trouble"; mailbox_id: number; trouble: Trouble }
  | { what: "well"; mailbox_id: number }
  | { what: "log"; level: "info" | "error"; line: string };

/** Where a test may end the process, in the order in which a mail passes them. */
export type Point =
  | "listed"
  | "piece"
  | "storing"
  | "stored"
  | "parsing"
  | "filing"
  | "filed"
  | "flagged"
  | "marked-deleted"
  | "finished";

/** What everything in this folder is given. It runs in a worker with a connection of its own. */
export type Intake = {
  db: Database;
  /** Null where nobody else writes from this process. */
  turn: Turn | null;
  key: SecretsKey;
  clock: () => Date;
  tell: (told: Told) => void;
  /** How long to wait for the next connection; tests do not wait. */
  backoff?: typeof backoff_ms;
  /** Called at each point; production passes nothing. */
  at?: (point: Point) => void;
};

/** So long a transaction takes in more; a person's write waits for no more than this, one row, and the end of the group. */
const group_ms = 40;

/**
 * Does something for each, several in one transaction, and commits as soon as the main thread wants to write. Gives what was
 * committed. What is thrown rolls back its transaction only. `atEnd` happens inside, once for each transaction.
 */
export function inGroups<Item, Result>(
  { db, turn }: Pick<Intake, "db" | "turn">,
  items: readonly Item[],
  each: (item: Item) => Result,
  atEnd: (done: readonly Result[]) => void = () => {},
): Result[] {
  const results: Result[] = [];
  const isOver = (began: number) => performance.now() - began > group_ms || (turn !== null && isWanted(turn));
  while (results.length < items.length) {
    if (turn) giveWay(turn);
    const group = db.transaction(() => {
      const began = performance.now();
      const done: Result[] = [];
      do done.push(each(items[results.length + done.length]!));
      while (results.length + done.length < items.length && !isOver(began));
      atEnd(done);
      return done;
    });
    results.push(...group.immediate());
  }
  return results;
}
