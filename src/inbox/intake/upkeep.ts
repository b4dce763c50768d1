import { isWanted } from "#src/storage/turn.ts";
import { shrink } from "#src/storage/worker-connection.ts";
import { nextIndexMove } from "../index-move-store.ts";
import { moveWords } from "../index-moves.ts";
import { mergeIndex } from "../index-store.ts";
import { type Intake, inGroups } from "./intake.ts";

/** Merging costs the more the more often it is done; never done, searches become slow and one day it all comes at once. */
const filedBetween = 128;
const pages = 64;

const filed = new WeakMap<Intake, number>();

/** Merges a little of the search index after so many messages. */
export function mergeNowAndThen(intake: Intake, count: number): void {
  const before = filed.get(intake) ?? 0;
  filed.set(intake, before + count);
  if (Math.floor(before / filedBetween) < Math.floor((before + count) / filedBetween)) merge(intake, pages);
}

const look_ms = 500;

/** So long at most it merges without letting sessions speak. */
const merging_ms = 250;

/** Once nothing has come for a moment: merges until nothing is left to merge, then gives back memory. */
export function startUpkeep(intake: Intake): () => void {
  let seen = 0;
  let isRested = false;
  const timer = setInterval(() => {
    moveSomeWords(intake);
    const now = filed.get(intake) ?? 0;
    if (now !== seen) [seen, isRested] = [now, false];
    else if (!isRested && !mergeSome(intake)) {
      shrink(intake.db);
      Bun.gc(true);
      isRested = true;
    }
  }, look_ms);
  return () => clearInterval(timer);
}

/**
 * What was moved to another mailbox follows in the index, one message at a time. Each makes a segment of its own; merged at once they stay
 * few, else taking words out of all of them takes the longer the more there are.
 */
function moveSomeWords(intake: Intake): void {
  const { db, turn } = intake;
  for (const began = performance.now(); performance.now() - began < merging_ms; ) {
    if ((turn && isWanted(turn)) || nextIndexMove(db) === null || !moveWords(db)) return;
    merge(intake, pages);
  }
}

/** False when nothing is left to merge. */
function mergeSome(intake: Intake): boolean {
  for (const began = performance.now(); performance.now() - began < merging_ms; ) {
    if (intake.turn && isWanted(intake.turn)) return true;
    if (!merge(intake, 16)) return false;
  }
  return true;
}

function merge(intake: Intake, most: number): boolean {
  return inGroups(intake, [most], (some) => mergeIndex(intake.db, some))[0]!;
}
