import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import type { Habits } from "./habits.ts";
import type { Way, WishKind } from "./kind.ts";
import { beginDigests } from "./weekly-actions.ts";
import { setHabits, setWish } from "./wish-store.ts";

export type Wishes = { ways: ReadonlyMap<WishKind, Way>; habits: Habits };

/** What somebody wants to hear of, and how, from now on. What waits already leaves as it was wanted then. */
export function chooseWishes(db: Database, personId: number, { ways, habits }: Wishes, { at }: Pick<Done, "at">): void {
  db.transaction(() => {
    for (const [kind, way] of ways) setWish(db, personId, kind, way);
    setHabits(db, personId, habits);
    beginDigests(db, personId, at);
  }).immediate();
}
