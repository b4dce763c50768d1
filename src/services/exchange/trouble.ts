import { sentenceOf } from "#src/http/form.ts";
import type { Sentence } from "#src/problem.ts";

/** Where in a file: `line` and `column` count from 1; `where` is the column's heading, or the path in a JSON file. */
export type Spot = { line: number | null; column: number | null; where: string | null };

/** Something in a file that keeps it from being imported. */
export type Trouble = Spot & { sentence: Sentence };

export const nowhere: Spot = { line: null, column: null, where: null };

/** In the order of the file. */
export function inOrder(troubles: readonly Trouble[]): Trouble[] {
  const [last, first] = [Number.MAX_SAFE_INTEGER, 0];
  return [...troubles].sort((a, b) => (a.line ?? last) - (b.line ?? last) || (a.column ?? first) - (b.column ?? first));
}

type Issue = { path: readonly PropertyKey[]; message: string };

/** What a form found wrong, at the spots its members came from. */
export function troublesOf(issues: readonly Issue[], spotOf: (member: string) => Spot): Trouble[] {
  return issues.map(({ path, message }) => ({ ...spotOf(String(path[0] ?? "")), sentence: sentenceOf(message) }));
}
