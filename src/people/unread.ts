import type { Database } from "bun:sqlite";

type Counting = (db: Database, personId: number) => number;

let counting: Counting = () => 0;

/** Called once in areas.ts by the area that tells people: what stands beside its name on every page. */
export function registerUnread(count: Counting): void {
  counting = count;
}

export function unreadFor(db: Database, personId: number): number {
  return counting(db, personId);
}
