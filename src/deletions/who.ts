import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { findPersonCalled } from "#src/people/store.ts";
import type { Who } from "./offboarding-store.ts";

/** Somebody by name or e-mail address: the person where there is one, else only the name. */
export function personCalled(db: Database, called: string | null): Who {
  const person = called === null ? null : findPersonCalled(db, called);
  return { id: person?.id ?? null, name: person ? null : called };
}

/** Who does it: a person, or the program by its name. */
export function actorOf({ by }: Done): Who {
  const [kind, id] = by.split(":");
  return kind === "person" ? { id: Number(id), name: null } : { id: null, name: by };
}
