import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Way } from "./erasure.ts";

/** One erasure as it is kept beside the database: digests under the installation's key, nothing of anybody. */
export type ListedErasure = { uid: string; way: Way; at: string; people: string[]; mails: string[] };

/** Where the list of a database lies: beside it and its key, so that it survives what is restored. Null for a database in memory. */
export function erasureListBeside(database: string): string | null {
  return database === ":memory:" ? null : join(dirname(database), "aktion.erased");
}

/** Adds a line, on the disk when this returns; the same erasure is there once. */
export function addToList(path: string, erasure: ListedErasure): void {
  if (readList(path).some(({ uid }) => uid === erasure.uid)) return;
  const file = openSync(path, "a", 0o600);
  try {
    writeSync(file, `${JSON.stringify(erasure)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A line that a crash left half is no erasure: it was not finished, and is written again. */
export function readList(path: string): ListedErasure[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        const one = JSON.parse(line) as Partial<ListedErasure>;
        return one.uid && Array.isArray(one.people) && Array.isArray(one.mails) ? [one as ListedErasure] : [];
      } catch {
        return [];
      }
    });
}

/** Older copies of the database in its folder, which still hold what was erased: from before an update, or set aside by a restore. */
export function olderCopies(database: string): string[] {
  if (database === ":memory:" || !existsSync(dirname(database))) return [];
  const beginnings = ["before-", "replaced-"].map((word) => `${basename(database)}.${word}`);
  return readdirSync(dirname(database)).filter((name) => beginnings.some((begin) => name.startsWith(begin)));
}
