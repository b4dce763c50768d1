import type { Database } from "bun:sqlite";
import type { Sentence } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";

/** One result. `note` is what stands beside it (a stage, a date), `snippet` the place where the words were found. */
export type Hit = { title: string; href: string; note: string; snippet: string };

/** What was found of one kind: the best few, and where to see all when there are more. */
export type Found = { heading: Sentence; hits: Hit[]; more: { count: number; href: string | null } };

/** A kind of thing that can be searched for. It gives only what this reader may see. */
export type Source = (asked: { db: Database; reader: Reader; query: string; words: readonly string[] }) => Found;

export const fewest = 8;
