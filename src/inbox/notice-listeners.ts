import type { Database } from "bun:sqlite";
import type { Delivery } from "#src/outbox/delivery.ts";

type Guard = (db: Database, subjectKey: string) => boolean;
type Listener = (db: Database, unreachable: { address: string; why: string; at: Date }) => void;

const guards: Guard[] = [];
const listeners: Listener[] = [];

/** A later area says, when a notice's turn comes, whether it is still wanted. Of keys that are not its own it says yes. */
export function registerNoticeGuard(guard: Guard): void {
  guards.push(guard);
}

/** A later area hears that an address does not exist or takes nothing for good. Called inside the transaction that writes it down. */
export function registerUnreachable(listener: Listener): void {
  listeners.push(listener);
}

export function isStillWanted(db: Database, { subject_key }: Pick<Delivery, "subject_key">): boolean {
  return guards.every((wanted) => wanted(db, subject_key));
}

export function tellUnreachable(db: Database, address: string, why: string, at: Date): void {
  for (const listener of listeners) listener(db, { address: address.toLowerCase(), why, at });
}

/** The address itself is wrong or gone, not only full, or refused for what it was sent (RFC 3463). */
export function isHard(status: string | null): boolean {
  return status === null || /^5\.(0\.0|1\.|4\.4)/.test(status);
}
