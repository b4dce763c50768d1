import type { Kind } from "../kind.ts";
import { http } from "./http.ts";

/** One line per kind of check. */
export const kinds: readonly Kind[] = [http];

export function kindOf(name: string): Kind | undefined {
  return kinds.find((kind) => kind.name === name);
}
