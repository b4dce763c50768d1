import type { Database } from "bun:sqlite";
import { namesOfPeople } from "#src/people/store.ts";
import { namesOfTokens } from "#src/people/token-store.ts";

/** Who did something, by name; null where it came by mail or by itself. */
export function namingIn(db: Database): (by: string) => string | null {
  const [people, tokens] = [namesOfPeople(db), namesOfTokens(db)];
  return (by) => {
    const [kind, id] = by.split(":");
    if (kind === "person") return people.get(Number(id)) ?? null;
    return kind === "token" ? (tokens.get(Number(id)) ?? null) : null;
  };
}
