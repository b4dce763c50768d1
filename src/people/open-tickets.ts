import type { Database } from "bun:sqlite";

type Counting = (db: Database, personId: number) => number;

let counting: Counting = () => 0;

/** Called once in areas.ts by the area that has tickets: what stands beside its name on every page. */
export function registerOpenTickets(count: Counting): void {
  counting = count;
}

export function openTicketsFor(db: Database, personId: number): number {
  return counting(db, personId);
}
