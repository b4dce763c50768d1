import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import type { Reference } from "./line.ts";
import { deleteReference, insertReference } from "./observer-store.ts";

/** A host that always answers while our own line works. The same twice is there once. */
export function addReference(db: Database, reference: Reference, done: Done): void {
  db.transaction(() => {
    const row = { ...reference, created_by: done.by, created_at: done.at.toISOString() };
    if (insertReference(db, row)) noteActivity(db, { ...done, what: "reference.added", about: "observer" });
  }).immediate();
}

export function removeReference(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    if (deleteReference(db, id)) noteActivity(db, { ...done, what: "reference.removed", about: "observer" });
  }).immediate();
}
