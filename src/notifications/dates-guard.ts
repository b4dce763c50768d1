import type { Database } from "bun:sqlite";
import { findPerson } from "#src/people/store.ts";
import { wayFor } from "./tell-actions.ts";

/** Whether the morning's mail about dates is wanted by whom it is for. Of other keys it says yes. */
export function wantsDates(db: Database, subjectKey: string): boolean {
  const id = /^dates\.digest \S+ -> person:(\d+)$/.exec(subjectKey)?.[1];
  const person = id === undefined ? null : findPerson(db, Number(id));
  return person === null || (person.disabled_at === null && wayFor(db, person, "dates") === "mail");
}
