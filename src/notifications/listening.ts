import type { Database } from "bun:sqlite";

type Listener = (db: Database, personIds: readonly number[]) => void;

const listeners = new Set<Listener>();

/** Has something hear of whom there is something new for, once it is written down: what shows it live asks again. Gives how to stop. */
export function onNotified(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function sayNotified(db: Database, personIds: ReadonlySet<number>): void {
  if (personIds.size > 0) for (const listener of listeners) listener(db, [...personIds]);
}
