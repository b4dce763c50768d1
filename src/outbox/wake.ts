import type { Database } from "bun:sqlite";

const wakers = new WeakMap<Database, () => void>();

/** Has something called, once the running transaction is over, when this connection puts something into the outbox. */
export function onEnqueued(db: Database, wake: () => void): void {
  wakers.set(db, wake);
}

export function wakeFor(db: Database): void {
  wakers.get(db)?.();
}
