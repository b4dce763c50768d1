import type { Database } from "bun:sqlite";

type Seen = (db: Database, ticketId: number, personId: number, at: Date) => void;

let seen: Seen = () => {};

/** Called once in areas.ts by the area that tells people of tickets: who looks at one knows what they were told of it. */
export function registerTicketSeen(hear: Seen): void {
  seen = hear;
}

export function ticketSeen(db: Database, ticketId: number, personId: number, at: Date): void {
  seen(db, ticketId, personId, at);
}
