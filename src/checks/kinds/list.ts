import type { Kind } from "../kind.ts";

/** One line per kind of check. */
export const kinds: readonly Kind[] = [];

export function kindOf(name: string): Kind | undefined {
  return kinds.find((kind) => kind.name === name);
}
